"""The eight pictures: what is written on what, in which light, and what is to be read in each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random
from training.pages import brush
from training.pages.noise import Ground, field, fractal, streaks, turned
from training.pages.pen import Pen
from training.pages.ruling import rules
from training.samples.hand import Hand
from training.samples.leaf import Leaf
from training.samples.photograph import Camera, Corners

Picture = NDArray[np.uint8]

BLUE: Final = (32, 52, 138)
NUMBERS: Final = ("4096", "1815", "27", "35 08", "603", "92 74", "5320")
AMOUNT: Final = "2084795"


@dataclass(frozen=True)
class Sample:
    """One picture: its name, which is its file's and its address's; `caption` in a few words.

    `alternative` describes it to who does not see it. A right reading of it has this `text` and
    `verdict` of the page's contract.
    """

    name: str
    caption: str
    alternative: str
    text: str
    verdict: str
    seed: int
    draw: Callable[[Random], Picture]


def marker(random: Random) -> Picture:
    """Write one digit with a broad marker on a leaf of a pad."""
    leaf = Leaf(_paper(random, 760, 920, (246, 244, 236)))
    pen = Pen("marker", 0.115, 0.93, (24, 24, 30), pressure=0.12, soft=0.5)
    hand = Hand(random, pen, {5: 0}, narrow=0.86, slant=0.12, loose=0.03)
    leaf.write(hand, "5", 310, 590, 400)
    light = _sloped((600, 800), 0.5, 0.22, warm=0.015)
    return Camera((600, 800), _askew(-0.02, 3)).take(random, leaf, light)


def pencil(random: Random) -> Picture:
    """Write a number with a soft pencil into the squares of an exercise book."""
    leaf = Leaf(_paper(random, 760, 920, (248, 248, 244)))
    _squares(leaf, 58, (120, 150, 205), 0.62)
    pen = Pen("pencil", 0.06, 0.8, (70, 70, 76), pressure=0.2, ragged=0.2, tile=1)
    pen = replace(pen, grain=0.34, residue=0.35)  # the tooth of the paper
    hand = Hand(random, pen, {1: 1, 2: 0, 3: 0, 7: 1, 4: 1}, narrow=0.74, slant=0.06, loose=0.025)
    leaf.write(hand, "374", 250, 480, 168)
    light = _sloped((600, 800), 2.4, 0.25, warm=0.02)
    return Camera((600, 800), _askew(0.03, -4), blur=0.8).take(random, leaf, light)


def lamp(random: Random) -> Picture:
    """Lay a sheet on a wooden table in the evening: one lamp at the side, and a shadow across."""
    leaf = Leaf(_paper(random, 640, 860, (238, 234, 224)))
    pen = Pen("ballpoint", 0.055, 0.9, BLUE, pressure=0.1, grain=0.08, residue=0.5, tile=0)
    hand = Hand(random, pen, {2: 1, 6: 0, 9: 0, 8: 0}, narrow=0.76, slant=0.2, loose=0.03)
    leaf.write(hand, "2689", 170, 400, 150)
    frame = (640, 860)
    table = _wood(random, *frame)
    corners = ((0.13, 0.2), (0.86, 0.1), (0.95, 0.8), (0.08, 0.9))
    light = _lamp(frame, (0.2, 0.1), 0.95, 0.2)
    return Camera(frame, corners, blur=1.1, noise=4.5, gamma=1.05).take(random, leaf, light, table)


def page(random: Random) -> Picture:
    """Write a page of numbers, one below the other, on ruled paper."""
    leaf = Leaf(_paper(random, 1180, 900, (245, 243, 236)))
    pitch = 138.0
    level = rules(1180, pitch, 128, 2.2)
    leaf.print(np.repeat(level[:, None], 900, axis=1), (150, 175, 215), 0.8)
    margin = rules(900, 5000, 120, 2.4)
    leaf.print(np.repeat(margin[None], 1180, axis=0), (215, 110, 110), 0.75)
    pen = Pen("round", 0.062, 0.95, (28, 38, 92), pressure=0.1)
    forms = {0: 0, 1: 1, 2: 0, 3: 0, 4: 0, 7: 1, 9: 0}
    hand = Hand(random, pen, forms, narrow=0.72, slant=0.12, loose=0.022)
    for number, text in enumerate(NUMBERS):
        base = 128 + pitch * (number + 1) - 5
        leaf.write(hand, text, 190 + random.normal(0, 10), base, 88)
    light = _sloped((860, 660), 1.0, 0.24, warm=0.03)
    return Camera((860, 660), _askew(0.0, 1.6, 0.02), blur=0.6, noise=1.6).take(random, leaf, light)


def form(random: Random) -> Picture:
    """Fill a row of printed boxes, a digit each, with a gap where the print has one."""
    height, width = 750, 1000
    leaf = Leaf(_paper(random, height, width, (243, 245, 246)))
    side, high, top, thick = 112.0, 136.0, 300.0, 2.8
    first = (width - 44 - side * len(AMOUNT)) / 2
    lefts = [first + side * place + (44 if place >= 3 else 0) for place in range(len(AMOUNT))]
    outlines = [
        np.array([(x, top), (x + side, top), (x + side, top + high), (x, top + high)])
        for x in lefts
    ]
    leaf.print(brush.lines(height, width, outlines, thick, closed=True), (70, 110, 120), 0.85)
    pen = Pen("round", 0.075, 0.95, (22, 24, 34), pressure=0.08)
    hand = Hand(random, pen, {0: 0, 2: 0, 4: 1, 7: 0, 9: 0}, narrow=0.68, slant=0.04, loose=0.025)
    for x, digit in zip(lefts, AMOUNT, strict=True):
        ink = hand.digit(int(digit), 92)
        rows, columns = ink.alpha.shape
        shift = random.normal(0, 4, 2)
        leaf.ink(hand, ink, x + (side - columns) / 2 + shift[0], top + (high - rows) / 2 + shift[1])
    light = _sloped((600, 800), 5.6, 0.18, warm=-0.03)
    return Camera((600, 800), _askew(0.01, -1.5), blur=0.6, noise=1.8).take(random, leaf, light)


def chalk(random: Random) -> Picture:
    """Write with chalk on a school's green blackboard that was wiped."""
    height, width = 760, 980
    green = np.full((height, width, 3), (38, 62, 52), np.float32)
    dust = np.clip(fractal(random, height, width, (18, 220), 0.9) + 0.3, 0, 2)
    green += (9 * dust * (1 + 0.15 * field(random, height, width, 2)))[..., None]
    leaf = Leaf(green)
    pen = Pen("chalk", 0.085, 0.92, (238, 238, 230), grain=0.32, residue=0.25, ragged=0.4, tile=2)
    hand = Hand(random, pen, {1: 1, 2: 0, 4: 0}, narrow=0.8, slant=0.08, loose=0.03)
    leaf.write(hand, "42", 300, 520, 270)
    light = _sloped((600, 800), 0.2, 0.3, warm=0.02)
    return Camera((600, 800), _askew(-0.01, 2), blur=0.8, noise=2).take(random, leaf, light)


