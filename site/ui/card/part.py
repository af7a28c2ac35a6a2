"""A part of a picture as it is shown: dragged, moved by keys, and turned along with the picture."""

LEAST = 0.02  # of a side of the picture: what is smaller was a click

FULL = 360  # degrees


class Part:
    """A rectangle in a picture of the width and height 1: left, top, right and bottom."""

    def __init__(self, left: float, top: float, right: float, bottom: float) -> None:
        self.left, self.right = _within(min(left, right)), _within(max(left, right))
        self.top, self.bottom = _within(min(top, bottom)), _within(max(top, bottom))

    @property
    def is_click(self) -> bool:
        """Whether it is too small to be meant as a part."""
        return self.right - self.left < LEAST or self.bottom - self.top < LEAST

    def moved(self, across: float, down: float) -> "Part":
        """The same elsewhere, as far as the picture goes."""
        across = min(max(across, -self.left), 1 - self.right)
        down = min(max(down, -self.top), 1 - self.bottom)
        return Part(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def grown(self, across: float, down: float) -> "Part":
        """The same with its right and its lower edge moved, and at least LEAST wide and high."""
        right = max(self.right + across, self.left + LEAST)
        return Part(self.left, self.top, right, max(self.bottom + down, self.top + LEAST))

    def turned(self, degrees: int) -> "Part":
        """Where it is when the picture is turned by quarters, clockwise."""
        part = self
        for _ in range(degrees % FULL // 90):
            part = Part(1 - part.bottom, part.left, 1 - part.top, part.right)
        return part

    def in_pixels(self, width: int, height: int) -> "dict[str, int]":
        """The region of the contract, in a picture of so many pixels."""
        # Rounded, so that a part that is shown and asked for again does not grow.
        left, top = round(self.left * width), round(self.top * height)
        return {
            "x": min(left, width - 1),
            "y": min(top, height - 1),
            "width": max(1, round(self.right * width) - left),
            "height": max(1, round(self.bottom * height) - top),
        }


def part_of(region: "dict[str, int]", width: int, height: int) -> Part:
    """The part that a region of the contract is, of a picture of so many pixels."""
    left, top = region["x"] / width, region["y"] / height
    right, bottom = region["x"] + region["width"], region["y"] + region["height"]
    return Part(left, top, right / width, bottom / height)


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)
