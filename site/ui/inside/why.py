"""Why this digit and not another: what each place adds to the lead, painted over the digit."""

from pyscript import document

from ui.inside.frame import draw_levels, draw_photograph
from ui.words.labels import labels
from ui.words.why import difference, label, places_words, rival, sum_words

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SVG = "http://www.w3.org/2000/svg"
LEAST = 0.02  # of the largest contribution: smaller ones would be dots that nobody sees


class Why:
    """Compares the answer with one other, which the visitor may choose."""

    def __init__(self, root: "Any") -> None:
        self._root = root
        self._select = root.querySelector("select")
        self._select.addEventListener("change", lambda _: self._compare())
        self._levels: list[int] = []
        self._first = 0
        self._found: dict[str, Any] = {}

    def show(
        self, levels: "list[int]", digit: "dict[str, Any]", found: "dict[str, Any]", picture: "Any"
    ) -> None:
        """Show it for a digit of the contract, its 784 grey levels, and what `look` has found."""
        self._levels, self._found = levels, found
        self._first = labels().index(str(digit["digit"]))
        second = rival(found, self._first)
        options = []
        for other in range(len(found["logits"])):
            if other != self._first:
                option = document.createElement("option")
                option.value = str(other)
                option.textContent = label(other)
                option.selected = other == second
                options.append(option)
        self._select.replaceChildren(*options)
        self._find(".first").textContent = label(self._first)
        draw_levels(self._find(".seen-by-it canvas"), levels)
        shown = draw_photograph(self._find(".as-taken canvas"), levels, digit["box"], picture)
        self._find(".as-taken").hidden = not shown
        self._compare()

    def clear(self) -> None:
        """Let go of what was shown."""
        self._levels, self._found = [], {}
        for canvas in self._root.querySelectorAll("canvas"):
            canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height)
        for painting in self._root.querySelectorAll(".paint"):
            painting.replaceChildren()

    def _compare(self) -> None:
        found, second = self._found, int(self._select.value)
        added = difference(found, self._first, second)
        most = max(abs(each) for each in added)
        for painting in self._root.querySelectorAll(".paint"):
            painting.replaceChildren(*self._marks(added, most, second))
        self._find(".for").textContent = f"speaks for {label(self._first)}"
        self._find(".against").textContent = f"speaks for {label(second)}"
        self._find(".largest").textContent = f"the largest mark is {most:.1f}"
        self._find(".spoken").textContent = places_words(
            added, found["field"], self._levels, self._first, second
        )
        self._find(".total").textContent = sum_words(found, self._first, second)

    def _marks(self, added: "list[float]", most: float, second: int) -> "list[Any]":
        """Squares for what speaks for the answer, rings against it, as large as what they add."""
        field = self._found["field"]
        marks = []
        for at, each in enumerate(added):
            if abs(each) < LEAST * most:
                continue
            x = field["first"] + field["step"] * (at % field["side"])
            y = field["first"] + field["step"] * (at // field["side"])
            # The area is what tells how much.
            side = field["step"] * (abs(each) / most) ** 0.5
            mark = document.createElementNS(SVG, "rect")
            ring = each < 0
            for name, value in (
                ("x", x - side / 2),
                ("y", y - side / 2),
                ("width", side),
                ("height", side),
                ("rx", side / 2 if ring else side / 8),
            ):
                mark.setAttribute(name, f"{value:.2f}")
            mark.setAttribute("class", "con" if ring else "pro")
            title = document.createElementNS(SVG, "title")
            title.textContent = f"{abs(each):.2f} for {label(second if ring else self._first)}"
            mark.append(title)
            marks.append(mark)
        return marks

    def _find(self, selector: str) -> "Any":
        return self._root.querySelector(selector)
