"""Which digit of a text that a person has changed is which of those that stood there before."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    Mark = tuple[str, int]  # a digit as it stood there, and its number

# Digits compared with digits, at most: beyond, only what is alike at both ends is found again. That
# is a page of 200 digits all of which were moved, and takes a tenth of a second.
MOST = 40_000


def align(lines: "list[str]", before: "list[list[Mark]]") -> "list[list[int]]":
    """Give the number of each digit of each line, -1 where it is new.

    `lines` are the digits of the new text alone, `before` those of the old one, line by line, with
    their numbers. A line that has only moved keeps its digits; the others are compared as one.
    """
    given: list[list[int] | None] = [None] * len(lines)
    left = list(before)
    for at, line in enumerate(lines):
        for old in left:
            if line and line == "".join(digit for digit, _ in old):
                given[at] = [number for _, number in old]
                left.remove(old)
                break
    rest = "".join(line for at, line in enumerate(lines) if given[at] is None)
    numbers = _align(rest, [mark for old in left for mark in old])
    result = []
    for at, line in enumerate(lines):
        known = given[at]
        if known is None:
            known, numbers = numbers[: len(line)], numbers[len(line) :]
        result.append(known)
    return result


def _align(new: str, old: "list[Mark]") -> "list[int]":
    """Compare two rows of digits: first what is alike at both ends, then what is between."""
    start = 0
    while start < min(len(new), len(old)) and new[start] == old[start][0]:
        start += 1
    end = 0
    while end < min(len(new), len(old)) - start and new[-1 - end] == old[-1 - end][0]:
        end += 1
    between = new[start : len(new) - end]
    inner = old[start : len(old) - end]
    if len(between) == len(inner):
        numbers = [number for _, number in inner]
    elif len(between) * len(inner) <= MOST:
        numbers = _distance(between, inner)
    else:
        numbers = [-1] * len(between)
    tail = [number for _, number in old[len(old) - end :]]
    return [number for _, number in old[:start]] + numbers + tail


def _distance(new: str, old: "list[Mark]") -> "list[int]":
    """Compare by the least number of digits put in, left out and changed (Levenshtein, 1966)."""
    width = len(old) + 1
    rows = [list(range(width))]
    for row, digit in enumerate(new):
        above = rows[-1]
        costs = [row + 1]
        for at in range(1, width):
            changed = above[at - 1] + (digit != old[at - 1][0])
            costs.append(min(changed, above[at] + 1, costs[-1] + 1))
        rows.append(costs)
    numbers = [-1] * len(new)
    row, at = len(new), len(old)
    while row and at:
        if rows[row][at] == rows[row - 1][at - 1] + (new[row - 1] != old[at - 1][0]):
            row, at = row - 1, at - 1
            numbers[row] = old[at][1]
        elif rows[row][at] == rows[row - 1][at] + 1:
            row -= 1
        else:
            at -= 1
    return numbers
