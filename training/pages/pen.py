"""Pens: how wide, how even, how dark; and what they leave on the tooth of the paper."""

from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random
from training.pages import tooth
from training.pages.glyph import Ink
from training.pages.plate import Plate, Widths, lengths
from training.pages.stationery import KINDS, RGB, colour, strength, traits
from training.pages.strokes import Path, Strokes

LARGE: Final = 110  # pixels of height above which a pen may look thinner: it is a real one's width
THINNEST: Final = 0.7  # pixels: a finer line is drawn this wide
DETAIL: Final = 5  # drawn pixels that a stroke's width has at least
FINE: Final = 180  # drawn pixels that a digit's height has at least
CORE: Final = 102  # level of coverage above which a pixel is of the stroke


@dataclass(frozen=True)
class Pen:
    """A pen with its paper.

    `width` is a fraction of a digit's height up to LARGE pixels; `strength` 0.07..1 is how dark
    its ink is (not in the alpha it draws); `colour` is RGB, a hint. `steady` 0..1 is how far its
    width is its own on large digits: 0 grows with them, 1 stays in pixels. `pressure` is the part
    by which the width varies, `taper` how much thinner strokes end. `gaps` is how many there are
    on a way of one height, `grain` 0..1 what part of the paper the ink did not reach, `residue`
    0..1 the ink left there, `tile` the fineness of its tooth, `ragged` 0..1 its edge's. `soft` is
    the edge's blur in pixels of a digit of 100.
    """

    kind: str
    width: float
    strength: float = 1
    colour: RGB = (20, 20, 24)
    steady: float = 0
    pressure: float = 0
    taper: float = 0
    angle: float = 0.7  # radians of a broad nib's edge
    gaps: float = 0
    grain: float = 0
    residue: float = 0
    tile: int = 1
    hard: float = 4  # how steeply the tooth decides between ink and none
    ragged: float = 0
    soft: float = 0

    @classmethod
    def random(cls, random: Random, kind: str | None = None) -> "Pen":
        """Choose a pen."""
        if kind is None:
            kind = str(random.choice(list(KINDS), p=[odds for odds, _, _ in KINDS.values()]))
        _, low, high = KINDS[kind]
        pen = cls(
            kind,
            width=float(np.exp(random.uniform(np.log(low), np.log(high)))),
            strength=strength(random),
            colour=colour(kind, random),
            steady=0 if random.random() < 0.3 else float(random.uniform(0.4, 1)),
            pressure=float(random.uniform(0.05, 0.35)) if random.random() < 0.4 else 0,
            soft=float(random.uniform(0, 1.5)) if random.random() < 0.4 else 0,
            tile=int(random.integers(0, 3)),
            hard=float(random.uniform(1.5, 6)),
        )
        special: dict[str, Any] = {**traits(kind, random)}
        return replace(pen, **special)

    def pixels(self, height: float) -> float:
        """Give the width of its stroke on a digit of this height, in pixels."""
        if self.kind == "mouse":
            return float(max(1, round(self.width * height * self._thinner(height))))
        return max(THINNEST, self.width * height * self._thinner(height))

    def _thinner(self, height: float) -> float:
        return float((LARGE / max(height, LARGE)) ** self.steady)

    def draw(self, strokes: Strokes, height: float, random: Random, tiles: tooth.Tiles) -> Ink:
        """Draw strokes, in pixels of a picture, of writing whose digits have this height."""
        wide = self.pixels(height)
        if self.kind == "mouse":
            return _jagged(strokes, wide)
        scale = int(np.ceil(max(1, min(12, max(DETAIL / wide, FINE / height)))))
        plate = Plate.around(strokes, wide * (1 + self.pressure), scale)
        widths = [self._widths(len(path), wide, random) for path in strokes]
        for path, width in zip(strokes, widths, strict=True):
            self._stroke(plate, path, width, wide)
        if self.kind == "hollow":
            inner = wide - 2 * max(1.0, wide * random.uniform(0.12, 0.24))
            for path in strokes:
                plate.line(path, max(0.6, inner), 0)
        whole = plate.reduced()
        core = whole > min(CORE, int(whole.max()) // 2)
        left = whole
        if self.gaps:
            worn = plate.copy()
            self._skip(worn, strokes, height, wide, random)
            left = worn.reduced()
        return self.settle(left, core, plate.x, plate.y, height, random, tiles)

    def settle(
        self,
        coverage: NDArray[np.uint8],
        core: NDArray[np.bool_],
        x: int,
        y: int,
        height: float,
        random: Random,
        tiles: tooth.Tiles,
    ) -> Ink:
        """Let ink of this coverage, uint8 [h, w], settle on the paper, and crop it."""
        alpha = self._settled(coverage, height, random, tiles)
        ink = Ink(alpha, core, x, y).cropped()
        enough = np.count_nonzero(alpha > 100) * 4 > np.count_nonzero(core)
        return ink if enough else Ink(coverage, core, x, y).cropped()

    def _settled(
        self, coverage: NDArray[np.uint8], height: float, random: Random, tiles: tooth.Tiles
    ) -> NDArray[np.uint8]:
        if not (self.ragged or self.grain or self.soft):
            return coverage
        ink = coverage.astype(np.float32) / 255
        blur = self.soft * height / 100
        finest = 1 + sum(sigma < 0.2 * self.pixels(height) for sigma in tooth.FINENESS[1:4])
        if self.ragged:
            rough = (
                tooth.cut(tiles[min(self.tile + 1, finest)], ink.shape, random).astype(np.float32)
                / 255
            )
            side = 1 + 2 * max(1, round(0.3 * self.pixels(height)))
            edge = cv2.blur(coverage, (side, side)).astype(np.float32) / 255
            ink = ink * np.clip((edge - 0.45 + (rough - 0.5) * self.ragged) * 4 + 0.5, 0, 1)
        if self.grain:
            bare = (
                tooth.cut(tiles[min(self.tile, finest - 1)], ink.shape, random).astype(np.float32)
                / 255
            )
            ink = ink * np.clip((bare - self.grain) * self.hard + 0.5, self.residue, 1)
        settled: NDArray[np.uint8] = np.rint(ink * 255).astype(np.uint8)
        return cv2.GaussianBlur(settled, (0, 0), blur) if blur > 0.3 else settled

    def _stroke(self, plate: Plate, path: Path, widths: Widths | float, wide: float) -> None:
        if self.kind == "nib":
            edge = (wide * float(np.cos(self.angle)), -wide * float(np.sin(self.angle)))
            plate.sweep(path, edge)
            plate.line(path, max(THINNEST, wide * 0.28))
        else:
            plate.line(path, widths)

    def _widths(self, count: int, wide: float, random: Random) -> Widths | float:
        """Give the stroke's width at each of its points."""
        if not self.pressure and not self.taper:
            return wide
        along = np.linspace(0, 1, count, dtype=np.float32)
        width = np.ones(count, dtype=np.float32)
        for waves in (random.uniform(0.5, 2), random.uniform(2, 4)):
            phase = random.uniform(0, 2 * np.pi)
            width += np.float32(self.pressure * 0.6) * np.sin(2 * np.pi * waves * along + phase)
        if self.taper:
            end = np.minimum(along + random.uniform(0.02, 0.3), (1 - along) * 1.5 + 0.05)
            width *= 1 - self.taper * (1 - np.clip(end / 0.3, 0, 1))
        return np.maximum(width * np.float32(wide), THINNEST * 0.7)

    def _skip(
        self, plate: Plate, strokes: Strokes, height: float, wide: float, random: Random
    ) -> None:
        """Take ink away where the ball slipped: whole pieces, or only the stroke's middle."""
        ways = lengths(strokes)
        for _ in range(int(random.poisson(self.gaps * ways.sum() / height))):
            path = strokes[int(random.choice(len(strokes), p=ways / ways.sum()))]
            size = max(2, round(random.uniform(0.01, 0.1) * height / ways.max() * len(path)))
            start = int(random.integers(max(1, len(path) - size)))
            part = wide * float(random.uniform(0.4, 1.3))
            level = int(random.integers(20, 200))
            plate.line(path[start : start + size + 1], part, level)


def _jagged(strokes: Strokes, wide: float) -> Ink:
    """Draw as a painting program does: whole pixels, no soft edge."""
    plate = Plate.around(strokes, wide, 1)
    for path in strokes:
        points = np.rint(path - (plate.x, plate.y)).astype(np.int32)
        cv2.polylines(plate.field, [points], False, 255, int(wide), cv2.LINE_8)  # noqa: FBT003
    return Ink(plate.field, plate.field > 0, plate.x, plate.y).cropped()