def ambiguous(random: Random) -> Picture:
    """Write a digit of which nobody knows whether it is a 1 or a 7."""
    leaf = Leaf(_paper(random, 760, 920, (247, 244, 232)))
    pen = Pen("felt", 0.075, 0.92, (30, 34, 60), pressure=0.12)
    hand = Hand(random, pen, narrow=1.0, slant=0.0, loose=0.012)
    figure = np.array([(0.1, 0.22), (0.26, 0.12), (0.5, 0.02), (0.45, 0.4), (0.38, 1)], np.float32)
    leaf.ink(hand, hand.strokes([figure], 330), 370, 210)
    light = _sloped((600, 800), 3.6, 0.2, warm=0.03)
    return Camera((600, 800), _askew(0.02, 1)).take(random, leaf, light)


def star(random: Random) -> Picture:
    """Draw a star, which is no digit, in one line."""
    leaf = Leaf(_paper(random, 760, 920, (246, 244, 238)))
    pen = Pen("felt", 0.055, 0.94, (168, 42, 48), pressure=0.1)
    hand = Hand(random, pen, loose=0.02)
    turns = np.radians(-90 + 144 * np.arange(6))
    points = np.stack([460 + 190 * np.cos(turns), 400 + 190 * np.sin(turns)], axis=1)
    ink = hand.curve(*[(float(x), float(y)) for x, y in points + random.normal(0, 7, (6, 2))])
    leaf.ink(hand, ink, ink.x, ink.y)
    light = _sloped((600, 800), 1.4, 0.2, warm=0.03)
    return Camera((600, 800), _askew(0.0, -3)).take(random, leaf, light)


