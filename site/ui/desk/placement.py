"""Where a mark belongs among the lines of a picture, by its box alone."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    Box = list[float]

# A mark is on the line of its nearest digit if it is not further above or below that than this part
# of the higher of both: a hand rises and falls less along a line.
DRIFT = 0.6

# Between numbers there is at least this part of a digit's height.
GAP = 1.0


def place(box: "Box", rows: "list[list[Box]]") -> "tuple[int, int | None]":
    """Give the row to which a box belongs, and how many of its boxes stand before it.

    `rows` are boxes, left, top, width, height, from top to bottom and from left to right. Where it
    is on none of them, the second is None, and the first the number of rows above it.
    """
    across, down = middle(box)
    found, least = -1, 0.0
    for at, row in enumerate(rows):
        if not row:
            continue
        nearest = min(row, key=lambda each: abs(middle(each)[0] - across))
        away = abs(middle(nearest)[1] - down)
        if away <= DRIFT * max(box[3], nearest[3]) and (found < 0 or away < least):
            found, least = at, away
    if found >= 0:
        return found, sum(1 for each in rows[found] if middle(each)[0] < across)
    above = [at for at, row in enumerate(rows) if row and _mean_height(row) < down]
    return (above[-1] + 1 if above else 0), None


def gap(left: "Box", right: "Box") -> float:
    """The room between two boxes side by side, in pixels; negative where they overlap."""
    return right[0] - left[0] - left[2]


def is_apart(left: "Box", right: "Box") -> bool:
    """Whether two boxes stand as far apart as numbers do."""
    return gap(left, right) > GAP * max(left[3], right[3])


def around(boxes: "list[Box]") -> "Box":
    """The box around several."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return [left, top, right - left, bottom - top]


def overlap(one: "Box", other: "Box") -> float:
    """What two boxes share, as a part of what both cover (intersection over union), 0..1."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0, across) * max(0, down)
    both = one[2] * one[3] + other[2] * other[3] - shared
    return shared / both if both else 0.0


def middle(box: "Box") -> "tuple[float, float]":
    """The middle of a box, in pixels from the left and from the top."""
    return box[0] + box[2] / 2, box[1] + box[3] / 2


def _mean_height(row: "list[Box]") -> float:
    return sum(middle(box)[1] for box in row) / len(row)
