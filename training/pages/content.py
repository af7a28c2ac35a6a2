"""What people write with digits: numbers, amounts, dates, times, sums - as tokens for a row."""

from typing import Final

from training.pages.noise import Random, pick

LENGTHS: Final = {1: 0.16, 2: 0.22, 3: 0.16, 4: 0.14, 5: 0.1, 6: 0.08, 8: 0.06, 10: 0.05, 12: 0.03}
TIMES: Final = "\N{MULTIPLICATION SIGN}"  # "x" below
KINDS: Final[dict[str, float]] = {
    "d,dd": 12, "dd,dd": 9, "ddd,dd": 5, "d.ddd,dd": 3, "d.d": 7, "d.dd": 6, "dd.d": 3,
    "d.d.dddd": 4, "dd.dd.dddd": 4, "d.dd.dd": 3, "dd/dd/dd": 3, "d/d/dddd": 2, "dddd-dd-dd": 3,
    "d/d": 7, "d/dd": 2, "dd/dd": 2, "d:dd": 5, "dd:dd": 6, "dd:dd:dd": 1,
    "d+d=d": 6, "d+d=dd": 4, "dd+dd=dd": 4, "d-d=d": 4, "dd-d=dd": 2, "dxd=dd": 4, "dxd": 3,
    "dd:d=d": 3, "(d)": 5, "(dd)": 3, "d)": 5, "dd)": 2, "dd%": 4, "d,d%": 2, "d%": 2, "-d": 3,
    "-dd": 2, "+dd": 2, "d.": 6, "dd.": 4, "d-d": 3, "dd-dd": 3, "ddd-ddd": 2, "d,-": 2, "dd,-": 2,
    "d d/d": 1, "ddd ddd": 3, "dd dd dd": 3, "+dd ddd ddd": 2, "dx(d+d)": 2, "[d]": 1, "d=d": 1,
    "d:d": 2, "ddxdd": 2,
}  # fmt: skip

# A few digits around a sign that stands close to them, as on a price tag.
FRACTIONS: Final[dict[str, int]] = {
    "d/d": 7, "dd/dd": 2, "d/dd": 2, "d d/d": 2, "d.d": 4, "dd.d": 5, "d.dd": 4, "dd.dd": 2,
    "d,dd": 3, "d,d": 2, "dd,d": 2, "d.": 2, "dd.": 2, "d:dd": 2, "d-d": 2, "ddd.d": 2,
}  # fmt: skip


def number(random: Random) -> list[str]:
    """Tokens of a bare number of 1 to 12 digits."""
    return ["d"] * pick(random, LENGTHS)


def fraction(random: Random) -> list[str]:
    """Tokens of a few digits with a point, a stroke or another sign among them."""
    kind: str = pick(random, FRACTIONS)
    return list(kind)


def amount(random: Random) -> list[str]:
    """Tokens of digits among signs."""
    return [TIMES if one == "x" else one for one in pick(random, KINDS)]
