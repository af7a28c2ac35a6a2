"""What the finder is to say of a window of a level: heatmaps, boxes, centres, ink, and weights.

Gaussian peaks as in Law and Deng, "CornerNet" (2018), and Zhou et al., "Objects as Points" (2019).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.find.maps import STRIDE, UNIT
from training.finder.truth import Truth

# Sizes of digits, in pixels of a level, that the level answers for; between these and the outer
# bounds it may answer or not, for the next level does.
LEAST: Final = 14.0
LEAST_MAYBE: Final = 10.0
MOST: Final = 56.0
MOST_MAYBE: Final = 80.0

# Size up to which a level has to say that a finer one is needed, and from which on it must not.
FINER: Final = 13.0
NOT_FINER: Final = 18.0
SPECK: Final = 2.5  # pixels: below this nobody can tell

# Width of a peak: the digit's size over this, within bounds in pixels, so that a touching
# neighbour's peak stays another.
NARROW: Final = 14.0
PEAK: Final = (2.0, 4.5)
POSITIVE: Final = 0.5  # height of the peak within which a cell learns the box

# Contrast in grey levels below which nobody could ask for the digit.
FAINT: Final = 6.0

# Weights of the ink's pixels where the level need not answer for the digit.
SMALL_INK: Final = 0.3
LARGE_INK: Final = 0.5

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Targets:
    """Targets of one window of side S; n = S / STRIDE cells along a side.

    `ink`, `ink_weight` [S, S]; `heat`, `heat_weight` [n, n, 2] of digits and signs; `box` [n, n, 4]
    and `box_weight` [n, n]; `centre` [n, n, 2] and `centre_weight`; `kind` int32 [n, n] and
    `kind_weight`; `other`, `other_weight`, `finer`, `finer_weight` [n, n]. All float32 but `kind`.
    """

    ink: Floats
    ink_weight: Floats
    heat: Floats
    heat_weight: Floats
    box: Floats
    box_weight: Floats
    centre: Floats
    centre_weight: Floats
    kind: NDArray[np.int32]
    kind_weight: Floats
    other: Floats
    other_weight: Floats
    finer: Floats
    finer_weight: Floats


def blank(side: int) -> Targets:
    """Give the targets of a window in which there is nothing."""
    n = side // STRIDE
    zero = np.zeros((n, n), np.float32)
    return Targets(
        ink=np.zeros((side, side), np.float32),
        ink_weight=np.ones((side, side), np.float32),
        heat=np.zeros((n, n, 2), np.float32),
        heat_weight=np.ones((n, n, 2), np.float32),
        box=np.zeros((n, n, 4), np.float32),
        box_weight=zero.copy(),
        centre=np.zeros((n, n, 2), np.float32),
        centre_weight=zero.copy(),
        kind=np.zeros((n, n), np.int32),
        kind_weight=zero.copy(),
        other=zero.copy(),
        other_weight=np.ones((n, n), np.float32),
        finer=zero.copy(),
        finer_weight=np.ones((n, n), np.float32),
    )


def targets(truth: Truth) -> Targets:
    """Make the targets of a window from its truth."""
    made = blank(len(truth.instances))
    made.ink[:] = truth.instances > 0
    for place in range(len(truth.boxes)):
        _digit(made, truth, place)
    for place in range(len(truth.sign_boxes)):
        _sign(made, truth, place)
    _centres(made, truth)
    # A peak counts even where a neighbour's cells are ignored.
    np.maximum(made.heat_weight, made.heat >= 1, out=made.heat_weight)
    cells = truth.other.reshape(len(made.other), STRIDE, -1, STRIDE).max(axis=(1, 3))
    made.other[:] = cells > 0
    return made


def _digit(made: Targets, truth: Truth, place: int) -> None:
    box, size = truth.boxes[place], float(truth.sizes[place])
    side = len(truth.instances)
    pixels, cells = _inside(box, side, 1), _inside(box, side, STRIDE)
    if pixels is None or cells is None:
        return
    if truth.contrast[place] < FAINT:
        made.ink_weight[pixels] = 0
        for weight in (made.heat_weight[..., 0], made.finer_weight):
            weight[cells] = 0
        return
    _finer(made, cells, size)
    if size > MOST:
        made.ink_weight[pixels] *= LARGE_INK if size <= 2 * MOST else SMALL_INK
    elif size < LEAST_MAYBE:
        made.ink_weight[pixels] *= SMALL_INK
    maybe = LEAST_MAYBE <= size < LEAST or MOST < size <= MOST_MAYBE
    if maybe or (not truth.whole[place] and LEAST <= size <= MOST):
        made.heat_weight[..., 0][cells] = 0
        return
    if LEAST <= size <= MOST:
        peak = _peak(made, box, size, 0)
        learning = peak > POSITIVE
        made.box_weight[learning] = UNIT / size


def _sign(made: Targets, truth: Truth, place: int) -> None:
    box, size = truth.sign_boxes[place], float(truth.sign_sizes[place])
    cells = _inside(box, len(truth.instances), STRIDE)
    if cells is None or not LEAST_MAYBE <= size <= MOST_MAYBE:
        return
    if not LEAST <= size <= MOST:
        made.heat_weight[..., 1][cells] = 0
        return
    learning = _peak(made, box, size, 1) > POSITIVE
    made.box_weight[learning] = UNIT / size
    made.kind[learning] = truth.sign_kinds[place]
    made.kind_weight[learning] = 1


def _peak(made: Targets, box: Floats, size: float, channel: int) -> Floats:
    """Raise a Gaussian peak at a box's middle, and state the box where it is the highest."""
    n = len(made.finer)
    left, top, right, bottom = (float(value) for value in box)
    x, y = (left + right) / 2, (top + bottom) / 2
    width = float(np.clip(size / NARROW, *PEAK))
    middles = _middles(n)
    across, down = middles - (x - 0.5), middles - (y - 0.5)
    peak = np.exp(-(down[:, None] ** 2 + across[None, :] ** 2) / (2 * width * width))
    row, column = (int(np.clip(value // STRIDE, 0, n - 1)) for value in (y, x))
    peak[row, column] = 1  # the cell that holds the middle
    others = made.heat[..., 1 - channel]
    own = np.where((peak >= made.heat[..., channel]) & (peak >= others), peak, 0)
    np.maximum(made.heat[..., channel], peak, out=made.heat[..., channel])
    states = own > POSITIVE
    edges = np.stack(
        np.broadcast_arrays(
            *(middles[None, :] - left, middles[:, None] - top),
            *(right - 1 - middles[None, :], bottom - 1 - middles[:, None]),
        ),
        axis=-1,
    )
    made.box[states] = (edges / UNIT)[states]
    return np.asarray(own, np.float32)


def _centres(made: Targets, truth: Truth) -> None:
    """Let each cell with ink of a digit point to that digit's middle."""
    n = len(made.finer)
    owner = truth.instances.reshape(n, STRIDE, n, STRIDE).max(axis=(1, 3)).astype(np.intp)
    known = np.zeros(max(int(owner.max(initial=0)), int(truth.numbers.max(initial=0))) + 1, bool)
    x, y = np.zeros(len(known), np.float32), np.zeros(len(known), np.float32)
    fits = (truth.sizes >= LEAST_MAYBE) & (truth.sizes <= MOST_MAYBE) & truth.whole
    known[truth.numbers[fits]] = True
    x[truth.numbers] = truth.boxes[:, [0, 2]].mean(axis=1) - 0.5
    y[truth.numbers] = truth.boxes[:, [1, 3]].mean(axis=1) - 0.5
    middles = _middles(n)
    made.centre[..., 0] = (x[owner] - middles[None, :]) / UNIT
    made.centre[..., 1] = (y[owner] - middles[:, None]) / UNIT
    made.centre_weight[:] = known[owner]


def _finer(made: Targets, cells: tuple[slice, slice], size: float) -> None:
    if SPECK <= size <= FINER:
        made.finer[cells] = 1
    elif size < NOT_FINER:
        made.finer_weight[cells] = 0


def _middles(n: int) -> Floats:
    """Give where the middles of n cells lie, in pixels whose first has its middle at 0."""
    return np.arange(n, dtype=np.float32) * STRIDE + (STRIDE - 1) / 2


def _inside(box: Floats, side: int, stride: int) -> tuple[slice, slice] | None:
    """Give the rows and columns, of pixels or cells, that a box covers; None where none."""
    left, top = (max(0, int(value // stride)) for value in box[:2])
    right, bottom = (min(side // stride, -int(-value // stride)) for value in box[2:])
    if left >= right or top >= bottom:
        return None
    return slice(top, bottom), slice(left, right)
