"""Whole photographs of numbers, drawn from settings, so that what they say is known."""

import io
import math
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tests.hand import Hand, ink, lines_of, one
from tests.handwriting import Point

Colour = tuple[int, int, int]
Ruling = Literal["none", "lines", "squares", "dots", "cells", "boxes"]

PAPER: Final[Colour] = (238, 236, 230)
BLACK: Final[Colour] = (35, 35, 42)
BLUE: Final[Colour] = (45, 60, 150)
RED: Final[Colour] = (190, 40, 45)
PENCIL: Final[Colour] = (125, 125, 128)
CHALK: Final[Colour] = (225, 228, 222)
BOARD: Final[Colour] = (40, 62, 54)

EMPTY: Final = "."  # a cell or a box without a digit

# The side of a cell or a box, in parts of a digit's height.
CELL: Final = 1.7


@dataclass(frozen=True)
class Page:
    """A photograph of a page of numbers.

    `lines` are its text: digits, numbers separated by one space; with cells or boxes, each
    character is one of them and "." is an empty one. `margin` is paper around the text, in digit
    heights; `sheet` is a size in pixels that stands in place of the text's and the margin's.
    `texture` and `grain` are deviations of the paper and of the sensor in grey levels; `light` is
    how much light is lost across the page, towards `light_angle` in degrees, `shadow` how much
    behind a shadow's edge, and `tint` its colour. `ruling_pitch` is in digit heights and
    `ruling_width` in pixels. `tilt` turns the sheet by degrees; `perspective` is the part by which
    the far side of the sheet is shorter, and `table` the part of the frame that shows a dark table
    around the sheet. `blur` is a radius in pixels, and `quality` that of a JPEG, or None for a PNG.
    `scale` enlarges the picture before the sensor's grain comes in. `strokes` are what else is
    written, in pixels of the sheet: no digits.
    """

    lines: tuple[str, ...]
    sheet: tuple[int, int] | None = None
    seed: int = 0
    hand: Hand = field(default_factory=Hand)
    margin: float = 1.2
    paper: Colour = PAPER
    ink: Colour = BLACK
    texture: float = 0.0
    grain: float = 1.5
    light: float = 0.0
    light_angle: float = 30.0
    shadow: float = 0.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    ruling: Ruling = "none"
    ruling_ink: Colour = (150, 175, 205)
    ruling_pitch: float = 1.9
    ruling_width: float = 1.6
    specks: int = 0
    tilt: float = 0.0
    perspective: float = 0.0
    table: float = 0.0
    table_ink: Colour = (62, 48, 40)
    blur: float = 0.6
    quality: int | None = 90
    scale: float = 1.0
    strokes: tuple[tuple[Point, ...], ...] = ()

    @property
    def text(self) -> str:
        """What is to be read: the contract's `text`, cells and boxes written without a space."""
        rows = [line.replace(EMPTY, "") for line in self.lines]
        return "\n".join(row for row in rows if row)


def page(settings: Page) -> tuple[bytes, str]:
    """Draw a page; give the bytes of its picture file, and its text."""
    return developed(picture(settings), settings), settings.text


def developed(image: Image.Image, settings: Page) -> bytes:
    """The bytes of a picture's file."""
    file = io.BytesIO()
    if settings.quality is None:
        image.save(file, "PNG", compress_level=1)
    else:
        image.save(file, "JPEG", quality=settings.quality)
    return file.getvalue()


def picture(settings: Page) -> Image.Image:
    """Draw a page as a camera sees it, RGB; the same settings give the same pixels."""
    rng = np.random.default_rng(settings.seed)
    strokes, rules, size = _layout(settings, rng)
    levels = np.full((size[1], size[0], 3), settings.paper, np.float32)
    if settings.texture:
        levels += settings.texture * _clouds(size, rng)[..., None]
    levels = _print(levels, ink(rules, size, settings.ruling_width), settings.ruling_ink)
    cover = ink(strokes, size, settings.hand.pen * settings.hand.height)
    cover = np.maximum(cover, _specks(settings, size, rng))
    levels = _print(levels, cover, settings.ink)
    levels = _seen(levels, settings)
    return _taken(levels * _light(levels.shape[1::-1], settings)[..., None], settings, rng)


def _layout(
    settings: Page, rng: np.random.Generator
) -> tuple[list[list[Point]], list[list[Point]], tuple[int, int]]:
    """Place the strokes of the pen and of the print; give both and the sheet's size, in pixels."""
    hand, margin = settings.hand, settings.margin * settings.hand.height
    if settings.ruling in ("cells", "boxes"):
        side = CELL * hand.height
        strokes: list[list[Point]] = []
        rules: list[list[Point]] = []
        between = 0.0 if settings.ruling == "cells" else 0.35 * side
        for row, line in enumerate(settings.lines):
            for column, digit in enumerate(line):
                x, y = margin + column * (side + between), margin + row * (side + between)
                corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
                rules.append(corners)
                if digit != EMPTY:
                    off = rng.uniform(-0.1, 0.1, 2) * side
                    strokes += _moved(
                        one(int(digit), hand, rng), x + side / 2 + off[0], y + side / 2 + off[1]
                    )
        columns, count = max(map(len, settings.lines)), len(settings.lines)
        width = columns * (side + between) - between + 2 * margin
        height = count * (side + between) - between + 2 * margin
        return strokes, rules, (round(width), round(height))
    written, (wide, high) = lines_of(settings.lines, hand, rng)
    size = settings.sheet or (round(wide + 2 * margin), round(high + 2 * margin))
    written = _moved(written, margin, margin) + [list(stroke) for stroke in settings.strokes]
    return written, _rules(settings, size), size


