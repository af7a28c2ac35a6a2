"""A box that a pointer draws on a picture, from where it goes down to where it is lifted."""

from js import AbortController
from pyscript import document
from pyscript.ffi import to_js

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

SVG = "http://www.w3.org/2000/svg"

LEAST = 6  # pixels of the page: a hand moves as much while it clicks


class Marquee:
    """One drag; `drawn` is called with its box in pixels of the picture, if it became one.

    The rectangle, of the class "marquee", stays in the picture until somebody removes it.
    """

    def __init__(self, figure: "Any", event: "Any", drawn: "Callable[[list[float]], None]") -> None:
        self._figure = figure
        self._drawing = figure.querySelector(".boxes")
        self._drawn = drawn
        self._pointer = event.pointerId
        self._begun = (event.clientX, event.clientY)
        self._rectangle: Any = None
        self._ended = AbortController.new()
        signal = to_js({"signal": self._ended.signal})
        # Not of the window, for which PyScript's own addEventListener does not always work.
        document.addEventListener("pointermove", self._moved, signal)
        document.addEventListener("pointerup", self._lifted, signal)
        document.addEventListener("pointercancel", self._lost, signal)

    def _moved(self, event: "Any") -> None:
        if event.pointerId != self._pointer:
            return
        across, down = event.clientX - self._begun[0], event.clientY - self._begun[1]
        if not self._rectangle and max(abs(across), abs(down)) < LEAST:
            return
        if not self._rectangle:
            self._rectangle = document.createElementNS(SVG, "rect")
            self._rectangle.setAttribute("class", "marquee")
            self._drawing.append(self._rectangle)
        for name, value in zip(("x", "y", "width", "height"), self._box(event)):  # noqa: B905
            self._rectangle.setAttribute(name, f"{value:.1f}")

    def _lifted(self, event: "Any") -> None:
        if event.pointerId != self._pointer:
            return
        self._ended.abort()
        if self._rectangle:
            # The click that follows means no box.
            once = to_js({"capture": True, "once": True})
            document.addEventListener("click", _swallow, once)
            box = self._box(event)
            if min(box[2:]) > 0:
                self._drawn(box)
            else:
                self._rectangle.remove()

    def _lost(self, event: "Any") -> None:
        if event.pointerId == self._pointer:
            self._ended.abort()
            if self._rectangle:
                self._rectangle.remove()

    def _box(self, event: "Any") -> "list[float]":
        """What lies between both places, within the picture: left, top, width, height."""
        area = self._drawing.getBoundingClientRect()
        view = self._drawing.viewBox.baseVal
        sides = []
        for begun, now, start, length, pixels in (
            (self._begun[0], event.clientX, area.left, area.width, view.width),
            (self._begun[1], event.clientY, area.top, area.height, view.height),
        ):
            ends = [min(max((each - start) / length, 0), 1) * pixels for each in (begun, now)]
            sides.append((min(ends), max(ends) - min(ends)))
        (left, width), (top, height) = sides
        return [left, top, width, height]


def _swallow(event: "Any") -> None:
    event.stopPropagation()
