"""Ink on paper: how much darker (or lighter) each pixel is than the paper around it.

Whole numbers and Pillow's eight-bit resampling throughout, so that the same picture gives the same
ink on every machine.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from reader.panel import with_one_paper
from reader.speckle import without_speckle

# Pixels along the shorter side of the small copy in which the paper is estimated: light changes
# slowly, and a stroke is still a pixel wide.
PAPER_SIDE: Final = 96

# Percentile of each channel that is the paper's: ink covers less than a half.
PAPER: Final = 75

# The widest stroke that counts as ink, as a fraction of the picture's shorter side: a thick
# marker's digit that fills the frame. What is wider is taken for paper, a table or a shadow.
WIDEST_STROKE: Final = 0.25

# The deepest shadow in which ink is measured against its own paper, as a fraction of the brightest
# paper: with less light the camera's noise and JPEG's blocks grow into ink.
DEEPEST_SHADOW: Final = 0.25

# The same for light ink, whose picture is inverted: what is dark there is bright paper, not shadow,
# and dividing by it would only raise the grain.
DEEPEST_INVERTED: Final = 0.75

# Half the side of the neighbourhood in which ink is told from paper, as a fraction of the picture's
# shorter side: large enough that a thick stroke does not fill it, small enough for uneven light.
NEIGHBOURHOOD: Final = 0.25

# Strength of ink, in 255ths of the paper's brightness, below which nothing is believed: the
# grain and the soft shading of blank paper.
FAINTEST: Final = 14

# Rows that the paper's grain is estimated on, spread over the picture.
GRAIN_ROWS: Final = 256

# Standard deviations of the paper's grain that ink must stand above.
GRAIN_DEVIATIONS: Final = 4

# How many times the floor the ink's middle must reach to be told from stains and shading with
# confidence, and below which there is not even a trace of ink.
CLEAR: Final = 2.0
TRACE: Final = 1.5

# The same for ink that texture is not mistaken for, wherever on a page it is looked for; and the
# strength, a quarter of all, from which on it is not in any case.
STRONG: Final = 3.5
DARK: Final = 64

# Skewness of the light, of at most 1, from which on it decides which is the ink. Below, the edge of
# a table may be the reason, and a slower measure that keeps edges decides.
SKEWED: Final = 0.7

# The same of the slower measure, below which either may be the ink.
CONTESTED: Final = 0.6

# Pixels along the shorter side of the small copy for the slower measure, and half the side of its
# neighbourhood as a fraction of that: narrower than a table's edge is straight.
SLOW_SIDE: Final = 64
SLOW_NEIGHBOURHOOD: Final = 0.15

# Where between paper (0) and full ink (1) a stroke's edge lies: half way, as a blurred edge has it.
EDGE: Final = 0.5


@dataclass(frozen=True)
class Ink:
    """The ink of a picture.

    `strength` is uint8 [height, width], 0 on paper; `floor` is the strength below which all is
    grain, `edge` that of a stroke's edge and `full` that of its middle; `light` is true for light
    ink on dark paper, and `contested` where that is hard to tell. `unlit` is a small copy of the
    picture, bool [h, w], true where even paper would be too dark to be seen: a table, a book's
    cover; None where there is nothing of that kind.
    """

    strength: NDArray[np.uint8]
    floor: int
    edge: int
    full: int
    light: bool
    contested: bool = False
    unlit: NDArray[np.bool_] | None = None

    @property
    def is_faint(self) -> bool:
        """True where the ink is too close to the paper's own shading to be read."""
        return self.full < CLEAR * self.floor

    @property
    def is_weak(self) -> bool:
        """True where the paper's own texture may look like ink."""
        return self.full < min(STRONG * self.floor, DARK)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """True where there is ink, bool [height, width]."""
        return self.strength >= self.edge


