"""Made-up pages of boxes: numbers in rows and columns, seen by a camera, with the text as truth."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

HEIGHT: Final = 60.0  # of a digit, in pixels, before the camera

# Left, top, width and height of a mark, in heights of a digit; top 0 is a digit's top.
SHAPES: Final = {
    ".": (0.0, 0.86, 0.12, 0.14),
    ",": (0.0, 0.84, 0.16, 0.36),
    "-": (0.0, 0.42, 0.45, 0.1),
    "/": (0.0, -0.05, 0.4, 1.15),
    ":": (0.0, 0.3, 0.14, 0.6),
    "1": (0.0, 0.0, 0.2, 1.0),
}
DIGIT: Final = (0.0, 0.0, 0.6, 1.0)


@dataclass
class Layout:
    """Boxes [N, 4] left, top, right, bottom in pixels, which of them are signs, what each says.

    `lines` is the text of the page, a space between numbers.
    """

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    signs: list[bool] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def write(
        self,
        random: np.random.Generator,
        text: str,
        place: tuple[float, float],
        *,
        size: float = HEIGHT,
        gap: float = 0.25,
        wobble: float = 0.0,
    ) -> float:
        """Write a number with its top left at `place`; gives where it ends, in pixels."""
        left, top = place
        for letter in text:
            x, y, wide, tall = SHAPES.get(letter, DIGIT)
            size_here = size * (1 + wobble * random.uniform(-1, 1))
            drop = 0.7 * wobble * random.uniform(-1, 1) * size + (size - size_here) / 2
            upper = top + y * size_here + drop
            right = left + (x + wide) * size_here
            self.boxes.append((left + x * size_here, upper, right, upper + tall * size_here))
            self.signs.append(not letter.isdigit())
            self.letters.append(letter)
            left = right + gap * size * (1 + random.uniform(-0.3, 0.3)) * (
                1.0 if letter.isdigit() else 0.6
            )
        return left

    def seen(self, camera: "Camera") -> "NDArray[np.float64]":
        """The boxes around the marks as a camera sees them, float64 [N, 4]."""
        boxes = np.array(self.boxes, np.float64).reshape(-1, 4)
        corners = boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]
        x, y = camera.see(corners[..., 0], corners[..., 1])
        return np.stack([x.min(1), y.min(1), x.max(1), y.max(1)], axis=1)


@dataclass(frozen=True)
class Camera:
    """A camera before a page: turned sideways and up by degrees, rolled, and the page bent.

    `bend` is how far the middle of the page's lines lies above their ends, in the page's width.
    """

    middle: tuple[float, float]
    width: float  # of the page, in pixels
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    bend: float = 0.0
    distance: float = 1.6  # of the camera, in the page's width

    def see(
        self, x: "NDArray[np.float64]", y: "NDArray[np.float64]"
    ) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """Where points of the page are in the picture, in pixels."""
        across, down = (x - self.middle[0]) / self.width, (y - self.middle[1]) / self.width
        down = down + 4 * self.bend * across**2
        yaw, pitch, roll = np.radians([self.yaw, self.pitch, self.roll])
        x, z = across * np.cos(yaw), across * np.sin(yaw)
        y, z = down * np.cos(pitch) - z * np.sin(pitch), down * np.sin(pitch) + z * np.cos(pitch)
        scale = self.width * self.distance / (self.distance + z)
        x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
        return x * scale + self.width, y * scale + self.width


def number(random: np.random.Generator, *, signs: float) -> str:
    """A number of one to five digits, some with signs in them."""
    text = "".join(random.choice(list("0123456789"), int(random.integers(1, 6))))
    if random.random() >= signs:
        return text
    kind = random.integers(0, 5)
    if kind == 0:
        return f"{random.integers(1, 29)}.{random.integers(1, 13)}.{random.integers(1900, 2030)}"
    if kind == 1:
        return f"{random.integers(0, 24)}:{random.integers(10, 60)}"
    if kind == 2:
        return f"{random.integers(1, 100)}/{random.integers(1, 100)}"
    if kind == 3:
        return f"{random.integers(1, 1000)}-{random.integers(1, 1000)}"
    return f"{text}{random.choice(['.', ','])}{random.integers(10, 100)}"


def table(random: np.random.Generator, *, signs: float = 0.0, empty: float = 0.15) -> Layout:
    """Rows and columns of numbers, some cells empty; a column alone is lines of text."""
    rows, columns = int(random.integers(1, 11)), int(random.integers(1, 6))
    wobble = random.uniform(0.0, 0.14)
    inner = random.uniform(0.05, 0.4)
    leading = random.uniform(0.35, 1.4)
    cells = [[number(random, signs=signs) for _ in range(columns)] for _ in range(rows)]
    sizes = HEIGHT * np.exp(random.normal(0, 0.12, columns))
    starts = [0.0]
    for column in range(columns - 1):
        widest = max(len(cells[row][column]) for row in range(rows))
        space = random.uniform(1.3, 8.0) * HEIGHT
        starts.append(starts[-1] + widest * (0.6 + 1.3 * inner) * sizes[column] * 1.15 + space)
    layout = Layout()
    for row in range(rows):
        told = []
        for column in range(columns):
            if columns > 1 and random.random() < empty:
                continue
            size = float(sizes[column])
            top = row * (1 + leading) * HEIGHT * 1.1 + (HEIGHT - size) / 2
            layout.write(random, cells[row][column], (starts[column], top),
                         size=size, gap=inner, wobble=wobble)  # fmt: skip
            told.append(cells[row][column])
        if told:
            layout.lines.append(" ".join(told))
    return layout


def camera(random: np.random.Generator, layout: Layout, *, keystone: float, bend: float,
           roll: float = 5.0) -> Camera:  # fmt: skip
    """A camera turned by up to so many degrees, before a page bent by up to so much."""
    boxes = np.array(layout.boxes)
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    middle = (low + high) / 2
    span = float((high - low).max())
    return Camera(
        (float(middle[0]), float(middle[1])), span,
        yaw=random.uniform(-keystone, keystone), pitch=random.uniform(-keystone, keystone),
        roll=random.uniform(-roll, roll),
        bend=bend * random.uniform(-1, 1), distance=random.uniform(1.2, 3.0),
    )  # fmt: skip
