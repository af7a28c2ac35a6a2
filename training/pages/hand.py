"""A hand that writes on a canvas: rows of digits, signs and words with its own spacing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages.canvas import Canvas, Mark
from training.pages.dye import Dye, dye
from training.pages.glyph import CHARACTERS, Glyph
from training.pages.noise import spread
from training.pages.writer import Writer

KERNED: Final = 0.45  # share of rows spaced by the strokes instead of by the boxes around them
KERN: Final = (-0.05, 0.16)  # of the height, between the strokes of neighbours in kerned rows
TOUCHING: Final = 0.09  # share of hands whose digits run into each other
OVERLAP: Final = (-0.05, -0.01)  # of the height, between the strokes of their neighbours
GAPS: Final = (-0.14, -0.08, -0.03, 0.03, 0.08, 0.15, 0.25, 0.4, 0.8)  # of the height, of boxes
OFTEN: Final = (0.08, 0.13, 0.17, 0.17, 0.16, 0.12, 0.08, 0.06, 0.03)
NARROW: Final = 0.3  # of the height: what is narrower, as a 1, gets some of its room back
ANY, WORD, BLOCK, LETTER, SPACE = (
    "d",
    "w",
    "W",
    "l",
    " ",
)  # tokens beside digits and signs themselves
CLOSE: Final = 0.35  # share of points and commas that stand close to the foot of a digit,
FOOT: Final = (-0.02, 0.1)  # of the height, between its box and theirs
POINTS: Final = (".", ",")
BLANK: Final = (0.35, 0.8)  # of the height, width of a space
SIZES: Final = (0.65, 1.35)  # of the height, the digits of an uneven hand


@dataclass(frozen=True, eq=False)
class Item:
    """A glyph with its top left at x, y relative to where its row begins on the baseline."""

    glyph: Glyph
    x: float
    y: float


@dataclass(frozen=True, eq=False)
class Row:
    """Glyphs in a row and the box around them, x0, y0, x1, y1, from the row's start."""

    items: list[Item]
    box: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        """From the first glyph's left to the last one's right, pixels."""
        return self.box[2] - self.box[0]


@dataclass(frozen=True, eq=False)
class Hand:
    """A writer with a pen in hand on a canvas; `gap` and `slope` are its way with rows.

    `gap` is the room between boxes as a part of the height, None: `kern` between strokes.
    `slope` is how far rows rise per pixel, `unrest` the deviation of digits from the row, `uneven`
    that of their heights.
    """

    canvas: Canvas
    writer: Writer
    dye: Dye
    gap: float | None
    kern: float
    slope: float
    unrest: float
    uneven: float

    def width(self, height: float) -> float:
        """The pen's width in pixels for strokes beside digits of a height."""
        return self.writer.pen.pixels(height)

    def row(self, tokens: Sequence[str], height: float) -> Row:
        """Form a row: digits "0".."9" or "d" for any, signs, "w" and "W" words, " "."""
        random = self.canvas.random
        items: list[Item] = []
        x, before = 0.0, None
        for token in tokens:
            if token == SPACE:
                x += height * random.uniform(*BLANK)
                before = None
                continue
            glyph = self._glyph(token, height)
            y = -glyph.baseline + self.slope * x
            if not glyph.printed:
                y += random.normal(0, self.unrest) * height
            x += self._room(before, Item(glyph, x, y), height)
            items.append(before := Item(glyph, x, y))
            x += glyph.width
        return Row(items, _box(items))

    def put(
        self, row: Row, x: float, y: float, line: int, *, force: bool = False
    ) -> list[Mark] | None:
        """Write a row from x on the baseline y, if it is free there: the digits' marks.

        None where it is not.
        """
        x0, y0, x1, y1 = row.box
        at = x + x0, y + y0, x1 - x0, y1 - y0
        if not force and not (self.canvas.free(*at) and self.canvas.fits(*at)):
            return None
        marks = []
        for item in row.items:
            place = x + item.x, y + item.y
            if item.glyph.kind == "digit":
                mark = self.canvas.digit(item.glyph, *place, self._pressed(item.glyph), line)
                marks += [mark] if mark is not None else []
            elif item.glyph.kind == "sign":
                self.canvas.sign(item.glyph, *place, self._pressed(item.glyph), line)
            else:
                self.canvas.writing(item.glyph, *place, self.dye)
        return marks

    def real(self, height: float) -> Row | None:
        """Digits with the places that the writer gave them; None where none are known."""
        run = self.writer.run(height)
        if not run:
            return None
        base = max(y + glyph.height for glyph, _, y in run)
        items = [Item(glyph, x, y - base) for glyph, x, y in run]
        return Row(items, _box(items))

    def _glyph(self, token: str, height: float) -> Glyph:
        if token == WORD:
            return self.writer.word(height)
        if token == BLOCK:
            return self.writer.capitals(height)
        if token == LETTER:
            return self.writer.letter(height)
        if token in CHARACTERS:
            return self.writer.sign(height, CHARACTERS[token])
        steady = 1.0 if self.writer.printed else self.canvas.random.normal(1, self.uneven)
        size = max(4.0, height * float(np.clip(steady, *SIZES)))
        return self.writer.digit(size, None if token == ANY else int(token))

    def _pressed(self, glyph: Glyph) -> Dye:
        part = 1.0 if glyph.printed else self.canvas.random.uniform(0.88, 1)
        return self.dye.weaker(part)

    def _room(self, before: Item | None, item: Item, height: float) -> float:
        """How far the next glyph moves on after the last one, pixels."""
        if before is None:
            return 0.0
        random = self.canvas.random
        if "writing" in (before.glyph.kind, item.glyph.kind):
            return height * random.uniform(0.25, 0.6)
        if item.glyph.text in POINTS and random.random() < CLOSE:
            return height * random.uniform(*FOOT)
        if item.glyph.printed:
            return height * max(0.04, self.gap or self.kern)
        if self.gap is None:
            return self.kern * height * random.uniform(0.4, 1.6) - _clearance(before, item)
        room = self.gap * height * random.uniform(0.6, 1.4)
        slim = min(before.glyph.width, item.glyph.width) < NARROW * height
        return max(room, -0.02 * height) + 0.06 * height if slim else room


