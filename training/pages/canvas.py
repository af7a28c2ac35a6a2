"""The plane that is written on: ink, and the truth about it, before the camera.

Digits enter by `Canvas.digit` alone, signs by `sign`, words and letters by `writing`, so that
nothing that looks like a digit is there without being known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.dye import LUMINANCE, Dye
from training.pages.glyph import CHARACTERS, SIGNS, Glyph
from training.pages.noise import Random
from training.pages.patch import bounds, overlap
from training.pages.ruling import Ruling
from training.pages.sources import Sources
from training.pages.view import View

Levels = NDArray[np.float32]
Mask = NDArray[np.bool_]

HALF: Final = 2  # pixels of the plane for one of the maps of what is open and what is taken
INSIDE: Final = 0.97  # share of a digit's box that must lie on paper
SUBPIXEL: Final = 4  # bits of OpenCV's fixed-point coordinates
LEGIBLE: Final = 13.0  # grey levels between a digit's core and its ground, at least, unlit
GRAINS: Final = 1.6  # deviations of the ground's luminance that are the least instead, if more
FAINT: Final = 0.04  # share of pictures where half of that will do
NORMAL: Final = 1.48  # deviations for one median of absolute differences
MOST: Final = 400  # digits of one picture


@dataclass(eq=False)
class Mark:
    """One digit or sign as it was put down: `core` bool [h, w], its top left at `x`, `y`."""

    core: Mask
    x: int
    y: int
    kind: int  # the digit, or the index of the sign in SIGNS
    line: int
    printed: bool
    crossed: bool = False
    hidden: bool = False  # another mark's core lies on this one's

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its box."""
        return self.x + self.core.shape[1] / 2, self.y + self.core.shape[0] / 2


