"""The stages of a reading as small pictures, for the page and for whoever debugs the reader."""

import io
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, PngImagePlugin

from reader.ink import Ink
from reader.mark import Mark
from reader.picture import Picture
from reader.reading import Stage
from reader.sight import Sight

# Pixels along the longer side of a stage: large enough to see a stroke, small enough to send.
SIDE: Final = 480

# Columns of the sheet of 28x28 pictures, and the most that are shown.
COLUMNS: Final = 10
MOST: Final = 60

RULE: Final = (200, 60, 40)
SURE: Final = (47, 79, 196)
DOUBTFUL: Final = (180, 95, 0)

PNG: Final = PngImagePlugin.PngImageFile.format  # imported for its encoder


def stages(picture: Picture, sight: Sight) -> tuple[Stage, ...]:
    """Draw the stages: the picture as it is searched, its ink, its rules, boxes and 28x28."""
    drawn = [Stage("picture", "The picture", _png(Image.fromarray(_turned(picture, sight))))]
    if sight.ink is not None:
        drawn.append(Stage("ink", "Ink found", _png(draw_ink(sight.ink))))
        if sight.rules is not None and sight.rules.any():
            drawn.append(
                Stage("rules", "Rules taken out", _png(draw_rules(sight.ink, sight.rules)))
            )
    if sight.digits and sight.ink is not None:
        marks = [found.mark for found in sight.digits]
        colours = [SURE if found.answer.sure else DOUBTFUL for found in sight.digits]
        drawn.append(Stage("boxes", "Digits found", _png(draw_boxes(marks, colours, sight.ink))))
        drawn.append(Stage("digits", "What the network saw", _png(draw_sheet(marks))))
    return tuple(drawn)


def _turned(picture: Picture, sight: Sight) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.rot90(picture.pixels, sight.turns))


def draw_ink(ink: Ink) -> Image.Image:
    """Draw the ink dark on white."""
    levels = ink.strength.astype(np.int64) * 255 // max(1, ink.full)
    return Image.fromarray((255 - np.clip(levels, 0, 255)).astype(np.uint8)).convert("RGB")


def draw_rules(ink: Ink, rules: NDArray[np.bool_]) -> Image.Image:
    """Draw the ink, and where rules were, bool [height, width], in red."""
    colours = np.array(draw_ink(ink))
    colours[rules] = RULE
    return Image.fromarray(colours)


def draw_boxes(
    marks: Sequence[Mark], colours: Sequence[tuple[int, int, int]], ink: Ink
) -> Image.Image:
    """Draw a box in its colour around each mark."""
    image = draw_ink(ink)
    pen = ImageDraw.Draw(image)
    width = max(1, round(max(image.size) / SIDE))
    for mark, colour in zip(marks, colours, strict=True):
        box = (mark.left - width, mark.top - width, mark.right, mark.bottom)
        pen.rectangle(box, outline=colour, width=width)
    return image


def draw_sheet(marks: Sequence[Mark]) -> Image.Image:
    """Draw the marks' 28x28 pictures side by side, twice as large."""
    pictures = [mark.pixels for mark in marks][:MOST]
    columns = min(COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    sheet = np.full((rows * 30, columns * 30), 90, np.uint8)  # a frame of a pixel around each
    for place, pixels in enumerate(pictures):
        top, left = place // columns * 30 + 1, place % columns * 30 + 1
        sheet[top : top + 28, left : left + 28] = pixels
    image = Image.fromarray(sheet).convert("RGB")
    return image.resize((image.width * 2, image.height * 2), Image.Resampling.NEAREST)


def _png(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    file = io.BytesIO()
    small.save(file, PNG)
    return file.getvalue()
