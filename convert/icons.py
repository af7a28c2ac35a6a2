"""``python -m convert.icons``: draw the icons of the installed page from site/icons/inkling.svg.

Devices that take no SVG as an icon get these. Pillow draws them, so that a test can draw them again
and find every pixel the same.
"""

import argparse
import math
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

ICONS = Path(__file__).parents[1] / "site" / "icons"
VIEW = 64  # the SVG's view box is a square of this side

INK = "#24409e"  # the drop's colour on light ground, as in the SVG
PAPER = "#f6f3ea"  # --paper of style.css

# Of the icon's side, the share that the view box gets. Alone it is all of it. A mask may cut what
# is outside a circle of 80 % of the side (W3C, Web Application Manifest, "Icon masks and safe
# zone"): the drop, nowhere more than half the view box from its centre, stays inside.
ALONE = 1.0
MASKED = 0.75

# name: pixels of a side, share, ground. The sizes are those that launchers and Apple's ask for.
DRAWN: dict[str, tuple[int, float, str | None]] = {
    "inkling-192.png": (192, ALONE, None),
    "inkling-512.png": (512, ALONE, None),
    "maskable-192.png": (192, MASKED, PAPER),
    "maskable-512.png": (512, MASKED, PAPER),
    "apple-touch.png": (180, MASKED, PAPER),
}

SUPERSAMPLING = 8  # drawn this many times too large and averaged: soft edges
STEPS = 64  # straight pieces of one curve: none is longer than a pixel of the largest icon

Point = tuple[float, float]


def draw(side: int, share: float, ground: str | None) -> Image.Image:
    """Draw the drop on `side` x `side` pixels, RGB on a ground or RGBA on none."""
    large = side * SUPERSAMPLING
    scale, margin = large * share / VIEW, large * (1 - share) / 2
    drop = Image.new("1", (large, large))
    for outline in outlines((ICONS / "inkling.svg").read_text(encoding="utf-8")):
        shape = Image.new("1", (large, large))
        points = [(margin + scale * x, margin + scale * y) for x, y in outline]
        ImageDraw.Draw(shape).polygon(points, fill=1)
        drop = ImageChops.logical_xor(drop, shape)  # the SVG's fill rule: even-odd
    mask = drop.convert("L").reduce(SUPERSAMPLING)
    if ground is None:
        icon = Image.new("RGB", (side, side), INK)
        icon.putalpha(mask)
        return icon
    icon = Image.new("RGB", (side, side), ground)
    icon.paste(INK, mask=mask)
    return icon


def outlines(svg: str) -> Iterator[list[Point]]:
    """Give the closed outlines of the SVG's one path, as points in its view box.

    It reads what that path is made of: M, C, c, Z, and arcs that are half circles. Raises
    ValueError for anything else.
    """
    (path,) = re.findall(r'<path [^>]*\bd="([^"]+)"', svg)
    points: list[Point] = []
    for command, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", text)]
        if command == "M":
            points = [(numbers[0], numbers[1])]
        elif command in "Cc":
            for at in range(0, len(numbers), 6):
                x, y = points[-1] if command == "c" else (0.0, 0.0)
                across, down = numbers[at : at + 6 : 2], numbers[at + 1 : at + 6 : 2]
                points += _curve(
                    points[-1], *((x + a, y + d) for a, d in zip(across, down, strict=True))
                )
        elif command == "a":
            for at in range(0, len(numbers), 7):
                points += _half_circle(points[-1], numbers[at : at + 7])
        elif command in "Zz":
            yield points
        else:
            raise ValueError(f"the path has {command}{text}, which is drawn by nothing here")


def _curve(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """A cubic Bezier curve, less its first point."""
    points = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (
            sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1)
        )
        points.append((x, y))
    return points


def _half_circle(start: Point, numbers: Sequence[float]) -> list[Point]:
    """An arc from `start` by rx, ry, rotation, large, sweep, dx and dy, less its first point."""
    rx, ry, _, _, sweep, dx, dy = numbers
    if not (rx == ry and math.isclose(math.hypot(dx, dy), 2 * rx)):
        raise ValueError(f"the path has an arc {numbers} that is no half circle")
    x, y = start[0] + dx / 2, start[1] + dy / 2
    begun = math.atan2(start[1] - y, start[0] - x)
    turn = math.pi if sweep else -math.pi
    angles = [begun + turn * step / STEPS for step in range(1, STEPS + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the PNG files and return the command's exit status, 0."""
    parser = argparse.ArgumentParser(prog="python -m convert.icons", description=__doc__)
    parser.add_argument("--out", type=Path, default=ICONS, help="the folder to write them to")
    out = parser.parse_args(arguments).out
    for name, (side, share, ground) in DRAWN.items():
        draw(side, share, ground).save(out / name, optimize=True)
        print(f"{name:20} {(out / name).stat().st_size:>7,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
