"""The visitor's own picture on a card, with a box where each digit was found."""

from js import URL
from pyscript import document

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SVG = "http://www.w3.org/2000/svg"

# Room between a digit and the box around it, as a part of the digit's longer side: the box shows
# the ink and does not cover it.
ROOM = 0.06


class Photo:
    """The picture inside `figure`; a tile with the file's kind where the browser cannot show it."""

    def __init__(self, figure: "Any", name: str, file: "Any") -> None:
        self._figure = figure
        self._boxes: list[Any] = []
        figure.querySelector(".kind").textContent = _kind(name) if file else "folder"
        if not file or not file.size:
            return
        image = figure.querySelector(".photo")
        image.alt = f"Your picture {name}"
        image.addEventListener("load", self._shown)
        image.src = URL.createObjectURL(file)

    def draw_boxes(self, source: "dict[str, Any]", digits: "list[dict[str, Any]]") -> None:
        """Draw a box per digit; boxes are in pixels of the upright picture that `source` tells."""
        drawing = self._figure.querySelector(".boxes")
        drawing.setAttribute("viewBox", f"0 0 {source['width']} {source['height']}")
        for digit in digits:
            box = document.createElementNS(SVG, "rect")
            left, top, width, height = digit["box"]
            room = ROOM * max(width, height)
            around = (left - room, top - room, width + 2 * room, height + 2 * room)
            for attribute, value in zip(("x", "y", "width", "height"), around):  # noqa: B905
                box.setAttribute(attribute, str(value))
            box.setAttribute("class", "sure" if digit["sure"] else "doubtful")
            drawing.append(box)
            self._boxes.append(box)

    def point_at(self, chosen: int) -> None:
        """Mark one of several boxes as the one that is spoken of."""
        for index, box in enumerate(self._boxes):
            box.classList.toggle("chosen", len(self._boxes) > 1 and index == chosen)

    def _shown(self, event: "Any") -> None:
        image = event.target
        # Set only now: until a picture is there, and for one that never comes, the tile is seen.
        ratio = f"{image.naturalWidth or 1} / {image.naturalHeight or 1}"
        self._figure.style.setProperty("--ratio", ratio)
        self._figure.classList.add("shown")


def _kind(name: str) -> str:
    """What a file's name says that it is: its extension, where it has a short one."""
    kind = name.rsplit(".", 1)[-1] if "." in name else ""
    return kind.upper() if 0 < len(kind) <= 5 else "file"
