"""How nations and persons write digits that MNIST, from the USA, hardly has."""

from collections.abc import Callable
from typing import Final

import numpy as np

from training.digits.drawing import arc, line
from training.digits.hand import Random
from training.pages.strokes import Path, Strokes, box

ALWAYS: Final = 0.92  # odds that a habit shows in a digit

# For each digit: the habits that a person may have, with their odds.
HABITS: Final[dict[int, dict[str, float]]] = {
    0: {"slash": 0.08, "dot": 0.03, "cornered": 0.04},
    1: {"bar": 0.22, "flag": 0.22, "long flag": 0.12, "foot": 0.08},
    2: {"flat foot": 0.14},
    4: {"open": 0.16, "deep": 0.08},
    5: {"apart": 0.14, "barless": 0.03, "square": 0.14},
    7: {"cross": 0.28, "flag": 0.05, "deep": 0.1, "deep cross": 0.08},
    8: {"circles": 0.1},
    9: {"hook": 0.14, "stem": 0.06, "deep": 0.14},
}


def habits(random: Random) -> dict[int, str]:
    """Choose a person's habits: which of HABITS, for some of the digits."""
    chosen: dict[int, str] = {}
    for label, known in HABITS.items():
        draw = random.random()
        for name, odds in known.items():
            if 0 <= draw < odds:
                chosen[label] = name
            draw -= odds
    return chosen


def formed(strokes: Strokes, label: int, habit: str, random: Random) -> Strokes:
    """Give a digit of height 1 the form of a habit: something added, or drawn anew."""
    return _FORMS[label, habit](strokes, random)


def _path(*parts: Path | np.ndarray) -> Path:
    return np.concatenate(parts).astype(np.float32)


def _slash(strokes: Strokes, random: Random) -> Strokes:
    left, top, right, bottom = box(strokes)
    out, up = random.uniform(-0.12, 0.25) * (right - left), random.uniform(-0.08, 0.25)
    return [*strokes, _path(line((left - out, bottom - up), (right + out, top + up)))]


def _dot(strokes: Strokes, random: Random) -> Strokes:
    left, top, right, bottom = box(strokes)
    x, y = (left + right) / 2, (top + bottom) / 2
    long = random.uniform(0.01, 0.16)
    return [*strokes, _path(line((x, y - long / 2), (x + random.normal(0, 0.02), y + long / 2)))]


def _bar(_: Strokes, random: Random) -> Strokes:
    lean = 0.0 if random.random() < 0.6 else random.uniform(-0.7, 0.7)
    bow = random.normal(0, 0.025)
    return [_path(line((0, 1), (-lean / 2 + bow, 0.5), (-lean, 0)))]


def _flagged(random: Random, reach: tuple[float, float], fall: tuple[float, float]) -> Path:
    out = random.uniform(*reach)
    down = out * random.uniform(*fall)  # flatter, it would be a 7
    bow = random.normal(0, 0.02)
    stem = line((0, 0), (bow, 0.5), (random.normal(0, 0.02), 1))
    return _path(line((-out, down), (-out / 2 + abs(bow), down / 2 - abs(bow))), stem)


def _flag(_: Strokes, random: Random) -> Strokes:
    return [_flagged(random, (0.1, 0.28), (0.85, 1.7))]


def _long_flag(_: Strokes, random: Random) -> Strokes:
    return [_flagged(random, (0.24, 0.46), (1.05, 1.7))]


def _foot(_: Strokes, random: Random) -> Strokes:
    stem = _flagged(random, (0.1, 0.3), (0.7, 1.5))
    half = random.uniform(0.14, 0.3)
    low = 1 + random.normal(0, 0.015)
    return [stem, _path(line((-half, low), (half * random.uniform(0.8, 1.3), low)))]


def _flat_two(_: Strokes, random: Random) -> Strokes:
    across, down = random.uniform(0.22, 0.36), random.uniform(0.22, 0.34)
    top = arc(across, down, across, down, random.uniform(-200, -150), random.uniform(0, 40))
    foot = random.uniform(0.5, 0.85)
    flat = line((0.02, 1), (foot, 1 + random.normal(0, 0.02)))
    if random.random() < 0.3:
        return [_path(top, flat[:1]), _path(line((-0.05, 1)), flat[1:])]
    return [_path(top, flat)]


def _open_four(_: Strokes, random: Random) -> Strokes:
    corner, across = random.uniform(0.5, 0.7), random.uniform(0.55, 0.85)
    start = random.uniform(0.05, 0.35)
    elbow = line((start, random.uniform(0, 0.12)), (0, corner), (across, corner - 0.03))
    stem = across * random.uniform(0.6, 0.88)
    return [
        _path(elbow),
        _path(line((stem + random.normal(0.02, 0.03), random.uniform(0, 0.35)), (stem, 1))),
    ]


def _five_apart(_: Strokes, random: Random) -> Strokes:
    bar = _five_bar(random)
    return [*_barless(_, random), bar]


def _five_bar(random: Random) -> Path:
    start = random.uniform(0.08, 0.28)
    rise = random.uniform(-0.09, 0.03)
    left = line((start, 0.02), (start + random.uniform(0.25, 0.5), 0.02 + rise))
    return _path(left)


def _barless(_: Strokes, random: Random) -> Strokes:
    waist = random.uniform(0.36, 0.48)
    across, down = random.uniform(0.26, 0.4), (1 - waist) / 2 + 0.02
    belly = arc(across * 0.7, 1 - down, across, down, -125, random.uniform(105, 160))
    return [_path(line((0.08, random.uniform(0.02, 0.1)), (0.03, waist + 0.03)), belly)]


