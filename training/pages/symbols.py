"""Signs as strokes, in units of the digits' height: 0 is the digits' top, 1 the baseline."""

from collections.abc import Callable
from typing import Final

import numpy as np

from training.digits.drawing import arc, line
from training.digits.hand import Random
from training.pages.glyph import CHARACTERS, SIGNS, TIMES
from training.pages.strokes import Path, Strokes, placed, tall

# Which characters of UNIPEN may stand for a sign; the others are always models.
WRITTEN: Final = {
    TIMES: ("x", "X"),
    **{character: (character,) for character in "()[]{}-,/+=%"},
}
STROKES: Final = {"+": 2, TIMES: 2, "=": 2, "%": 3}  # of a whole one; else 1: some are cut short
BRACKETS: Final = ("(", ")", "[", "]", "{", "}")
BRACKET_ODDS: Final = (0.38, 0.38, 0.08, 0.08, 0.04, 0.04)


def character(name: str | None, random: Random) -> str:
    """Give the character of a sign: by the name of its class, itself, or any (None)."""
    if name in CHARACTERS:
        return name
    if name is None:
        name = SIGNS[int(random.integers(len(SIGNS)))]
    if name == "bracket":
        return str(random.choice(BRACKETS, p=BRACKET_ODDS))
    found = [sign for sign, kind in CHARACTERS.items() if kind == name]
    if not found:
        raise ValueError(f"No sign is called {name}; they are {', '.join(SIGNS)}.")
    return found[0]


def drawn(sign: str, random: Random) -> Strokes:
    """Draw a sign from its model."""
    return [path.astype(np.float32) for path in _MODELS[sign](random)]


def framed(sign: str, strokes: Strokes, random: Random) -> Strokes:
    """Bring somebody's sign, of any size, to its natural size and place."""
    if sign in "-=":
        width = random.uniform(0.28, 0.65)
        low, high = (0.45, 0.62)
        height = 0.02 if sign == "-" else random.uniform(0.14, 0.3)
        return placed(strokes, 0, random.uniform(low, high) - height / 2, width, height)
    if sign == ",":
        height = random.uniform(0.16, 0.36)
        top = 1 - height * random.uniform(0.25, 0.7)
    elif sign in ("+", TIMES):
        height = random.uniform(0.35, 0.7)
        top = random.uniform(0.5, 0.62) - height / 2
    elif sign == "%":
        height = random.uniform(0.75, 1.05)
        top = 1 - height
    else:
        height = random.uniform(0.9, 1.4)
        top = random.uniform(0.48, 0.58) - height / 2
    narrow = tall(strokes, height, 1.2)
    return [path + np.array([0, top], dtype=np.float32) for path in narrow]


def _blot(x: float, y: float, random: Random) -> Path:
    """A dot: a tiny stroke or circle."""
    size = random.uniform(0.004, 0.035)
    if random.random() < 0.4:
        return arc(x, y, size, size, 0, 330)
    lean = random.uniform(-1, 1) * size
    return line((x, y - size), (x + lean, y + size))


def _point(random: Random) -> Strokes:
    return [_blot(0, 1 - random.uniform(-0.03, 0.08), random)]


def _comma(random: Random) -> Strokes:
    top, out = 1 - random.uniform(0.0, 0.14), random.uniform(0.02, 0.14)
    low = 1 + random.uniform(0.08, 0.26)
    bow = random.uniform(-0.02, 0.06)
    return [line((0, top), ((bow - out) / 2 + bow, (top + low) / 2), (-out, low))]


def _dash(random: Random) -> Strokes:
    y, tilt, half = random.uniform(0.42, 0.62), random.normal(0, 0.02), random.uniform(0.12, 0.34)
    return [line((-half, y + tilt), (0, y + random.normal(0, 0.015)), (half, y - tilt))]