def _paper(random: Random, height: int, width: int, colour: tuple[int, int, int]) -> Ground:
    """Make a smooth sheet with a little cloud and tooth."""
    levels = 1.2 * field(random, height, width, 2.2) + 1.6 * field(random, height, width, 90)
    return np.asarray(levels[..., None] + np.array(colour, np.float32), np.float32)


def _wood(random: Random, height: int, width: int) -> Ground:
    """Make a table of brown planks, as far as one sees it beside a sheet."""
    angle = 0.12
    grain = 0.6 * streaks(random, height, width, 2.5, 260, angle)
    grain += 0.8 * streaks(random, height, width, 11, 420, angle)
    _, across = turned(height, width, angle)
    place = across + 70
    joint = np.clip(2.2 - np.abs(place - 210 * np.round(place / 210)), 0, 1)
    tones = random.normal(1, 0.05, 16)[np.floor(place / 210).astype(int) % 16]
    levels = (1 + 0.09 * grain) * tones * (1 - 0.6 * joint)
    return np.asarray(levels[..., None] * np.array((158, 112, 74), np.float32), np.float32)


def _squares(leaf: Leaf, pitch: float, colour: tuple[int, int, int], strength: float) -> None:
    height, width = leaf.size
    level, upright = rules(height, pitch, 20, 1.8), rules(width, pitch, 34, 1.8)
    leaf.print(np.maximum(level[:, None], upright[None]), colour, strength)


def _askew(tilt: float, degrees: float, margin: float = 0.06) -> Corners:
    """Hold the camera a little askew over a leaf that goes beyond the frame on every side."""
    cosine, sine = float(np.cos(np.radians(degrees))), float(np.sin(np.radians(degrees)))

    def seen(x: float, y: float) -> tuple[float, float]:
        across = x * (1 + 2 * margin - 2 * tilt * y)
        down = y * (1 + 2 * margin)
        return 0.5 + across * cosine - down * sine, 0.5 + across * sine + down * cosine

    return seen(-0.5, -0.5), seen(0.5, -0.5), seen(0.5, 0.5), seen(-0.5, 0.5)


def _sloped(frame: tuple[int, int], angle: float, fall: float, warm: float) -> Ground:
    """Light a frame from one side, `fall` less at the other; corners are darker, as lenses do."""
    along, across = turned(*frame, angle)
    reach = float(np.hypot(*frame)) / 2
    light = 1 - fall * (0.5 + 0.5 * along / reach) - 0.1 * (along**2 + across**2) / reach**2
    return light[..., None] * np.array((1 + warm, 1, 1 - 2 * warm), np.float32)


def _lamp(frame: tuple[int, int], place: tuple[float, float], most: float, least: float) -> Ground:
    """Light a frame by a lamp near a place in it, warm; a soft shadow falls across the far side."""
    height, width = frame
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None] - place[1]
    x = np.linspace(0, 1, width, dtype=np.float32)[None] - place[0]
    light = least + (most - least) / (1 + 1.5 * (x * x + y * y))
    away = (x + 0.35 * y - 0.72) * 9
    light *= 1 - 0.32 * (0.5 + 0.5 * np.tanh(away))
    return np.asarray(light[..., None] * np.array((1.06, 0.95, 0.74), np.float32), np.float32)


SAMPLES: Final = (
    Sample(
        "marker", "A marker", "A large 5 in black marker on white paper.",
        "5", "digit", 1, marker,
    ),
    Sample(
        "pencil", "Pencil on squares", "The number 374 in pencil on squared paper.",
        "374", "number", 1, pencil,
    ),
    Sample(
        "lamp", "A sheet in bad light",
        "A sheet on a wooden table by lamplight, half of it in shadow, with the number 2689.",
        "2689", "number", 1, lamp,
    ),
    Sample(
        "page", "A page of numbers", "A ruled page with seven lines of numbers in blue ink.",
        "\n".join(NUMBERS), "number", 1, page,
    ),
    Sample(
        "form", "A form with boxes", "A row of printed boxes with the digits 2084795 in them.",
        AMOUNT, "number", 1, form,
    ),
    Sample(
        "chalk", "Chalk on a board", "The number 42 in white chalk on a green blackboard.",
        "42", "number", 1, chalk,
    ),
    Sample(
        "ambiguous", "A 1 or a 7?", "A digit that could be a 1 or a 7, in felt pen.",
        "7", "unsure", 1, ambiguous,
    ),
    Sample(
        "star", "No digit at all", "A five-pointed star in red felt pen.",
        "", "nothing", 1, star,
    ),
)  # fmt: skip