def hand(canvas: Canvas, *, printed: bool | None = None, like: Hand | None = None) -> Hand:
    """Draw a hand for a canvas; `like` keeps another hand's spacing and gives a new pen."""
    random = canvas.random
    writer = Writer.random(random, canvas.sources, printed=printed)
    wet = dye(random, writer.pen, canvas.level, canvas.grain)
    if like is not None:
        return replace(like, writer=writer, dye=wet)
    touching = random.random() < TOUCHING
    kerned = touching or random.random() < KERNED
    return Hand(
        canvas,
        writer,
        wet,
        None if kerned else float(random.choice(GAPS, p=OFTEN)),
        random.uniform(*(OVERLAP if touching else KERN)),
        0.0 if writer.printed else random.normal(0, 0.025),
        0.0 if writer.printed else spread(random, 0.01, 0.09),
        0.0 if writer.printed else spread(random, 0.02, 0.16),
    )


def _clearance(left: Item, right: Item) -> float:
    """Pixels between the strokes of two neighbours whose boxes meet, at the closest rows."""
    top = round(max(left.y, right.y))
    bottom = round(min(left.y + left.glyph.height, right.y + right.glyph.height))
    if bottom - top < 2:
        return 0.0
    ends = _after(left.glyph.core[:, ::-1], top - round(left.y), bottom - top)
    starts = _after(right.glyph.core, top - round(right.y), bottom - top)
    near = min(len(ends), len(starts))
    least = float((ends[:near] + starts[:near]).min()) if near else 0.0
    return min(least, 0.5 * min(left.glyph.width, right.glyph.width) + 0.1 * right.glyph.height)


def _after(core: NDArray[np.bool_], top: int, rows: int) -> NDArray[np.float64]:
    """Columns before the first stroke of each row; rows without one count as very far."""
    part = core[max(0, top) : max(0, top) + rows]
    first = np.where(part.any(axis=1), part.argmax(axis=1), 10_000)
    return np.asarray(first, np.float64)


def _box(items: list[Item]) -> tuple[float, float, float, float]:
    if not items:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(item.x for item in items),
        min(item.y for item in items),
        max(item.x + item.glyph.width for item in items),
        max(item.y + item.glyph.height for item in items),
    )