def _slash(random: Random) -> Strokes:
    top, low = random.uniform(-0.2, 0.1), 1 + random.uniform(-0.1, 0.22)
    lean, bow = random.uniform(0.2, 0.75), random.normal(0, 0.02)
    return [line((0, low), (lean / 2 + bow, (top + low) / 2), (lean, top))]


def _colon(random: Random) -> Strokes:
    upper, lower = random.uniform(0.22, 0.5), random.uniform(0.78, 1)
    return [_blot(random.normal(0, 0.02), upper, random), _blot(0, lower, random)]


def _plus(random: Random) -> Strokes:
    y, across, down = (
        random.uniform(0.45, 0.62),
        random.uniform(0.18, 0.34),
        random.uniform(0.18, 0.34),
    )
    x, tilt = random.normal(0, 0.04), random.normal(0, 0.02)
    return [
        line((-across, y + tilt), (across, y - tilt)),
        line((x + random.normal(0, 0.02), y - down), (x, y + down * random.uniform(0.8, 1.2))),
    ]


def _times(random: Random) -> Strokes:
    y, half = random.uniform(0.5, 0.7), random.uniform(0.13, 0.28)
    wide = half * random.uniform(0.75, 1.2)
    a, b, c, d = random.normal(0, 0.03, 4)
    return [
        line((-wide + a, y - half), (wide, y + half + b)),
        line((wide + c, y - half), (-wide, y + half + d)),
    ]


def _equals(random: Random) -> Strokes:
    y, gap, half = (
        random.uniform(0.45, 0.6),
        random.uniform(0.07, 0.16),
        random.uniform(0.16, 0.34),
    )
    tilt, other = random.normal(0, 0.02, 2)
    shift = random.normal(0, 0.03)
    return [
        line((-half, y - gap + tilt), (half, y - gap - tilt)),
        line((-half + shift, y + gap + other), (half + shift, y + gap - other)),
    ]


def _percent(random: Random) -> Strokes:
    ring, lean = random.uniform(0.1, 0.18), random.uniform(0.3, 0.6)
    rings = [
        arc(x, y, ring * random.uniform(0.8, 1.2), ring, start, start + random.uniform(330, 375))
        for x, y, start in (
            (0.0, ring + random.uniform(0, 0.1), random.uniform(-180, 0)),
            (lean * random.uniform(0.9, 1.3), 1 - ring, random.uniform(-180, 0)),
        )
    ]
    return [*rings, line((-0.02, 1), (lean, random.uniform(-0.02, 0.1)))]


def _opening(kind: str, random: Random) -> Strokes:
    top, low = random.uniform(-0.2, 0.05), 1 + random.uniform(-0.02, 0.2)
    middle, half = (top + low) / 2, (low - top) / 2
    if kind == "(":
        reach = random.uniform(70, 88)
        return [arc(0, middle, random.uniform(0.12, 0.3), half, 180 - reach, 180 + reach)]
    if kind == "[":
        out = random.uniform(0.08, 0.2)
        return [line((out, top), (0, top), (0, low), (out * random.uniform(0.8, 1.2), low))]
    out, waist = random.uniform(0.07, 0.13), random.uniform(0.06, 0.12)
    curve = ((out, top), (0, top + 0.1), (0, middle - 0.12), (-waist, middle))
    return [
        line(*curve, (0, middle + 0.12), (0, low - 0.1), (out, low)),
    ]


def _bracket(sign: str) -> Callable[[Random], Strokes]:
    kind = {")": "(", "]": "[", "}": "{"}.get(sign, sign)
    side = np.array([1 if sign == kind else -1, 1])

    def draw(random: Random) -> Strokes:
        return [path * side for path in _opening(kind, random)]

    return draw


_MODELS: Final[dict[str, Callable[[Random], Strokes]]] = {
    ".": _point,
    ",": _comma,
    "-": _dash,
    "/": _slash,
    ":": _colon,
    "+": _plus,
    TIMES: _times,
    "=": _equals,
    "%": _percent,
    **{sign: _bracket(sign) for sign in BRACKETS},
}
