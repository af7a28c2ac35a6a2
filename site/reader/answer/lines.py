"""Lines of an answer: digits and signs put where the layout says that they stand."""

from collections.abc import Sequence
from dataclasses import replace

from reader.layout.lines import Row
from reader.reading import Digit, Line, Sign


def lines(rows: Sequence[Row], digits: Sequence[Digit], signs: Sequence[Sign]) -> tuple[Line, ...]:
    """Give the lines of rows whose places count all digits first, then all signs.

    Each sign gets its `place`: how many digits of its line stand before it.
    """
    return tuple(_line(row, digits, signs) for row in rows)


def _line(row: Row, digits: Sequence[Digit], signs: Sequence[Sign]) -> Line:
    read: list[Digit] = []
    among: list[Sign] = []
    for place in row.places:
        if place < len(digits):
            read.append(digits[place])
        else:
            among.append(replace(signs[place - len(digits)], place=len(read)))
    return Line(tuple(read), row.spaces, tuple(among))