def _moved(strokes: list[list[Point]], x: float, y: float) -> list[list[Point]]:
    return [[(x + left, y + top) for left, top in stroke] for stroke in strokes]


def _rules(settings: Page, size: tuple[int, int]) -> list[list[Point]]:
    """The lines or dots that are printed on the sheet; the text stands on the lines."""
    pitch = settings.ruling_pitch * settings.hand.height
    start = (settings.margin + 1.1) * settings.hand.height % pitch
    across = [(0, float(y)) for y in np.arange(start, size[1], pitch)]
    down = [(float(x), 0) for x in np.arange(pitch / 3, size[0], pitch)]
    if settings.ruling == "dots":
        return [[(x, y), (x, y + 0.5)] for x, _ in down for _, y in across]
    rules: list[list[Point]] = []
    if settings.ruling in ("lines", "squares"):
        rules += [[(0, y), (size[0], y)] for _, y in across]
    if settings.ruling == "squares":
        rules += [[(x, 0), (x, size[1])] for x, _ in down]
    return rules


def _print(
    levels: NDArray[np.float32], cover: NDArray[np.float32], colour: Colour
) -> NDArray[np.float32]:
    return levels + cover[..., None] * (np.array(colour, np.float32) - levels)


def _specks(settings: Page, size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Dust and dots of the pen: a few pixels each, anywhere on the sheet."""
    places = rng.uniform(0, 1, (settings.specks, 2)) * size
    dots: list[list[Point]] = [[(x, y), (x + 0.5, y)] for x, y in places]
    return ink(dots, size, 0.03 * settings.hand.height)


def _clouds(size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Soft spots and fibres of deviation 1, float32 [height, width]."""
    total = np.zeros((size[1], size[0]), np.float32)
    for shrink in (2, 8):
        small = rng.normal(0, 1, (size[1] // shrink + 2, size[0] // shrink + 2))
        part = Image.fromarray(small.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(part) / np.asarray(part).std()
    return total / math.sqrt(2)


def _seen(levels: NDArray[np.float32], settings: Page) -> NDArray[np.float32]:
    """Turn the sheet, tip it away, and lay it on the table."""
    if not (settings.tilt or settings.perspective or settings.table):
        return levels
    height, width = levels.shape[:2]
    around = settings.table / 2
    turn = math.radians(settings.tilt)
    corners = []  # of the frame, in the unit square of the sheet
    for x, y in ((0, 0), (0, 1), (1, 1), (1, 0)):
        far = settings.perspective / 2 * (1 - y)
        across = (x - 0.5) * (1 + 2 * around + 2 * far) * width
        down = (y - 0.5) * (1 + 2 * around) * height
        corners.append(
            (
                width / 2 + across * math.cos(turn) + down * math.sin(turn),
                height / 2 - across * math.sin(turn) + down * math.cos(turn),
            )
        )
    where = _homography([(0, 0), (0, height), (width, height), (width, 0)], corners)
    ground = settings.table_ink if settings.table else settings.paper
    sheet = np.pad(levels, ((1, 1), (1, 1), (0, 0)), mode="edge")
    bands = [
        Image.fromarray(sheet[..., channel] - ground[channel])
        .transform((width, height), Image.Transform.PERSPECTIVE, where, Image.Resampling.BILINEAR)
        for channel in range(3)
    ]  # fmt: skip
    laid = np.stack([np.asarray(band) for band in bands], axis=2)
    return laid + np.array(ground, np.float32)


def _homography(frame: list[Point], sheet: list[Point]) -> list[float]:
    """The eight coefficients by which Pillow finds the sheet's pixel for each of the frame's."""
    rows, values = [], []
    for (x, y), (u, v) in zip(frame, sheet, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solved: list[float] = np.linalg.solve(np.array(rows), np.array(values)).tolist()
    return solved


def _light(size: tuple[int, int], settings: Page) -> NDArray[np.float32]:
    """Brightness of the light, 0..1: it falls off in one direction and ends at a soft shadow."""
    angle = math.radians(settings.light_angle)
    y, x = np.mgrid[0 : 1 : size[1] * 1j, 0 : 1 : size[0] * 1j]
    along = ((x - 0.5) * math.cos(angle) + (y - 0.5) * math.sin(angle)) / math.sqrt(2) + 0.5
    light = 1 - settings.light * along
    edge = 1 / (1 + np.exp(-(along + 0.15 * (x - y) - 0.45) * 40))
    return np.asarray(light * (1 - settings.shadow * edge), np.float32)


def _taken(levels: NDArray[np.float32], settings: Page, rng: np.random.Generator) -> Image.Image:
    """What the camera makes of it: colour of the light, focus, resolution, noise of the sensor."""
    exposed = (levels * np.array(settings.tint, np.float32)).clip(0, 255).round().astype(np.uint8)
    image = Image.fromarray(exposed).filter(ImageFilter.GaussianBlur(settings.blur))
    if settings.scale != 1.0:
        size = [max(1, round(side * settings.scale)) for side in image.size]
        image = image.resize((size[0], size[1]), Image.Resampling.BICUBIC)
    noisy = np.asarray(image) + settings.grain * rng.standard_normal(
        (image.height, image.width, 3), np.float32
    )
    return Image.fromarray(noisy.clip(0, 255).round().astype(np.uint8))
