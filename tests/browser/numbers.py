"""Whole numbers on paper, drawn here, and the reading that would be right for them."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page

from tests.browser.visitor import Visitor, file
from tests.handwriting import DIGITS, Point, Sheet, encode, write_strokes

TEXT = "12 7\n895"
PAGE = "\n".join(["12345678 90123456 7890"] * 10)  # 200 digits

STEP = 0.85  # of a digit's height, from one digit to the next
LEADING = 1.6  # of a digit's height, from one line to the next
SPACE = 0.6  # of a step, between numbers that stand apart

SIDE = 28  # pixels of the network's input


class Numbers:
    """A picture of lines of digits, and where each digit is.

    `text` is what is written, as a reading has it: lines, and spaces between numbers. `size` is
    the picture's width and height in pixels.
    """

    def __init__(self, text: str, size: tuple[int, int] = (960, 720), seed: int = 1) -> None:
        self.text = text
        self.size = size
        lines = text.split("\n")
        width, height = size
        longest = max(_across(line)[-1] + 1 for line in lines)
        self._side = min(0.9 * width / longest / STEP, 0.9 * height / len(lines) / LEADING)
        rng = np.random.default_rng(seed)
        self._places: list[list[tuple[int, Point]]] = []
        for row, line in enumerate(lines):
            left = width / 2 - STEP * self._side * (_across(line)[-1]) / 2
            middle = height / 2 + LEADING * self._side * (row - (len(lines) - 1) / 2)
            self._places.append(
                [
                    (
                        int(character),
                        (
                            left + STEP * self._side * at + rng.normal(0, 0.02) * self._side,
                            middle + rng.normal(0, 0.04) * self._side,
                        ),
                    )
                    for character, at in zip(line, _across(line), strict=True)
                    if character != " "
                ]
            )

    def picture(self, sheet: Sheet | None = None) -> bytes:
        """The numbers on a sheet, as PNG."""
        sheet = sheet or Sheet(size=self.size)
        side = min(sheet.size)
        strokes = [
            [
                (
                    (x + self._side * (0.85 * px - 0.425)) / side + 0.5 - sheet.size[0] / side / 2,
                    (y + self._side * (py - 0.5)) / side + 0.5 - sheet.size[1] / side / 2,
                )
                for px, py in stroke
            ]
            for line in self._places
            for digit, (x, y) in line
            for stroke in DIGITS[digit]
        ]
        image = write_strokes(
            strokes, sheet, centre=(0.5, 0.5), height=1.0, pen=0.09 * self._side / side
        )
        return encode(image, "PNG")

    def reading(self, name: str, doubts: dict[int, dict[str, Any]] | None = None) -> dict[str, Any]:
        """The reading of the contract; `doubts` says by a digit's number what is different."""
        index = 0
        lines = []
        for line, text in zip(self._places, self.text.split("\n"), strict=True):
            digits = []
            for digit, middle in line:
                told = {**self._digit(digit, middle), **(doubts or {}).get(index, {})}
                told["probabilities"][digit] = told["confidence"]
                digits.append(told)
                index += 1
            lines.append({"text": text, "digits": digits, "signs": []})
        return {
            "schema": 2,
            "source": {
                "name": name, "width": self.size[0], "height": self.size[1], "format": "PNG",
            },
            "verdict": "unsure" if doubts else "number",
            "text": self.text,
            "reason": None,
            "lines": lines,
            "doubts": [],
            "timings_ms": {"decode": 9.0, "find": 21.0, "classify": 2.0, "total": 32.0},
            "model": "0123456789ab",
            "finder": "ba9876543210",
        }  # fmt: skip

    def _digit(self, digit: int, middle: Point) -> dict[str, Any]:
        confidence = 0.991
        probabilities = [0.0005] * 10
        width, height = 0.6 * self._side, 1.02 * self._side
        box = [middle[0] - width / 2, middle[1] - height / 2, width, height]
        return {
            "digit": digit,
            "confidence": confidence,
            "sure": True,
            "box": [round(each) for each in box],
            "probabilities": probabilities,
            "not_a_digit": 1 - confidence - 9 * 0.0005,
            "pixels": seen(digit),
            "hypotheses": None,
        }


def doubt(second: int, confidence: float = 0.62) -> dict[str, Any]:
    """What is different of a digit that could also be another one; 6 of 8 other ways agreed."""
    probabilities = [0.002] * 10
    probabilities[second] = 0.954 - confidence
    return {
        "confidence": confidence,
        "sure": False,
        "probabilities": probabilities,
        "not_a_digit": 0.03,
        "hypotheses": {"agreed": 6, "of": 8},
    }


def seen(digit: int) -> list[int]:
    """A digit in 28x28 pixels, as a network might see it: 784 grey levels, row by row."""
    image = Image.new("L", (SIDE * 8, SIDE * 8))
    canvas = ImageDraw.Draw(image)
    for stroke in DIGITS[digit]:
        points = [(8 * (4 + 20 * x), 8 * (4 + 20 * y)) for x, y in stroke]
        canvas.line(points, fill=255, width=20, joint="curve")
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX)
    return [int(each) for each in np.asarray(small).ravel()]


def _across(line: str) -> list[float]:
    """Where each character of a line stands, in steps from its first."""
    places, at = [], 0.0
    for character in line:
        places.append(at)
        at += SPACE if character == " " else 1
    return places


def stage(stage: str, title: str, picture: bytes) -> dict[str, str]:
    """A stage of a trace."""
    image = "data:image/png;base64," + base64.b64encode(picture).decode()
    return {"stage": stage, "title": title, "image": image}


TELL = """
([readings, traces]) => {
  window.inklingItself ??= window.inkling;
  window.asked = [];
  const read = async (file, options) => {
    window.asked.push([file.name, options?.trace ?? false]);
    const reading = JSON.parse(readings[file.name]);
    const trace = options?.trace && JSON.parse(traces)[file.name];
    if (trace) reading.trace = trace;
    return reading;
  };
  window.inkling = {...window.inklingItself, read};
}
"""


def tell(visitor: Visitor, *readings: dict[str, Any], traces: dict[str, Any] | None = None) -> None:
    """Have the page read pictures, by their names, as these readings say."""
    named = {reading["source"]["name"]: json.dumps(reading) for reading in readings}
    visitor.page.evaluate(TELL, [named, json.dumps(traces or {})])


def tell_no_more(visitor: Visitor) -> None:
    """Have the page read by its own engine again."""
    visitor.page.evaluate("window.inkling = window.inklingItself ?? window.inkling")


def show(
    visitor: Visitor,
    text: str = TEXT,
    name: str = "number.png",
    size: tuple[int, int] = (960, 720),
    traces: dict[str, Any] | None = None,
    doubts: dict[int, dict[str, Any]] | None = None,
) -> Locator:
    """The card of these numbers, whose `doubts` are by a digit's number, as in a reading."""
    numbers = Numbers(text, size)
    reading = numbers.reading(name, doubts)
    tell(visitor, reading, traces=traces)
    visitor.pick(file(name, numbers.picture()))
    return visitor.newest().answered().locator


@contextmanager
def unseen(page: Page) -> Iterator[None]:
    """Cards whose pictures are not seen on them, as before their thumbnails are made."""
    page.evaluate("window.thumbnailsThemselves = window.thumbnails")
    page.evaluate("window.thumbnails = {...window.thumbnails, show() {}}")
    try:
        yield
    finally:
        page.evaluate("window.thumbnails = window.thumbnailsThemselves")
