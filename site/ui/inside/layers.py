"""Layer after layer: what each makes of the digit, as small pictures, one of them large."""

from pyscript import document

from ui.words.figures import share
from ui.words.inside import answers, layer_words, map_words
from ui.words.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

STEPS = {"ArrowLeft": -1, "ArrowRight": 1}


class Layers:
    """Lists the layers of one look inside; their maps are parts of one picture for each layer."""

    def __init__(self, root: "Any") -> None:
        self._list = root.querySelector("ol")
        self._list.addEventListener("pointerover", self._pointed)
        self._list.addEventListener("click", self._pointed)
        self._list.addEventListener("keydown", self._pressed)
        self._layers: list[dict[str, Any]] = []

    def show(self, digit: "dict[str, Any]", found: "dict[str, Any]") -> None:
        """Show what the engine's `look` has found in a digit of the contract."""
        self._layers = [found["input"]] + found["layers"] + [found["gathered"]]
        rows = [self._row(number, layer) for number, layer in enumerate(self._layers)]
        self._list.replaceChildren(*rows, _answers(digit, found))

    def clear(self) -> None:
        """Let go of the pictures."""
        self._layers = []
        self._list.replaceChildren()

    def _row(self, number: int, layer: "dict[str, Any]") -> "Any":
        row = document.getElementById("inside-layer").content.firstElementChild.cloneNode(True)  # noqa: FBT003 as the DOM has it
        title, sentence = layer_words(number, len(self._layers), layer)
        row.dataset.layer = str(number)
        row.querySelector("h4").textContent = title
        row.querySelector(".does").textContent = sentence
        row.style.setProperty("--maps", f"url({layer['maps']})")
        row.style.setProperty("--count", str(layer["channels"]))
        maps = row.querySelector(".maps")
        if layer["channels"] == 1:
            maps.remove()
        else:
            maps.setAttribute("aria-label", f"The pictures of {title}")
            for at in range(layer["channels"]):
                maps.append(_map(number, at, layer["channels"]))
        self._choose(row, layer["strongest"])
        return row

    def _choose(self, row: "Any", at: int) -> None:
        """Show one of a layer's maps large."""
        number = int(row.dataset.layer)
        layer = self._layers[number]
        row.dataset.chosen = str(at)
        large, said = row.querySelector(".large"), map_words(at, layer)
        large.style.setProperty("--at", str(_place(at, layer["channels"])))
        large.setAttribute("aria-label", said)
        row.querySelector(".which").textContent = said
        maps = row.querySelector(".maps")
        if maps:
            before = maps.querySelector("[aria-selected=true]")
            if before:
                before.setAttribute("aria-selected", "false")
            chosen = maps.children[at]
            chosen.setAttribute("aria-selected", "true")
            maps.setAttribute("aria-activedescendant", chosen.id)

    def _pointed(self, event: "Any") -> None:
        chosen = event.target.closest("[role=option]")
        if chosen:
            self._choose(chosen.closest("li"), int(chosen.dataset.at))

    def _pressed(self, event: "Any") -> None:
        row = event.target.closest("li")
        if not row or event.altKey or event.ctrlKey or event.metaKey or event.shiftKey:
            return
        maps, at = event.target, int(row.dataset.chosen)
        last = self._layers[int(row.dataset.layer)]["channels"] - 1
        to = {"Home": 0, "End": last}.get(event.key)
        if event.key in STEPS:
            to = at + STEPS[event.key]
        elif event.key in ("ArrowUp", "ArrowDown"):
            across = _across(maps)
            to = at - across if event.key == "ArrowUp" else at + across
        if to is None:
            return
        event.preventDefault()
        if 0 <= to <= last:
            self._choose(row, to)


def _across(maps: "Any") -> int:
    """How many maps stand side by side."""
    top = maps.children[0].offsetTop
    count = 0
    for each in maps.children:
        if each.offsetTop != top:
            break
        count += 1
    return count


def _place(at: int, count: int) -> float:
    """Where a map begins in its layer's picture, as backgrounds are placed: from 0 to 1."""
    return at / (count - 1) if count > 1 else 0


def _map(number: int, at: int, count: int) -> "Any":
    tile = document.createElement("span")
    tile.id = f"map-{number}-{at}"
    tile.dataset.at = str(at)
    tile.setAttribute("role", "option")
    tile.setAttribute("aria-selected", "false")
    tile.setAttribute("aria-label", f"{at + 1} of {count}")
    tile.style.setProperty("--at", str(_place(at, count)))
    return tile


def _answers(digit: "dict[str, Any]", found: "dict[str, Any]") -> "Any":
    """The last row: eleven scores, and what they come to."""
    row = document.getElementById("inside-answers").content.firstElementChild.cloneNode(True)  # noqa: FBT003 as the DOM has it
    title, sentence = answers(digit)
    row.querySelector("h4").textContent = title
    row.querySelector(".does").textContent = sentence
    logits = found["logits"]
    least, most = min(logits), max(logits)
    for label, logit in enumerate(logits):
        line = document.createElement("tr")
        head = document.createElement("th")
        head.scope = "row"
        head.textContent = labels()[label] if label < len(labels()) else "none"
        track, score, part = [document.createElement("td") for _ in range(3)]
        track.className = "track"
        fill = document.createElement("span")
        fill.className = "fill"
        fill.style.width = f"{100 * (logit - least) / (most - least or 1):.1f}%"
        track.append(fill)
        score.textContent = f"{logit:.1f}".replace("-", "\u2212")
        part.textContent = share(found["probabilities"][label])
        line.append(head, track, score, part)
        line.classList.toggle("best", logit == most)
        row.querySelector("tbody").append(line)
    return row