@dataclass(eq=False)
class Canvas:
    """A plane of `view.plane` pixels over `ground`, float32 RGB of the frame.

    `inside` float32 [H, W] of the frame is 1 where paper is, 0 beside it; None: everywhere.
    """

    random: Random
    sources: Sources
    view: View
    ground: Levels
    inside: Levels | None
    height: float  # px, the usual height of digits on it
    ruling: Ruling | None = None  # printed lines that it has
    digits: list[Mark] = field(default_factory=list)
    signs: list[Mark] = field(default_factory=list)
    faintest: float = 255.0  # grey levels, the least contrast of a digit's full ink

    def __post_init__(self) -> None:
        rows, columns = self.view.plane
        self.through = np.ones((rows, columns, 3), np.float32)  # part of the ground's light
        self.glow: Levels | None = None  # light of covering inks, made when first used
        self.digit_map = np.zeros((rows, columns), np.uint16)
        self.sign_map = np.zeros((rows, columns), np.uint16)
        self.other = np.zeros((rows, columns), np.uint8)
        self.taken = np.zeros((rows // HALF + 1, columns // HALF + 1), np.uint8)
        self.seen, self.paper = self._open()
        self.room = bounds(self.seen & self.paper, self.view.plane, HALF)
        luminance = self.ground @ LUMINANCE
        fine = np.abs(luminance - cv2.blur(luminance, (9, 9)))
        if self.inside is not None and bool((self.inside > 0.9).any()):
            luminance, fine = luminance[self.inside > 0.9], fine[self.inside > 0.9]
        self.level = float(np.median(luminance[..., ::3]))
        self.grain = float(np.median(fine[..., ::3])) * NORMAL
        self.legible = max(LEGIBLE, min(GRAINS * self.grain, 60.0))
        if self.random.random() < FAINT:
            self.legible *= 0.5
        self._lines = 0

    def line(self) -> int:
        """Begin a line of writing: its name, in no order."""
        self._lines += 1
        return self._lines

    def digit(self, glyph: Glyph, x: float, y: float, dye: Dye, line: int) -> Mark | None:
        """Write a digit with its top left at x, y; None where there is no paper for it."""
        if len(self.digits) >= MOST or not self.fits(x, y, *glyph.core.shape[::-1]):
            return None
        share = float(glyph.alpha[glyph.core].mean()) / 255 if glyph.core.any() else 1.0
        contrast = max(share * dye.contrast(self.level), 0.1)
        if contrast < self.legible:
            dye = replace(dye, strength=min(1.0, dye.strength * self.legible / contrast))
            contrast = max(share * dye.contrast(self.level), 0.1)
        self.faintest = min(self.faintest, contrast)
        mark = self._mark(glyph, x, y, int(glyph.text), line, dye)
        self._claim(mark, self.digit_map, self.digits)
        return mark

    def sign(self, glyph: Glyph, x: float, y: float, dye: Dye, line: int) -> Mark | None:
        """Write a sign, one of SIGNS by its `text`, with its top left at x, y."""
        if not self.fits(x, y, *glyph.core.shape[::-1]):
            return None
        mark = self._mark(glyph, x, y, SIGNS.index(CHARACTERS[glyph.text]), line, dye)
        self._claim(mark, self.sign_map, self.signs)
        return mark

    def writing(self, glyph: Glyph, x: float, y: float, dye: Dye) -> None:
        """Write a word, letter or signature."""
        if glyph.kind != "writing":
            raise ValueError(f"a {glyph.kind} came as writing: Canvas.{glyph.kind} knows its truth")
        where = self.lay(glyph.alpha, x, y, dye)
        if where is not None:
            target, source = where
            self.other[target] |= (glyph.core[source]).astype(np.uint8)

    def stroke(self, points: Levels | Sequence[Sequence[float]], width: float, dye: Dye) -> None:
        """Draw along points x, y with a round pen: nothing that is read."""
        path = np.asarray(points, np.float32)
        pad = width / 2 + 2
        low = np.floor(path.min(axis=0) - pad).astype(int)
        low = np.maximum(low, 0)
        high = np.ceil(path.max(axis=0) + pad).astype(int)
        high = np.minimum(high, self.view.plane[::-1])
        if (high <= low).any():
            return
        patch = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        fixed = np.round((path - low) * (1 << SUBPIXEL)).astype(np.int32)
        weak = dye if width >= 1 else dye.weaker(max(width, 0.25))
        thick = max(1, round(width))
        cv2.polylines(patch, [fixed], False, 255, thick, cv2.LINE_AA, SUBPIXEL)  # noqa: FBT003
        self.lay(patch, int(low[0]), int(low[1]), weak)

    def lay(
        self, alpha: NDArray[np.uint8] | Levels, x: float, y: float, dye: Dye
    ) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
        """Put ink down where `alpha` says (uint8 0..255 or float 0..1), and take the place."""
        where = overlap(self.view.plane, alpha.shape, round(x), round(y))
        if where is None:
            return None
        target, source = where
        share = alpha[source].astype(np.float32)
        share *= dye.strength / (255 if alpha.dtype == np.uint8 else 1)
        share3 = share[..., None]
        if dye.covers:
            if self.glow is None:
                self.glow = np.zeros_like(self.through)
            self.through[target] *= 1 - share3
            self.glow[target] += share3 * (dye.colour - self.glow[target])
        else:
            kept = 1 - share3 * (1 - dye.colour / 255)
            self.through[target] *= kept
            if self.glow is not None:
                self.glow[target] *= kept
        rows, columns = target
        self.taken[
            rows.start // HALF : rows.stop // HALF + 1,
            columns.start // HALF : columns.stop // HALF + 1,
        ] = 1
        return where

    def print_on(self, alpha: Levels, colour: Levels, x: int = 0, y: int = 0) -> None:
        """Print lines or frames (float 0..1): the places stay free to write on."""
        taken = self.taken.copy()
        self.lay(alpha, x, y, Dye(np.asarray(colour, np.float32), 1.0, covers=False))
        self.taken = taken

    def fits(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether there is paper under a box, as far as one can see."""
        return self._share(self.paper, x, y, width, height) >= INSIDE

    def visible(self, x: float, y: float, width: float, height: float) -> float:
        """Share of a box that the frame shows."""
        return self._share(self.seen, x, y, width, height)

    def ends(self, top: float, bottom: float) -> tuple[float, float] | None:
        """Where the paper begins and ends from left to right between two heights, in pixels.

        None where there is none all along.
        """
        rows = slice(max(0, int(top) // HALF), max(0, int(bottom) // HALF) + 1)
        there = self.paper[rows] & self.seen[rows]
        columns = np.flatnonzero(there.all(axis=0)) if there.size else np.zeros(0, np.intp)
        if not len(columns):
            return None
        return float(columns[0] * HALF), float(columns[-1] * HALF + HALF)

    def free(self, x: float, y: float, width: float, height: float, pad: float = 1.0) -> bool:
        """Whether a box and `pad` around it holds no writing yet."""
        part = self._part(x - pad, y - pad, width + 2 * pad, height + 2 * pad)
        return not self.taken[part].any()

    def _share(self, of: Mask, x: float, y: float, width: float, height: float) -> float:
        part = of[self._part(x, y, width, height)]
        return float(part.mean()) if part.size else 0.0

    def _part(self, x: float, y: float, width: float, height: float) -> tuple[slice, slice]:
        rows = slice(max(0, int(y) // HALF), max(0, int(y + height) // HALF + 1))
        return rows, slice(max(0, int(x) // HALF), max(0, int(x + width) // HALF + 1))

    def _mark(self, glyph: Glyph, x: float, y: float, kind: int, line: int, dye: Dye) -> Mark:
        self.lay(glyph.alpha, x, y, dye)
        return Mark(glyph.core, round(x), round(y), kind, line, glyph.printed)

    def _claim(self, mark: Mark, plane: NDArray[np.uint16], marks: list[Mark]) -> None:
        """Write the mark's number where its core is; who lay there is hidden there."""
        marks.append(mark)
        where = overlap(self.view.plane, mark.core.shape, mark.x, mark.y)
        if where is None:
            return
        target, source = where
        core = mark.core[source]
        for below in np.unique(plane[target][core]):
            if below:
                marks[below - 1].hidden = True
        plane[target][core] = len(marks)

    def _open(self) -> tuple[Mask, Mask]:
        """Where the plane is seen, and where paper is, as far as one sees: bool, half size."""
        rows, columns = self.taken.shape
        grid = np.mgrid[0:rows, 0:columns][::-1].reshape(2, -1).T * float(HALF)
        there = self.view.to_frame(grid.astype(np.float64))
        x, y = np.round(there).astype(int).T
        height, width = self.view.frame
        seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        paper = np.ones(len(seen), np.bool_)
        if self.inside is not None:
            paper = self.inside[y.clip(0, height - 1), x.clip(0, width - 1)] > 0.9
        return seen.reshape(rows, columns), paper.reshape(rows, columns)
