"""One person's writing, or one typeface's printing: digits, signs, words, letters, real runs."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random
from training.pages import capitals, symbols, words
from training.pages.alphabet import written
from training.pages.glyph import TIMES, Glyph, Ink
from training.pages.habits import ALWAYS, formed, habits
from training.pages.imprint import imprint
from training.pages.pen import CORE, Pen
from training.pages.sources import Sources
from training.pages.strokes import Strokes, bent, box, broken, even, sheared, softened, tall
from training.pages.typeface import has, typeset

# Where a person's digits come from, with the odds of each.
ORIGINS: Final = {"mnist": 0.55, "unipen": 0.3, "hand": 0.08, "print": 0.07}
GRAY: Final = 0.12  # part of MNIST's hands whose own ink is enlarged instead of drawn again
GRAY_HEIGHT: Final = 90  # pixels: larger, and one sees that it was 20 pixels high
WIDEST: Final = 1.35  # times its height, the widest digit: wider ones are less high
GREEK: Final = 0.35  # part of the letters alone that are Greek
TRIES: Final = 5  # for a letter of UNIPEN that is not cut short
SLIM: Final = 0.25  # of its longer side: a letter less wide is cut short, or like a 1
STEP: Final = 2.2  # pixels between points of a stroke
LEVEL: Final = 0.5  # part of the hands whose digits of all kinds are equally high
UNEQUAL: Final = (-0.45, 0.25)  # logarithm of the height of others' digits beside the rest
SHORT: Final = 0.35  # part of those whose 1 is shorter than what it stands beside
FALLBACKS: Final = {"train": "truetype/liberation/LiberationSans-Regular.ttf"}
FALLBACK: Final = "truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf"


class Writer:
    """A consistent hand: its forms, slant, pen and evenness are chosen once.

    All that it writes is drawn at the height asked for, in pixels of a digit, give or take its
    unevenness. `printed` is True where it is a typeface.
    """

    def __init__(self, random: Random, sources: Sources, origin: str) -> None:
        self._random, self._sources = random, sources
        self.origin = origin
        self.printed = origin == "print"
        self.pen = imprint(random) if self.printed else Pen.random(random)
        self._file = ""
        if origin in ("hand", "print"):
            files = sources.prints if self.printed else sources.hands
            self._file = files[int(random.integers(len(files)))]
        writers = sources.trajectories.writers
        self._owner = writers[int(random.integers(len(writers)))]
        self._gray = origin == "mnist" and random.random() < GRAY
        self._habits = habits(random) if random.random() < 0.75 else {}
        self._models: dict[int, list[int]] = {}
        self._variety = int(random.integers(1, 5))
        self._upright = float(random.uniform(0.4, 1)) if random.random() < 0.6 else 0.0
        loose = float(random.beta(1.3, 3))  # 0 a ruler, 1 a scrawl
        self._bend = 0.01 + 0.055 * loose
        self._jitter = 0.3 + 1.4 * loose
        self._uneven = 0.09 * loose
        self._heights = np.ones(10) if self._file else _heights(random)
        self._slant = float(np.clip(random.normal(0.08, 0.2), -0.5, 0.7))
        if origin == "unipen" or not self._upright:  # their digits have a slant of their own
            self._slant *= 0.5
        self._stretch = float(np.clip(np.exp(random.normal(0, 0.17)), 0.6, 1.55))
        self._turn = float(np.clip(random.normal(0, 3), -9, 9))
        self._smooth = float(random.uniform(0.006, 0.03))
        self._broken = float(random.uniform(0.05, 0.4)) if random.random() < 0.15 else 0.01
        if self.printed:
            self._slant, self._turn, self._uneven = 0.0, 0.0, 0.0
            self._stretch = float(np.clip(np.exp(random.normal(0, 0.06)), 0.8, 1.25))

    @classmethod
    def random(cls, random: Random, sources: Sources, *, printed: bool | None = None) -> "Writer":
        """Choose a person, or where `printed` is True a typeface; None is either."""
        names = [name for name in ORIGINS if printed is None or (name == "print") == printed]
        odds = np.array([ORIGINS[name] for name in names])
        return cls(random, sources, str(random.choice(names, p=odds / odds.sum())))

    def digit(self, height: float, label: int | None = None) -> Glyph:
        """Write a digit, any one where `label` is None."""
        random = self._random
        label = int(random.integers(10)) if label is None else label
        size = height * float(np.exp(np.clip(random.normal(0, self._uneven), -0.15, 0.15)))
        if self._file:
            ink, baseline = self._typed(str(label), size)
            return ink.glyph(str(label), "digit", baseline, printed=self.printed)
        size *= self._heights[label]
        if self._gray and size < GRAY_HEIGHT:
            ink = self._enlarged(label, size)
        else:
            ink = self._ink(self._shape(label, size), size)
        return ink.glyph(str(label), "digit", ink.y + ink.alpha.shape[0])

    def sign(self, height: float, name: str | None = None) -> Glyph:
        """Write a sign, by its class of SIGNS or its character; any one where `name` is None."""
        random = self._random
        sign = symbols.character(name, random)
        if self._file:
            ink, baseline = self._typed(sign, height)
            return ink.glyph(sign, "sign", baseline, printed=self.printed)
        known = symbols.WRITTEN.get(sign, ())
        strokes: Strokes | None = None
        if known and random.random() < 0.5:
            one = known[int(random.integers(len(known)))]
            count = symbols.STROKES.get(sign, 1)
            strokes = self._sources.trajectories.whole(self._owner, one, count, random)
        strokes = symbols.framed(sign, strokes, random) if strokes else symbols.drawn(sign, random)
        strokes = sheared(strokes, 1, self._slant / 2 if sign not in "/-" else 0, self._tilt())
        points = self._smoothed(strokes, height, 0.004)
        ink = self._ink([path * np.float32(height) for path in points], height)
        return ink.glyph(sign, "sign", height)

    def word(self, height: float) -> Glyph:
        """Write a word."""
        random = self._random
        text = words.word(random)
        if self._file:
            ink, baseline = self._typed(text, height)
            return ink.glyph("word", "writing", baseline, printed=self.printed)
        known = self._sources.trajectories.all_of
        letters = [(one, self._written(one)) for one in text if one in known]
        line = words.set_in_line(letters, random, joined=random.random() < 0.45)
        return self._writing(line, height, "word")

    def capitals(self, height: float) -> Glyph:
        """Write a word in block letters as high as digits, each for itself."""
        text = capitals.spelt(self._random)
        if self._file:
            ink, baseline = self._typed(text, height)
            return ink.glyph("word", "writing", baseline, printed=self.printed)
        return self._writing(capitals.drawn(text, self._random), height, "word")

    def letter(self, height: float) -> Glyph:
        """Write one letter that looks like no digit and no sign."""
        random = self._random
        if self._file:
            text = words.letter([one for one in words.SCRIPTS if has(self._file, one[0])], random)
            ink, baseline = self._typed(text, height)
            return ink.glyph(text, "writing", baseline, printed=self.printed)
        if random.random() < GREEK:
            text, strokes = written(self._sources.greek, random)
            return self._writing(
                words.set_in_line([(text, strokes)], random, joined=False), height, text
            )
        text = words.letter([words.ALONE], random)
        strokes = self._written(text)
        for _ in range(TRIES):
            left, top, right, bottom = box(strokes)
            if min(right - left, bottom - top) > SLIM:
                break
            strokes = self._written(text)
        line = words.set_in_line([(text, strokes)], random, joined=False)
        return self._writing(line, height, text)

    def character(self, height: float, text: str) -> Glyph:
        """Write any one character of UNIPEN's, its longer side about `height` pixels."""
        strokes = self._smoothed(self._written(text), height, self._smooth)
        strokes = bent(strokes, self._bend, self._random)
        slant = self._slant + float(self._random.normal(0, 0.06)) * self._jitter
        strokes = sheared(strokes, self._stretch, slant, self._tilt())
        ink = self._ink([path * np.float32(height) for path in strokes], height)
        return ink.glyph(text, "writing", height)

    def signature(self, height: float) -> Glyph:
        """Scribble a name with this hand's pen."""
        return self._writing(words.signature(self._random), height, "signature")

    def run(self, height: float) -> list[tuple[Glyph, float, float]] | None:
        """Write digits that a person wrote side by side, each with its top left in pixels.

        Only a hand of UNIPEN has such runs; None else.
        """
        held, random = self._sources.trajectories, self._random
        runs = held.runs.get(self._owner)
        if self.origin != "unipen" or not runs:
            return None
        first, length = runs[int(random.integers(len(runs)))]
        boxes = held.places[first : first + length].astype(np.float64)
        high = np.median(np.maximum(boxes[:, 3] - boxes[:, 1], 1e-3))
        boxes = (boxes - np.tile(boxes[:, :2].min(0), 2)) * (height / high)
        wide = self.pen.pixels(height)
        written = list[tuple[Glyph, float, float]]()
        for at, (left, top, right, bottom) in enumerate(boxes.tolist(), first):
            size = max(bottom - top, right - left) - wide
            unit = self._smoothed(held.strokes(at), height, self._smooth)
            corner = np.array([left + wide / 2, top + wide / 2], dtype=np.float32)
            ink = self._ink([path * np.float32(size) + corner for path in unit], height)
            glyph = ink.glyph(str(held.labels[at]), "digit", ink.y + ink.alpha.shape[0])
            written.append((glyph, float(ink.x), float(ink.y)))
        return written

    def _shape(self, label: int, height: float) -> Strokes:
        """Give a digit's strokes in pixels, room for the pen left at top and bottom."""
        random = self._random
        strokes = self._own(label)
        if (habit := self._habits.get(label)) and random.random() < ALWAYS:
            strokes = formed(strokes, label, habit, random)
        strokes = self._smoothed(strokes, height, self._smooth)
        strokes = bent(strokes, self._bend, random)
        if random.random() < self._broken:
            strokes = broken(strokes, random, float(random.uniform(0.02, 0.09)))
        slant = self._slant + float(random.normal(0, 0.06)) * self._jitter
        stretch = self._stretch * float(np.exp(random.normal(0, 0.06) * self._jitter))
        strokes = sheared(strokes, stretch, slant, self._tilt())
        wide = self.pen.pixels(height)
        return tall(strokes, max(height - wide, height / 3), WIDEST)

    def _own(self, label: int) -> Strokes:
        """Give one of this hand's own forms of a digit, of height 1."""
        if self.origin == "unipen":
            return tall(self._written(str(label)), 1, WIDEST)
        held = self._sources.skeletons
        at = self._model(label)
        return sheared(held.strokes[at], 1, -self._upright * float(held.slants[at]), 0)

    def _model(self, label: int) -> int:
        """Choose one of the few MNIST digits that this hand repeats."""
        random = self._random
        if label not in self._models:
            places = self._sources.skeletons.places[label]
            chosen = random.integers(len(places), size=self._variety)
            self._models[label] = places[chosen].tolist()
        known = self._models[label]
        return known[int(random.integers(len(known)))]

    def _written(self, character: str) -> Strokes:
        held = self._sources.trajectories
        return held.strokes(held.pick(self._owner, character, self._random))

    def _tilt(self) -> float:
        return self._turn + float(self._random.normal(0, 2)) * self._jitter

    def _smoothed(self, strokes: Strokes, height: float, sigma: float) -> Strokes:
        """Give strokes of about height 1 points as dense as their size asks, and soften them."""
        step = float(np.clip(STEP / height, 0.01, 0.04))
        return [softened(even(path, step), max(0.3, sigma / step)) for path in strokes]

    def _ink(self, strokes: Strokes, height: float) -> Ink:
        return self.pen.draw(strokes, height, self._random, self._sources.tiles)

    def _writing(self, line: Strokes, height: float, text: str) -> Glyph:
        """Write strokes in units of the digits' height, with the baseline at 1."""
        strokes = bent(self._smoothed(line, height, 0.008), self._bend / 2, self._random)
        strokes = sheared(strokes, self._stretch, self._slant, self._turn / 3)
        ink = self._ink([path * np.float32(height) for path in strokes], height)
        return ink.glyph(text, "writing", height)

    def _typed(self, text: str, height: float) -> tuple[Ink, float]:
        """Set text in this hand's font; gives its ink and the baseline's row."""
        random, file = self._random, self._file
        if not all(has(file, one) for one in text):
            text = text.replace(TIMES, "x")
            if not all(has(file, one) for one in text):
                file = FALLBACKS.get(self._sources.part, FALLBACK)
        loose = 0.2 if self.printed else self._jitter
        slant = self._slant * 0.5 + float(random.normal(0, 0.04)) * loose
        tilt = self._turn + float(random.normal(0, 1.5)) * loose
        coverage, _, baseline = typeset(file, text, height, self._stretch, slant, tilt)
        core = coverage > min(CORE, int(coverage.max()) // 2)
        ink = self.pen.settle(
            coverage, core, 0, 0, height, random=random, tiles=self._sources.tiles
        )
        return ink, baseline

    def _enlarged(self, label: int, height: float) -> Ink:
        """Enlarge a digit of MNIST as it is."""
        large = self._sources.skeletons.gray(self._model(label), height)
        return self.pen.settle(
            large, large > CORE, 0, 0, height, random=self._random, tiles=self._sources.tiles
        )


def _heights(random: Random) -> NDArray[np.float64]:
    """Draw how high a hand writes each digit, 1 the usual height: float64 [10]."""
    if random.random() < LEVEL:
        return np.ones(10)
    high = random.normal(0, random.uniform(0.05, 0.2), 10)
    if random.random() < SHORT:
        high[1] -= random.uniform(0.1, 0.6)
    return np.asarray(np.exp(np.clip(high, *UNEQUAL)))
