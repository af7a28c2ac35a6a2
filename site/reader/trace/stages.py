"""Draws the stages of a reading: the picture, its ink, centres and boxes, lines, 28x28 pictures."""

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, PngImagePlugin

from reader.classify.mark import Mark
from reader.find.detection import Box
from reader.find.scan import MARGIN, Seen
from reader.options import NO_OPTIONS, Options
from reader.reading import Stage
from reader.sight import Sight

# Pixels along the longer side of a stage: large enough to see a stroke, small enough to send.
SIDE: Final = 480

# Columns of the sheet of 28x28 pictures, and the most that are shown.
COLUMNS: Final = 10
MOST: Final = 60

SURE: Final = (47, 79, 196)
DOUBTFUL: Final = (180, 95, 0)
SIGN: Final = (20, 120, 90)
REFUSED: Final = (170, 170, 170)

INKS: Final = {"either": "Ink found", "dark": "Dark ink found", "light": "Light ink found"}

PNG: Final = PngImagePlugin.PngImageFile.format  # imported for its encoder


def stages(
    sight: Sight, lines: Sequence[Sequence[Box]], options: Options = NO_OPTIONS
) -> tuple[Stage, ...]:
    """Draw the stages of a picture, turned as it was read, and of it the part that was read.

    `lines` has the boxes of each line's digits and signs, from left to right. Titles tell the
    `options`.
    """
    ink = draw_ink(sight.seen, sight.pixels.shape)
    drawn = [
        Stage("picture", _title(options), _png(Image.fromarray(sight.pixels))),
        Stage("ink", INKS[options.ink], _png(ink)),
    ]
    if sight.digits or sight.doubts or sight.refused or sight.signs:
        drawn.append(Stage("detections", "Centres and boxes", _png(draw_detections(ink, sight))))
    if lines:
        drawn.append(Stage("lines", "Lines", _png(draw_lines(ink, lines))))
    if sight.digits:
        drawn.append(Stage("digits", "What the network saw", _png(draw_sheet(sight.digits))))
    return tuple(drawn)


def _title(options: Options) -> str:
    """Say what is shown of the picture, and which way up."""
    what = "The picture" if options.region is None else "The part of the picture"
    turn = f", turned by {options.turn}°" if options.turn else ""
    expected = ", as one digit" if options.expect == "digit" else ""
    return f"{what}{turn}{expected}"


def draw_ink(seen: Sequence[Seen], shape: tuple[int, ...]) -> Image.Image:
    """Draw the probability of ink of digits, the largest of all levels, dark on white."""
    height, width = shape[:2]
    shrink = max(1.0, max(height, width) / SIDE)
    size = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    inked = np.zeros((size[1], size[0]), np.uint8)
    for level in seen:
        step = level.scale * width / size[0]
        matrix = (step, 0.0, float(MARGIN), 0.0, step, float(MARGIN))
        image = Image.fromarray(np.rint(level.maps.ink * 255).astype(np.uint8))
        own = image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        np.maximum(inked, np.asarray(own), out=inked)
    large = Image.fromarray(255 - inked).resize((width, height), Image.Resampling.BILINEAR)
    return large.convert("RGB")


def draw_detections(ink: Image.Image, sight: Sight) -> Image.Image:
    """Draw boxes and centres: of digits, sure or in doubt, of signs, and of what was refused."""
    image = ink.copy()
    for mark in sight.refused:
        _draw_box(image, mark.detection.box, REFUSED, mark.detection.score)
    for sign in sight.signs:
        _draw_box(image, sign.box, SIGN, sign.score)
    for mark in sight.doubts:
        _draw_box(image, mark.detection.box, DOUBTFUL, mark.belief)
    for mark in sight.digits:
        _draw_box(image, mark.detection.box, SURE if mark.answer.sure else DOUBTFUL, mark.belief)
    return image


def draw_lines(ink: Image.Image, lines: Sequence[Sequence[Box]]) -> Image.Image:
    """Draw each line of digits as a course through their middles, in reading order."""
    image = ink.copy()
    pen = ImageDraw.Draw(image)
    width = _width(image)
    for line in lines:
        middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in line]
        for before, after in pairwise(middles):
            pen.line((*before, *after), fill=SURE, width=2 * width)
        for box in line:
            pen.rectangle(box, outline=SURE, width=width)
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


def _draw_box(image: Image.Image, box: Box, colour: tuple[int, int, int], score: float) -> None:
    """Draw a box and the dot of its centre, larger the more it is believed."""
    pen = ImageDraw.Draw(image)
    width = _width(image)
    pen.rectangle(box, outline=colour, width=width)
    reach = (0.5 + 2 * score) * width
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)


def _width(image: Image.Image) -> int:
    """Give the width of a line that is a pixel wide once the stage is shrunk."""
    return max(1, round(max(image.size) / SIDE))


def _png(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    file = io.BytesIO()
    small.save(file, PNG)
    return file.getvalue()
