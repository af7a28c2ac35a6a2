"""What a picture is of before anything is written: its size, its ground, and the camera's place."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from training.pages.board import board
from training.pages.canvas import Canvas
from training.pages.dye import LUMINANCE
from training.pages.noise import Ground, Random, pick, spread
from training.pages.paper import paper
from training.pages.ruling import Ruling, ruling
from training.pages.sheet import Sheet, book, sheet_on, strip
from training.pages.sources import Sources
from training.pages.surface import surface
from training.pages.view import flat, handheld, onto

SIDES: Final = (48, 640)  # pixels, of a picture
USUAL: Final = (190.0, 560.0)  # pixels, of the square as large as most pictures
LONG: Final = 0.3  # deviation of the logarithm of width by height
STRIPS: Final = 0.05  # share of pictures that are cut to a strip
GROUNDS: Final = {"paper": 0.38, "sheet": 0.34, "board": 0.16, "drawing": 0.07, "book": 0.05}
RULED: Final = 0.4  # share of papers with ruling
SMALL, LARGE = 0.08, 0.25  # shares of pictures with digits of 5 to 10, and of 60 to 520 pixels
PLAIN: Final = 0.5  # share of papers with a strip beside them that have one even colour
SHOWN: Final = 0.2  # part of the frame that a sheet fills, at least
CAMERAS: Final = {
    "paper": {"phone": 0.8, "scanner": 0.16, "bilevel": 0.04},
    "sheet": {"phone": 0.97, "scanner": 0.02, "bilevel": 0.01},
    "board": {"phone": 0.85, "screen": 0.15},
    "drawing": {"screen": 0.9, "phone": 0.1},
    "book": {"phone": 0.4, "scanner": 0.5, "bilevel": 0.1},
    "strip": {"phone": 0.5, "scanner": 0.2, "screen": 0.3},
}


@dataclass(frozen=True)
class Plan:
    """What a scene asks for: `height` px of its digits, the `frame`'s height and width, grounds.

    `ruled` is the share of papers with ruling, of a pitch near `pitch` px if it is given.
    """

    height: float
    frame: tuple[int, int]
    grounds: dict[str, float]
    ruled: float = RULED


def usual_height(random: Random) -> float:
    """Draw the height of a page's digits: 5 to 520 pixels, most of 10 to 60."""
    kind = random.random()
    if kind < SMALL:
        return spread(random, 5, 10)
    if kind < SMALL + LARGE:
        return spread(random, 60, 520)
    return spread(random, 10, 60)


def usual_frame(random: Random, least: float) -> tuple[int, int]:
    """Draw height and width of a picture; `least` pixels is the shorter side at least."""
    side = random.uniform(*USUAL)
    ratio = np.exp(random.normal(0.05, LONG))
    if random.random() < STRIPS:
        ratio = np.exp(random.choice([-1, 1]) * random.uniform(1, 2))
    return frame(side * ratio**-0.5, side * ratio**0.5, least)


def frame(height: float, width: float, least: float) -> tuple[int, int]:
    """Bring a picture into the range of sizes: its height and width in pixels."""
    height, width = max(height, least), max(width, least)
    shrink = min(1.0, SIDES[1] / max(height, width))
    sides = np.clip([height * shrink, width * shrink], *SIDES).astype(int)
    return int(sides[0]), int(sides[1])


def prepare(random: Random, sources: Sources, plan: Plan) -> tuple[Canvas, str]:
    """Lay out the ground of a plan: an empty canvas, and the kind of camera that will see it."""
    kind = pick(random, plan.grounds)
    size = plan.frame
    if kind == "sheet":
        canvas = _sheet(random, sources, plan)
        if canvas is not None:
            _rule(canvas, plan)
            return canvas, pick(random, CAMERAS[kind])
        kind = "paper"
    if kind == "book":
        canvas = _book(random, sources, plan)
        _rule(canvas, plan)
        return canvas, pick(random, CAMERAS[kind])
    if kind == "strip":
        canvas = _strip(random, sources, plan)
        _rule(canvas, plan)
    elif kind == "board":
        view = handheld(random, size)
        canvas = Canvas(random, sources, view, board(random, *size), None, plan.height)
    elif kind == "drawing":
        canvas = Canvas(random, sources, flat(size), _blank(random, size), None, plan.height)
    else:
        view = handheld(random, size)
        canvas = Canvas(random, sources, view, paper(random, *size), None, plan.height)
        _rule(canvas, plan)
    return canvas, pick(random, CAMERAS[kind])


def _sheet(random: Random, sources: Sources, plan: Plan) -> Canvas | None:
    """A sheet on a table, where digits of the plan have room."""
    for _ in range(3):
        made: Sheet = sheet_on(random, paper(random, *plan.frame), surface(random, *plan.frame))
        if float((made.inside > 0.9).mean()) < SHOWN:
            continue
        view = onto(random, plan.frame, made.corners, made.inside)
        canvas = Canvas(random, sources, view, made.ground, made.inside, plan.height)
        x0, y0, x1, y1 = canvas.room
        if min(x1 - x0, y1 - y0) >= 1.3 * plan.height:
            return canvas
    return None


def _book(random: Random, sources: Sources, plan: Plan) -> Canvas:
    """A page with the dark edge of a scanned book at its side, turned as the camera is."""
    view = handheld(random, plan.frame, calm=0.4)
    made = book(random, paper(random, *view.plane))
    ground = cv2.remap(made.ground, view.map, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    inside = cv2.remap(made.inside, view.map, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return Canvas(random, sources, view, ground, inside, plan.height)


def _strip(random: Random, sources: Sources, plan: Plan) -> Canvas:
    """Paper that ends along a side, seen from straight above as scanners see it."""
    size = plan.frame
    page = _blank(random, size) if random.random() < PLAIN else paper(random, *size)
    made = strip(random, page, surface(random, *size))
    return Canvas(random, sources, flat(size), made.ground, made.inside, plan.height)


def _blank(random: Random, size: tuple[int, int]) -> Ground:
    """The one colour of a drawing program's ground: mostly white, sometimes black or any."""
    kind = random.random()
    if kind < 0.6:
        colour = np.full(3, random.choice([255, 255, 252, 245]), np.float32)
    elif kind < 0.8:
        colour = np.full(3, random.choice([0, 0, 18, 34]), np.float32)
    else:
        colour = random.uniform(0, 255, 3).astype(np.float32)
        if 80 < float(colour @ LUMINANCE) < 110:
            colour = np.clip(colour + 60, 0, 255)
    return np.broadcast_to(colour, (*size, 3)).astype(np.float32)


def _rule(canvas: Canvas, plan: Plan) -> None:
    """Print ruling on some papers: of a pitch for the digits, or of any."""
    random = canvas.random
    if random.random() >= plan.ruled:
        return
    pitch = canvas.height * random.uniform(1.05, 2.2) if random.random() < 0.6 else None
    if pitch is not None and pitch < 8:
        pitch = None
    printed: Ruling = ruling(random, *canvas.view.plane, pitch)
    canvas.print_on(printed.alpha, printed.colour)
    canvas.ruling = printed
