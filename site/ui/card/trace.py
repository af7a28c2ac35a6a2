"""How a picture was read: the reader's stages as small pictures, made when somebody asks."""

from pyscript import document, window
from pyscript.ffi import to_js

from ui.task import begin
from ui.words.mistake import told

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

READING = "Reading it again, step by step…"
NONE = "There are no steps to show for this picture."


class Trace:
    """A disclosure; opened for the first time, it has the file read again for its stages."""

    def __init__(self, root: "Any", file: "Any", options: "dict[str, Any]") -> None:
        """`options` are those of the contract that the reading was asked for with."""
        self._root = root
        self._note = root.querySelector(".note")
        self._file = file  # kept until the stages are there
        self._options = options
        self._reading = False
        root.hidden = False
        root.addEventListener("toggle", self._toggled)

    def _toggled(self, _: "Any") -> None:
        if self._root.open and self._file and not self._reading:
            self._reading = True
            begin(self._read())

    async def _read(self) -> None:
        self._note.textContent = READING
        try:
            asked = dict(self._options)
            asked["trace"] = True
            reading = await window.inkling.read(self._file, to_js(asked))
        except Exception as error:  # noqa: BLE001 said where it was asked; opened again, tried again
            self._note.textContent = told(error)[1]
        else:
            self._show(getattr(reading, "trace", None) or [])
            self._file = None
        self._reading = False

    def _show(self, stages: "Any") -> None:
        strip = self._root.querySelector(".stages")
        shown = 0
        for stage in stages:
            strip.append(_picture(stage))
            shown += 1
        self._note.textContent = "" if shown else NONE
        strip.addEventListener("click", _pressed)


def _pressed(event: "Any") -> None:
    button = event.target.closest("button")
    if button:  # between stages there is none
        pressed = button.getAttribute("aria-pressed") == "true"
        button.setAttribute("aria-pressed", "false" if pressed else "true")


def _picture(stage: "Any") -> "Any":
    """A stage that fits the window; pressed, it is shown large, and pressed again as before."""
    image = document.createElement("img")
    image.src = stage.image
    image.alt = ""  # the caption says it
    button = document.createElement("button")
    button.type = "button"
    button.setAttribute("aria-label", f"{stage.title}, larger")
    button.setAttribute("aria-pressed", "false")
    button.append(image)
    caption = document.createElement("figcaption")
    caption.textContent = stage.title
    figure = document.createElement("figure")
    figure.append(button, caption)
    item = document.createElement("li")
    item.append(figure)
    return item
