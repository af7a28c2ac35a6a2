"""Where the arrow keys lead from digit to digit, which stand in lines as they do on the paper."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    Lines = list[list[float]]


LEADING = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End")


def go(key: str, chosen: int, lines: "Lines") -> "int | None":
    """The digit that a key leads to from the chosen one; None where the key leads nowhere.

    Digits are counted in reading order. `lines` has the middle of each digit, in pixels from the
    left, line by line. Left and right go on in reading order, up and down to the nearest digit of
    the line above or below, Home and End to the first and the last. At an end, all stay there.
    """
    count = sum(len(line) for line in lines)
    if key == "ArrowLeft":
        return max(0, chosen - 1)
    if key == "ArrowRight":
        return min(count - 1, chosen + 1)
    if key == "Home":
        return 0
    if key == "End":
        return count - 1
    if key in ("ArrowUp", "ArrowDown"):
        return _across(chosen, lines, -1 if key == "ArrowUp" else 1)
    return None


def _across(chosen: int, lines: "Lines", step: int) -> int:
    """The digit above or below the chosen one, or that one itself where there is no such line."""
    at = 0
    first = 0  # the number of the line's first digit
    while chosen - first >= len(lines[at]):
        first += len(lines[at])
        at += 1
    if not 0 <= at + step < len(lines):
        return chosen
    middle = lines[at][chosen - first]
    line = lines[at + step]
    nearest = min(range(len(line)), key=lambda each: abs(line[each] - middle))
    return nearest + (first + len(lines[at]) if step > 0 else first - len(line))
