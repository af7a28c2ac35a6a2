"""Which digit of a text that a person has changed is which of those that stood there before."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    Mark = tuple[str, int]  # a digit as it stood there, and its number

# Digits compared with digits, at most: beyond, only what is alike at both ends is found again. That
# is a page of 200 digits all of which were moved, and takes a tenth of a second.
MOST = 40_000

# Digits that stand together, at least, to be found again where a part of a line has moved: fewer
# are alike by chance.
RUN = 3

# Digits of a line times themselves, summed over all lines, up to which parts that have moved are
# looked for: a page of 200 digits on ten lines has 4,000.
MOST_PARTS = 10_000


def align(lines: "list[str]", before: "list[list[Mark]]") -> "list[list[int]]":
    """Give the number of each digit of each line, -1 where it is new.

    `lines` are the digits of the new text alone, `before` those of the old one, line by line, with
    their numbers. A line that has only moved keeps its digits. The others are compared as one, in
    their order; where more of them stay as they were if parts of lines have moved, with these.
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
    marks = [mark for old in left for mark in old]
    numbers = _align(rest, marks)
    same = _same(rest, numbers, marks)
    if same < min(len(rest), len(marks)):
        moved = _moved(rest, left)
        if _same(rest, moved, marks) > same:
            numbers = moved
    result = []
    for at, line in enumerate(lines):
        known = given[at]
        if known is None:
            known, numbers = numbers[: len(line)], numbers[len(line) :]
        result.append(known)
    return result


def _same(new: str, numbers: "list[int]", old: "list[Mark]") -> int:
    """How many digits are what they were."""
    known = {number: digit for digit, number in old}
    return sum(1 for digit, number in zip(new, numbers) if known.get(number) == digit)  # noqa: B905


def _moved(new: str, lines: "list[list[Mark]]") -> "list[int]":
    """Find lines, and the longest parts of them, wherever they are now; then compare the rest.

    This is greedy string tiling (Wise, 1993), one line after the other, the longest first.
    """
    numbers = [-1] * len(new)
    rest = []
    left = new
    for line in sorted(lines, key=lambda line: -len(line)):
        parts, spare = [line], []
        while parts:
            part = parts.pop()
            least = min(RUN, len(line)) if part is line else RUN
            at, start, length = _longest(part, left, least)
            if length:
                numbers[at : at + length] = [number for _, number in part[start : start + length]]
                left = left[:at] + " " * length + left[at + length :]  # it is not found twice
                parts += [part[start + length :], part[:start]]
            else:
                spare += part
        if spare:
            rest.append(sorted(spare, key=line.index))
    while rest:
        _fill(numbers, new, rest)
    return numbers


def _fill(numbers: "list[int]", new: str, rest: "list[list[Mark]]") -> None:
    """Compare what is left of a line with the stretch that is most like it, and take it away."""
    stretches: list[list[int]] = [[]]
    for at, number in enumerate(numbers):
        if number < 0:
            stretches[-1].append(at)
        elif stretches[-1]:
            stretches.append([])
    most, best, line, found = -1, stretches[0], rest[0], []
    for stretch in stretches:
        text = "".join(new[at] for at in stretch)
        for marks in rest:
            aligned = _align(text, marks)
            same = _same(text, aligned, marks)
            if same > most:
                most, best, line, found = same, stretch, marks, aligned
    for at, number in zip(best, found):  # noqa: B905
        numbers[at] = number
    rest.remove(line)


def _longest(part: "list[Mark]", new: str, least: int) -> "tuple[int, int, int]":
    """The longest run of a part that is in a text: its place there, in the part, and its length."""
    text = "".join(digit for digit, _ in part)
    for length in range(len(text), max(least, 1) - 1, -1):
        for start in range(len(text) - length + 1):
            at = new.find(text[start : start + length])
            if at >= 0:
                return at, start, length
    return 0, 0, 0


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