def find_ink(pixels: NDArray[np.uint8], *, other: bool = False) -> Ink | None:
    """Find the ink in an RGB picture, uint8 [height, width, 3]; None where there is only paper.

    With `other` the ink is looked for that is lighter than the paper where it seems to be darker,
    and the other way round.
    """
    clean = without_speckle(pixels)
    grey = Image.fromarray(clean).convert("L")
    pixels = with_one_paper(clean, grey)
    skewness = _skewness(grey if pixels is clean else Image.fromarray(pixels).convert("L"))
    light = (skewness > 0) != other
    levels = _darkest(255 - pixels if light else pixels)
    paper, small = _paper(levels)
    least = int((DEEPEST_INVERTED if light else DEEPEST_SHADOW) * int(paper.max()))
    strength = _strength(levels, paper, max(1, least))
    floor = max(FAINTEST, GRAIN_DEVIATIONS * _grain(strength))
    counts = np.array(Image.fromarray(strength).histogram(), np.int64)
    counts[:floor] = 0
    if not counts.any():
        return None
    split = _otsu(counts)
    above = counts.copy()
    above[:split] = 0
    full = int((above * np.arange(256)).sum() // above.sum())
    if full < TRACE * floor:
        return None
    contested = abs(skewness) < CONTESTED
    unlit = small < least  # of light ink it is the brightest paper, and no table
    kept = None if light or not unlit.any() else unlit
    return Ink(strength, floor, max(floor, round(EDGE * full)), full, light, contested, kept)


def _darkest(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give the darkest channel of each pixel, uint8 [height, width], the paper's tint taken out.

    Blue ink is darkest in red light, red ink in green.
    """
    step = max(1, min(pixels.shape[:2]) // PAPER_SIDE)
    some = pixels[::step, ::step]
    ordered = np.sort(some.reshape(-1, 3), axis=0)
    rank, part = divmod(PAPER * (len(ordered) - 1) / 100, 1)
    low, high = ordered[int(rank)], ordered[min(int(rank) + 1, len(ordered) - 1)]
    paper = (low + part * (high.astype(np.float64) - low)).clip(1, 255)
    brightest = float(paper.max())
    table = np.arange(256)[:, None] * (brightest / paper)
    tables = np.rint(table).clip(0, 255).astype(np.uint8).T
    # Pillow looks levels up in a fraction of numpy's time, which makes eight bytes of each first.
    untinted = np.asarray(Image.fromarray(pixels).point(tables.ravel().tolist()))
    darkest: NDArray[np.uint8] = np.minimum(untinted[..., 0], untinted[..., 1])
    np.minimum(darkest, untinted[..., 2], out=darkest)
    return darkest


def _strength(levels: NDArray[np.uint8], paper: NDArray[np.uint8], least: int) -> NDArray[np.uint8]:
    """Give 255 * (paper - level) / paper, uint8 [height, width].

    No paper counts as darker than `least`.
    """
    # Quotients of whole numbers this small are exact enough in float32 to be cut off where whole
    # numbers would be.
    light = paper.astype(np.float32)
    darker = light - levels
    darker *= np.float32(255)
    darker /= np.maximum(light, np.float32(least), out=light)
    np.maximum(darker, np.float32(0), out=darker)
    strength: NDArray[np.uint8] = darker.astype(np.uint8)
    return strength


def _paper(levels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Estimate the paper under the ink: a closing takes away what is dark and narrow.

    Gives it at the size of `levels`, uint8 [height, width], and the small copy it was found in.
    The light's even slope across the picture is set aside meanwhile, because a closing cannot look
    beyond the frame, where a slope would go on.
    """
    small = np.asarray(_shrunk(Image.fromarray(levels), PAPER_SIDE), dtype=np.int16)
    slope = _slope(small)
    reach = max(1, round(WIDEST_STROKE * min(small.shape) / 2))
    closed = -_widen(-_widen(small - slope, reach), reach) + slope
    paper = Image.fromarray(closed.clip(0, 255).astype(np.uint8))
    smooth = paper.filter(ImageFilter.BoxBlur(1))
    size = (levels.shape[1], levels.shape[0])
    return np.asarray(smooth.resize(size, Image.Resampling.BILINEAR)), np.asarray(smooth)


def _slope(levels: NDArray[np.int16]) -> NDArray[np.int16]:
    """Fit a plane, without its constant, by the median rise over a quarter of either side.

    The median is that of the paper: strokes and the edge of a shadow are crossed by few.
    """
    rise = np.zeros(levels.shape)
    for axis, count in enumerate(levels.shape[:2]):
        lag = max(1, count // 4)
        ahead = np.moveaxis(levels, axis, 0)
        if count > lag:
            slope = float(np.median(ahead[lag:] - ahead[:-lag])) / lag
            places = (np.arange(count) - count // 2) * slope
            rise = rise + (places[:, None] if axis == 0 else places)
    return rise.round().astype(np.int16)


def _widen(levels: NDArray[np.int16], reach: int) -> NDArray[np.int16]:
    """Take the brightest pixel of the square that reaches this far to each side (a dilation)."""
    for axis in (0, 1):
        levels = _widen_along(levels, reach, axis)
    return levels


def _widen_along(levels: NDArray[np.int16], reach: int, axis: int) -> NDArray[np.int16]:
    count = levels.shape[axis]
    places = np.arange(-reach, count + reach).clip(0, count - 1)  # beyond the frame its edge
    window = np.moveaxis(levels, axis, 0)[places]
    side = 2 * reach + 1
    done = 1
    while done < side:  # windows double until they cover the square's side
        step = min(done, side - done)
        window = np.maximum(window[:-step], window[step:])
        done += step
    return np.moveaxis(window, 0, axis)


def _grain(strength: NDArray[np.uint8]) -> int:
    """Estimate the paper's grain: the median step between neighbours, as a standard deviation."""
    some = strength[:: 1 + len(strength) // GRAIN_ROWS]
    steps = np.abs(np.diff(some.astype(np.int16), axis=1)).ravel()
    if steps.size == 0:
        return 0
    middle = int(np.searchsorted(np.cumsum(np.bincount(steps)), (steps.size + 1) // 2))
    return round(middle * 1.05)  # median of |a - b| for two normal values is 0.95 deviations


def _otsu(counts: NDArray[np.int64]) -> int:
    """Split a histogram where the variance between both sides is greatest (Otsu, 1979)."""
    levels = np.arange(counts.size)
    below = np.cumsum(counts)
    moment = np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = moment / below - (moment[-1] - moment) / above
        between = np.where((below > 0) & (above > 0), below * above * gap**2, 0.0)
    return int(between.argmax()) + 1


def _skewness(grey: Image.Image) -> float:
    """Tell by its sign whether the ink is lighter than its paper, in -1..1; near 0 it is contested.

    Ink covers less than half of any neighbourhood, so it lies farther from the local mean than
    paper does, and the third power of the deviations sums to its sign (their skewness). Where that
    is small, the local median stands in for the mean: it follows the edge of a table or a shadow.
    """
    small = _shrunk(grey, PAPER_SIDE)
    mean = small.filter(ImageFilter.BoxBlur(NEIGHBOURHOOD * min(small.size)))
    skewness = _skewness_of(small, np.asarray(mean))
    if abs(skewness) >= SKEWED:
        return skewness
    small = _shrunk(grey, SLOW_SIDE)
    reach = max(1, round(SLOW_NEIGHBOURHOOD * min(small.size)))
    padded = Image.fromarray(np.pad(np.asarray(small), reach, mode="edge"))
    median = np.asarray(padded.filter(ImageFilter.MedianFilter(2 * reach + 1)))
    return _skewness_of(small, median[reach:-reach, reach:-reach])


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    """Shrink to this many pixels along the shorter side, if there are more."""
    shrink = max(1.0, min(image.size) / side)
    size = (max(1, round(image.width / shrink)), max(1, round(image.height / shrink)))
    return image.resize(size, Image.Resampling.BOX)


def _skewness_of(small: Image.Image, usual: NDArray[np.uint8]) -> float:
    deviation = np.asarray(small).astype(np.int64) - usual
    whole = int((np.abs(deviation) ** 3).sum())
    return int((deviation**3).sum()) / whole if whole else 0.0
