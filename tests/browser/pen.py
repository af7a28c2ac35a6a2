"""A pen, a finger or a mouse over the drawing pad, moved as a device driver moves it."""

import math
from collections.abc import Sequence
from itertools import pairwise

from playwright.sync_api import Page

from tests.handwriting import DIGITS, Point

STEP = 8.0  # pixels of the page at most from one place that the browser is told of to the next
HEIGHT = 170.0  # of a digit, in pixels of the page


class Pen:
    """Writes on the open pad; places are in pixels from the sheet's left and top."""

    def __init__(self, page: Page, kind: str = "pen") -> None:
        """`kind` is pen or mouse."""
        self.page = page
        self._session = page.context.new_cdp_session(page)
        self._sheet = page.locator("#pad canvas")
        self._kind = kind
        self._corner = (0.0, 0.0)

    @property
    def size(self) -> tuple[float, float]:
        """The sheet's width and height."""
        box = self._box()
        return box[2], box[3]

    def down(self, place: Point, pressure: float = 0.5) -> None:
        """Set the pen on the sheet, which stays where it is until the pen is lifted."""
        self._corner = self._box()[:2]
        self._send("mouseMoved", place, 0.0)
        self._send("mousePressed", place, pressure)

    def move(self, place: Point, pressure: float = 0.5) -> None:
        """Draw on."""
        self._send("mouseMoved", place, pressure)

    def up(self, place: Point) -> None:
        """Lift the pen."""
        self._send("mouseReleased", place, 0.0)

    def stroke(self, points: Sequence[Point], pressure: float = 0.5) -> None:
        """Draw a polyline."""
        self.down(points[0], pressure)
        for (x, y), (right, below) in pairwise(points):
            steps = max(1, math.ceil(math.hypot(right - x, below - y) / STEP))
            for step in range(1, steps + 1):
                part = step / steps
                self.move((x + part * (right - x), y + part * (below - y)), pressure)
        self.up(points[-1])

    def write(self, text: str, height: float = HEIGHT, pressure: float = 0.5) -> None:
        """Write digits side by side in the middle of the sheet."""
        for stroke in written(text, self.size, height):
            self.stroke(stroke, pressure)

    def _box(self) -> tuple[float, float, float, float]:
        box = self._sheet.bounding_box()
        assert box is not None, "the pad is closed"
        return box["x"], box["y"], box["width"], box["height"]

    def _send(self, kind: str, place: Point, pressure: float) -> None:
        left, top = self._corner
        touches = pressure > 0 or kind == "mouseReleased"
        event = {
            "type": kind,
            "x": left + place[0],
            "y": top + place[1],
            "pointerType": self._kind,
            "force": pressure,
            "button": "left" if touches else "none",
            "buttons": 1 if pressure > 0 else 0,
            "clickCount": 0 if kind == "mouseMoved" else 1,
        }
        self._session.send("Input.dispatchMouseEvent", event)


def written(text: str, size: Point, height: float = HEIGHT) -> list[list[Point]]:
    """The strokes of digits side by side in the middle of a sheet of a size."""
    left, top = (size[0] - height * len(text)) / 2, (size[1] - height) / 2
    return [
        [(left + height * (place + 0.1 + 0.8 * x), top + height * y) for x, y in stroke]
        for place, digit in enumerate(text)
        for stroke in DIGITS[int(digit)]
    ]
