"""The visitor's own picture on a card."""

from js import URL

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


class Photo:
    """The picture inside `figure`; a tile with the file's kind where the browser cannot show it."""

    def __init__(self, figure: "Any", name: str, file: "Any") -> None:
        self._figure = figure
        self._name = name
        figure.querySelector(".kind").textContent = _kind(name) if file else "folder"

    def show(self, file: "Any") -> None:
        """Show the picture in a file."""
        image = self._figure.querySelector(".photo")
        image.alt = f"Your picture {self._name}"
        image.addEventListener("load", self._shown)
        image.src = URL.createObjectURL(file)

    def shape(self, width: int, height: int) -> None:
        """Give the tile the shape of the picture, of so many pixels."""
        self._figure.style.setProperty("--ratio", f"{width or 1} / {height or 1}")

    def _shown(self, event: "Any") -> None:
        image = event.target
        URL.revokeObjectURL(image.src)  # else the page would keep the file as long as it is open
        # Set only now: until a picture is there, and for one that never comes, the tile is seen.
        self.shape(image.naturalWidth, image.naturalHeight)
        self._figure.classList.add("shown")


def _kind(name: str) -> str:
    """What a file's name says that it is: its extension, where it has a short one."""
    kind = name.rsplit(".", 1)[-1] if "." in name else ""
    return kind.upper() if 0 < len(kind) <= 5 else "file"