def _square_five(_: Strokes, random: Random) -> Strokes:
    """Draw a stem with a bar at its top and a hook at its foot, as brushes and hurried pens do."""
    long, lean = random.uniform(0.3, 0.65), random.normal(0, 0.06)
    out, rise = random.uniform(0.2, 0.5), random.uniform(-0.12, 0.14)
    turn = min(out, random.uniform(0.02, 0.3))  # how round the hook's corner is
    stem = line((0, 0), (lean, 1 - turn * 0.8))
    corner = arc(lean - turn, 1 - turn * 0.8, turn, turn * 0.8, 0, 90)
    hook = line((lean - out, 1 - rise))
    bar = line((random.uniform(-0.06, 0.04), random.uniform(-0.03, 0.08)), (long, -rise / 2))
    return [_path(stem, corner, hook), _path(bar)]


def _cornered(_: Strokes, random: Random) -> Strokes:
    """Draw a nought as a straight stroke down and a bow, whose ends meet in a corner or cross."""
    wide, over = random.uniform(0.5, 0.8), random.uniform(-0.04, 0.14)
    start = random.uniform(0.02, 0.12)
    bow = arc(0.45 * wide, 0.5, 0.55 * wide, 0.5, 105, -random.uniform(95, 130))
    return [_path(line((0, start), (random.uniform(0, 0.08), 0.8)), bow, line((-over, start / 2)))]


def _crossed(strokes: Strokes, random: Random) -> Strokes:
    if len(strokes) > 1:  # it has its bar
        return strokes
    points = np.concatenate(strokes)
    y = random.uniform(0.4, 0.75)
    near = points[np.argsort(np.abs(points[:, 1] - y))[:3]]
    x, half = float(near[:, 0].mean()), random.uniform(0.13, 0.28)
    tilt = random.normal(0, 0.04)
    return [*strokes, _path(line((x - half, y + tilt), (x + half, y - tilt)))]


def _deep(strokes: Strokes, random: Random) -> Strokes:
    """Let what lies below the waist of a digit of height 1 be longer than usual."""
    waist, times = random.uniform(0.35, 0.6), random.uniform(1.3, 2.2)
    longer = []
    for path in strokes:
        y = path[:, 1]
        low = np.where(y > waist, waist + (y - waist) * times, y)
        longer.append(np.stack([path[:, 0], low], axis=1))
    high = max(float(path[:, 1].max()) for path in longer)
    return [(path / high).astype(np.float32) for path in longer]


def _deep_crossed(strokes: Strokes, random: Random) -> Strokes:
    return _deep(_crossed(strokes, random), random)


def _seven_flag(_: Strokes, random: Random) -> Strokes:
    wide, low = random.uniform(0.45, 0.7), random.uniform(0.1, 0.25)
    top = line((0, low), (0.02, 0.02), (wide, random.normal(0, 0.02)))
    return [_path(top, line((wide * random.uniform(0.3, 0.55), 1)))]


def _circles(_: Strokes, random: Random) -> Strokes:
    waist = random.uniform(0.4, 0.52)
    gap = random.uniform(-0.05, 0.03)
    upper, lower = random.uniform(0.17, 0.26), random.uniform(0.22, 0.32)
    middle = 0.3
    circles = []
    for x, y, across, down in (
        (middle + random.normal(0, 0.03), waist / 2, upper, waist / 2),
        (middle, (1 + waist + gap) / 2, lower, (1 - waist - gap) / 2),
    ):
        start = random.uniform(-180, 180)
        circles.append(_path(arc(x, y, across, down, start, start + random.uniform(345, 385))))
    return circles


def _nine_head(random: Random) -> tuple[Path, float]:
    across, down = random.uniform(0.2, 0.31), random.uniform(0.22, 0.3)
    head = arc(across, down, across, down, random.uniform(-60, -20), -random.uniform(350, 385))
    return head.astype(np.float32), 2 * across


def _nine_hook(_: Strokes, random: Random) -> Strokes:
    head, right = _nine_head(random)
    reach, low = random.uniform(0.2, 0.34), random.uniform(0.12, 0.28)
    hook = arc(right - reach, 1 - low, reach, low, 0, random.uniform(110, 170))
    return [_path(head, line((right, 0.25)), hook)]


def _nine_stem(_: Strokes, random: Random) -> Strokes:
    head, right = _nine_head(random)
    return [_path(head, line((right, 0.2), (right + random.normal(-0.02, 0.05), 1)))]


_FORMS: Final[dict[tuple[int, str], Callable[[Strokes, Random], Strokes]]] = {
    (0, "slash"): _slash,
    (0, "dot"): _dot,
    (0, "cornered"): _cornered,
    (1, "bar"): _bar,
    (1, "flag"): _flag,
    (1, "long flag"): _long_flag,
    (1, "foot"): _foot,
    (2, "flat foot"): _flat_two,
    (4, "open"): _open_four,
    (4, "deep"): _deep,
    (5, "apart"): _five_apart,
    (5, "barless"): _barless,
    (5, "square"): _square_five,
    (7, "cross"): _crossed,
    (7, "flag"): _seven_flag,
    (7, "deep"): _deep,
    (7, "deep cross"): _deep_crossed,
    (8, "circles"): _circles,
    (9, "hook"): _nine_hook,
    (9, "stem"): _nine_stem,
    (9, "deep"): _deep,
}
