"""Options: what a visitor tells the reader of a picture, checked before anything is read.

They come from pages as plain data, so each may be anything.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, get_args

from reader.errors import BadOption
from reader.reading import Box

Turn = Literal[0, 90, 180, 270]
Ink = Literal["dark", "light", "either"]
Expect = Literal["digit", "numbers"]

SIDES: Final = ("x", "y", "width", "height")

# Characters of what came that an error repeats.
SHOWN: Final = 40


@dataclass(frozen=True)
class Options:
    """How a picture is read.

    `turn` is degrees clockwise by which the picture is turned before it is read, None where the
    reader finds the way up itself. `ink` is lighter or darker than its paper. `region` is the part
    that is read, in pixels of the original as it is shown, None for all of it. `expect` is "digit"
    where all ink is one digit, "numbers" where none of it is to be taken for that, None where the
    reader decides.
    """

    turn: Turn | None = None
    ink: Ink = "either"
    region: Box | None = None
    expect: Expect | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Check plain data; what is missing or None is left to the reader.

        Raises BadOption where a value will not do.
        """
        turn, ink, expect, region = (
            given.get(name) for name in ("turn", "ink", "expect", "region")
        )
        # A bool is a number in Python, and 90.0 is 90.
        if turn is not None and (isinstance(turn, bool) or turn not in get_args(Turn)):
            raise BadOption(f"turn is {_shown(turn)}: pass 0, 90, 180 or 270, degrees clockwise.")
        if ink is not None and ink not in get_args(Ink):
            raise BadOption(f'ink is {_shown(ink)}: pass "dark", "light" or "either".')
        if expect is not None and expect not in get_args(Expect):
            raise BadOption(f'expect is {_shown(expect)}: pass "digit" or "numbers".')
        return cls(
            turn=None if turn is None else int(turn),  # type: ignore[arg-type]  # checked above
            ink=ink or "either",
            region=None if region is None else _region(region),
            expect=expect,
        )

    @property
    def turns(self) -> int | None:
        """Quarter turns counter-clockwise, 0..3; None where the reader finds the way up."""
        return None if self.turn is None else -self.turn // 90 % 4

    def as_dict(self) -> dict[str, Any]:
        """Give the plain data of the contract: what was asked for, and nothing else."""
        told: dict[str, Any] = {}
        if self.turn is not None:
            told["turn"] = self.turn
        if self.ink != "either":
            told["ink"] = self.ink
        if self.region is not None:
            told["region"] = dict(zip(SIDES, self.region.as_list(), strict=True))
        if self.expect is not None:
            told["expect"] = self.expect
        return told


# What a picture is read with where nobody tells anything.
NO_OPTIONS: Final = Options()


def _region(given: Any) -> Box:
    """Give the whole pixels that a region touches."""
    remedy = "pass {x, y, width, height}, in pixels of the picture as it is shown."
    if not isinstance(given, Mapping):
        raise BadOption(f"region is {_shown(given)}: {remedy}")
    sides: list[Any] = [given.get(side) for side in SIDES]
    for side, value in zip(SIDES, sides, strict=True):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise BadOption(f"region.{side} is {_shown(value)}: {remedy}")
    x, y, width, height = sides
    if width <= 0 or height <= 0:
        raise BadOption(
            f"region is {_shown(width)} x {_shown(height)} pixels: width and height are above 0."
        )
    left, top = math.floor(x), math.floor(y)
    return Box(left, top, math.ceil(x + width) - left, math.ceil(y + height) - top)


def _shown(value: Any) -> str:
    """Give what came as far as a sentence can show it."""
    if value is None:
        return "missing"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
