"""Words, letters and signatures: writing that is no digit."""

from typing import Final

import numpy as np

from training.digits.fonts import GREEK, LATIN
from training.digits.hand import Random
from training.pages.strokes import Path, Strokes, placed, softened, tall

WORDS: Final = (
    *("the", "and", "Total", "paid", "Date", "Name", "from", "page", "Miss", "Mrs", "Room", "Tax"),
    *("Datum", "und", "Summe", "Betrag", "nicht", "Konto", "Herr", "Frau", "Stück", "bezahlt"),
    *("le", "pour", "rue", "Monsieur", "avec", "prix", "dans", "uno", "para", "fecha", "calle"),
    *("May", "June", "April", "Oct", "Dec", "Jan", "Febr", "Mon", "Fri", "week", "min", "kg", "cm"),
    *("milk", "bread", "eggs", "apples", "sugar", "call", "home", "work", "meeting", "phone"),
    *("Anna", "Peter", "Maria", "Thomas", "Schmidt", "Kowalski", "Garcia", "Nguyen", "Brown"),
    *("died", "born", "aged", "years", "widow", "farmer", "married", "same", "ditto", "Court"),
    *("No", "Nr", "Pos", "EUR", "USD", "Fr", "per", "each", "sum", "net", "left", "right", "see"),
    *("yes", "no", "ok", "hello", "thanks", "love", "happy", "quick", "jump", "zebra", "lazy"),
)
SYLLABLES: Final = (
    *("ba", "ter", "lin", "mo", "ven", "ka", "ris", "du", "hal", "pe", "nor", "sti", "gra", "wo"),
    *("che", "lan", "ty", "ber", "qui", "zo", "fel", "men", "ga", "ing", "son", "berg", "ja"),
)
MADE: Final = 0.4  # part of the words that are syllables put together

# Letters that alone look like no digit and no sign: LATIN and GREEK leave the first out.
ALONE: Final = "".join(letter for letter in LATIN if letter not in "xXcCt") + "@#*"
GREEK_ALONE: Final = "".join(letter for letter in GREEK if letter not in "χΘθΦφβΞτ")
KANA: Final = "あおかきさすせたなぬねはふほまむめもやゆよれわアオカキサナネホマムモヤル"
KANJI: Final = "漢字水火木金年時分東京本語学校車雨前後左右新名電話出入駅国店男女子春夏秋冬"
CYRILLIC: Final = "ГДЖИЛПЦШЩЯджлпцшщя"

SCRIPTS: Final = (ALONE, ALONE, ALONE, GREEK_ALONE, CYRILLIC, KANA, KANJI)

HIGH: Final = "bdfhklß"
DEEP: Final = "gjpqy"


def word(random: Random) -> str:
    """Choose a word of 1 to 12 letters."""
    if random.random() < MADE:
        count = int(random.integers(1, 5))
        text = "".join(str(random.choice(SYLLABLES)) for _ in range(count))
        text = text.capitalize() if random.random() < 0.3 else text
    else:
        text = str(random.choice(WORDS))
    return text.upper() if random.random() < 0.12 else text


def letter(scripts: list[str], random: Random) -> str:
    """Choose a letter of one of these scripts, or of ALONE where there is none."""
    letters = scripts[int(random.integers(len(scripts)))] if scripts else ALONE
    return letters[int(random.integers(len(letters)))]


def extent(one: str, small: float) -> tuple[float, float]:
    """Give a letter's top and bottom: 0 the digits' top, 1 the baseline; x-height `small`."""
    top, bottom = 1 - small, 1.0
    if one.isupper() or one in HIGH or not one.isalpha():
        top = 0.0
    elif one in "tij":
        top = 0.25
    if one in DEEP:
        bottom = 1 + small * 0.65
    return top, bottom


def set_in_line(letters: list[tuple[str, Strokes]], random: Random, *, joined: bool) -> Strokes:
    """Put letters of any size side by side in units of the digits' height, joined or not."""
    small, space = random.uniform(0.48, 0.68), random.uniform(0.0, 0.16)
    wide = random.uniform(0.75, 1.3)
    x, line = 0.0, list[Path]()
    for one, strokes in letters:
        top, bottom = extent(one, small)
        shape = tall(strokes, bottom - top, 1.5)
        width = max(float(path[:, 0].max()) for path in shape) * wide
        low = random.normal(0, 0.02)
        width = min(width, 1.3 * (bottom - top))
        paths = placed(shape, x, top + low, max(width, 0.02), bottom - top)
        if joined and line and one.islower():
            line[-1] = _joined(line[-1], paths[0])
            line += paths[1:]
        else:
            line += paths
        x += width + space
    return line


def _joined(first: Path, second: Path) -> Path:
    """Go on from one letter to the next without lifting the pen."""
    return np.concatenate([first, second])


def signature(random: Random) -> Strokes:
    """Scribble a name in units of the digits' height: loops and zigzags, then a flourish."""
    turns = int(random.integers(3, 16))
    way = np.linspace(0, turns, 24 * turns)
    knots = np.arange(turns + 1)
    size = random.uniform(0.12, 0.4) * random.uniform(0.5, 1.6, turns + 1)
    size[random.random(turns + 1) < 0.25] *= random.uniform(1.5, 3)
    size[0] *= random.uniform(1, 3)
    loops = random.normal(0.4, 0.9, turns + 1)  # 0 a zigzag, 1 round, less than 0 the other way
    paces = random.uniform(0.05, 0.35, turns + 1)
    high, round_, pace = (np.interp(way, knots, each) for each in (size, loops, paces))
    angle = 2 * np.pi * way + random.uniform(0, 2 * np.pi)
    x = np.cumsum(pace) / 24 + high * 0.5 * round_ * np.cos(angle)
    y = 1 - high * (0.5 + 0.5 * np.sin(angle))
    strokes = [_bow(x, y + random.normal(0, 0.03) * way)]
    if random.random() < 0.4:
        ends = np.sort(random.uniform(x.min() - 0.2, x.max() + 0.3, 2))
        bow = random.uniform(-0.15, 0.15)
        low = random.uniform(0.7, 1.25) + random.normal(0, 0.06, 2)
        middle = np.array([ends[0], ends.mean(), ends[1]])
        strokes.append(_bow(middle, np.array([low[0], low.mean() + bow, low[1]])))
    return strokes


def _bow(x: np.ndarray, y: np.ndarray) -> Path:
    """Give a path through places, its corners rounded."""
    steps = np.linspace(0, len(x) - 1, max(24, len(x)))
    places = np.arange(len(x))
    dense = np.stack([np.interp(steps, places, x), np.interp(steps, places, y)], axis=1)
    return softened(dense.astype(np.float32), 2)
