"""Why one digit and not another, in words: which parts of it speak for which, and how much."""

import math

from ui.words.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SIDE = 28  # pixels along a side of what the network sees
NONE = 10  # the class of what is no digit

INKED = 64  # grey level from which on a pixel has ink: a quarter of full
NARROW = 0.4  # of the height: a digit so narrow has no left and right
NAMED = 0.12  # of all that speaks for an answer: a part that gives less is not named
MOST_NAMED = 3
EMPTY = 0.06  # of full ink, in the mean of a part: below, the part is as good as empty

REGIONS = (
    ("at the top left", "at the top", "at the top right"),
    ("on the left", "in the middle", "on the right"),
    ("at the bottom left", "at the bottom", "at the bottom right"),
)

LIKELY = 0.02  # probability from which on "no digit" is worth comparing with

# What is still said as a number of times; beyond, nobody can think of it.
MANY = 1000000


def label(answer: int) -> str:
    """What one of the eleven answers is called."""
    return labels()[answer] if answer != NONE else "no digit"


def rival(found: "dict[str, Any]", first: int) -> int:
    """The answer that the first is compared with: the best other one.

    That what is written is no digit is often the second, and of interest only where it is likely.
    """
    chances = found["probabilities"]
    others = [each for each in range(NONE) if each != first]
    if first != NONE and chances[NONE] >= LIKELY:
        others.append(NONE)
    return max(others, key=lambda each: found["logits"][each])


def difference(found: "dict[str, Any]", first: int, second: int) -> "list[float]":
    """What each place adds to the lead of one answer over another, row by row."""
    one, other = found["places"][first], found["places"][second]
    return [one[at] - other[at] for at in range(len(one))]


def around(levels: "list[int]") -> "tuple[int, int, int, int]":
    """Left, top, right and bottom of the ink, in pixels of the 28 x 28."""
    inked = [at for at, level in enumerate(levels) if level >= INKED] or list(range(SIDE * SIDE))
    columns = [at % SIDE for at in inked]
    return min(columns), inked[0] // SIDE, max(columns) + 1, inked[-1] // SIDE + 1


def places_words(
    added: "list[float]", field: "dict[str, Any]", levels: "list[int]", first: int, second: int
) -> str:
    """Say which parts of the digit speak for each of two answers, the strongest first."""
    sums = _by_region(added, field, levels)
    said = []
    for answer, sign in ((first, 1), (second, -1)):
        strength = [(sign * total, part) for part, total in sums.items() if sign * total > 0]
        strength.sort(reverse=True)
        whole = sum(each for each, _ in strength)
        named = [part for each, part in strength if each >= NAMED * whole][:MOST_NAMED]
        if named:
            said.append(_speaks(named, answer))
    return " ".join(said)


def _speaks(parts: "list[tuple[int, str]]", answer: int) -> str:
    """Say that parts, with ink or without, speak for an answer."""
    kinds = []
    for has_ink in (parts[0][0], 1 - parts[0][0]):
        places = [place for inked, place in parts if inked == has_ink]
        if places:
            kinds.append(f"{'ink' if has_ink else 'the lack of ink'} {_listed(places)}")
    verb = " speaks" if len(kinds) == 1 else ", speak"
    sentence = f"{', and '.join(kinds)}{verb} for {label(answer)}."
    return sentence[0].upper() + sentence[1:]


def _by_region(
    added: "list[float]", field: "dict[str, Any]", levels: "list[int]"
) -> "dict[tuple[int, str], float]":
    """Sum up by the parts of the digit: 1 for one with ink, 0 for one without, and where it is."""
    left, top, right, bottom = around(levels)
    is_narrow = right - left < NARROW * (bottom - top)
    sums: dict[tuple[int, int], list[float]] = {}
    for at, each in enumerate(added):
        x = field["first"] + field["step"] * (at % field["side"])
        y = field["first"] + field["step"] * (at // field["side"])
        region = (_third(y, top, bottom), 1 if is_narrow else _third(x, left, right))
        kept = sums.setdefault(region, [0.0, 0.0, 0.0])
        kept[0] += each
        kept[1] += _ink(levels, x, y, field["step"])
        kept[2] += 1
    words = {}
    for (down, across), (total, ink, count) in sums.items():
        words[(1 if ink / count >= EMPTY else 0, REGIONS[down][across])] = total
    return words


def _third(place: float, begin: int, end: int) -> int:
    return min(2, max(0, int(3 * (place - begin) / (end - begin))))


def _ink(levels: "list[int]", x: float, y: float, step: int) -> float:
    """How much of the square of a place is ink, in 0..1."""
    total = 0
    for row in range(max(0, int(y - step / 2)), min(SIDE, int(y + step / 2))):
        for column in range(max(0, int(x - step / 2)), min(SIDE, int(x + step / 2))):
            total += levels[SIDE * row + column]
    return total / (255 * step * step)


def _listed(names: "list[str]") -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sum_words(found: "dict[str, Any]", first: int, second: int) -> str:
    """Say how the parts come to the lead that one answer has over another."""
    added = difference(found, first, second)
    pro = sum(each for each in added if each > 0)
    con = sum(each for each in added if each < 0)
    constant = found["constants"][first] - found["constants"][second]
    lead = found["logits"][first] - found["logits"][second]
    ahead, behind = (first, second) if lead >= 0 else (second, first)
    return (
        f"The squares add {_signed(pro)}, the rings {_signed(con)}, and {_signed(constant)} "
        f"belongs to no place: together {_signed(pro + con + constant)}, which makes "
        f"{label(ahead)} {_times(abs(lead) / found['temperature'])} {label(behind)}."
    )


def _signed(value: float) -> str:
    return f"{'+' if value >= 0 else chr(0x2212)}{abs(value):.1f}"


def _times(exponent: float) -> str:
    """How many times as likely one answer is, from the logarithm of that."""
    if exponent >= math.log(MANY):
        return "more than a million times as likely as"
    times = math.exp(exponent)
    if times < 1.05:
        return "about as likely as"
    if times < 10:
        return f"{times:.1f} times as likely as"
    # Two figures are enough, and more would claim too much; rounded down, it stays below MANY.
    unit = 10 ** (int(math.log(times) / math.log(10) + 1e-9) - 1)
    rounded = int(times / unit) * unit
    text = str(rounded)
    if rounded >= 1000:
        text = f"{text[:-3]},{text[-3:]}"
    return f"{text} times as likely as"
