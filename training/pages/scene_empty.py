"""Pictures without any digit: doodles, signatures, textures, blank and ruled papers."""

import numpy as np

from training.pages.canvas import Canvas
from training.pages.form import boxed_form
from training.pages.grid import grid
from training.pages.hand import hand
from training.pages.marks import stray
from training.pages.noise import Random, spread
from training.pages.scene_single import place
from training.pages.setting import GROUNDS, Plan, frame, usual_frame
from training.pages.stain import stains
from training.pages.texture import texture

SPOILT = 0.6  # share of blank papers with stains, strips or creases before those of all papers
SMALL = 160.0  # pixels, of the sides of small pictures of nothing but dust
CRUMB = (0.5, 7.0)  # pixels, of crumbs and slips of the pen: nobody reads a 1 in them
BLANKS = {"paper": 0.4, "sheet": 0.35, "board": 0.1, "book": 0.15}


def plan(random: Random) -> Plan:
    """A page of any size and ground."""
    return Plan(spread(random, 12, 120), usual_frame(random, 64), GROUNDS, ruled=0.3)


def plan_blank(random: Random) -> Plan:
    """Paper, ruled every other time."""
    return Plan(40.0, usual_frame(random, 48), BLANKS, ruled=0.5)


def plan_texture(random: Random) -> Plan:
    """Nothing to write on."""
    return Plan(40.0, usual_frame(random, 64), {"paper": 1.0}, ruled=0.0)


def blank(canvas: Canvas) -> None:
    """Leave it empty, or as an empty table or form."""
    random = canvas.random
    if canvas.ruling is None and random.random() < 0.2:
        made = (grid if random.random() < 0.5 else boxed_form)(random, *canvas.view.plane)
        canvas.print_on(made.alpha, made.colour)
    if random.random() < SPOILT:
        canvas.ground = stains(random, canvas.ground)
    if random.random() < 0.08:
        stray(canvas, hand(canvas).dye, canvas.height)


def plan_dust(random: Random) -> Plan:
    """Paper of an even colour or any, often a small picture of it."""
    least = 48.0
    size = usual_frame(random, least)
    if random.random() < 0.6:
        size = frame(spread(random, least, SMALL), spread(random, least, SMALL), least)
    return Plan(40.0, size, {"paper": 0.35, "drawing": 0.65}, ruled=0.05)


def dust(canvas: Canvas) -> None:
    """Leave crumbs and the marks of a pen that touched the paper: too small to say anything."""
    random = canvas.random
    pen = hand(canvas, printed=False)
    x0, y0, x1, y1 = canvas.room
    for _ in range(int(random.choice([1, 1, 2, 3, 8]))):
        long, thick = random.uniform(*CRUMB), random.uniform(0.7, 2.5)
        angle = random.choice([0, np.pi / 2, random.uniform(0, np.pi)], p=[0.15, 0.5, 0.35])
        half = long / 2 * np.array([np.cos(angle), np.sin(angle)])
        middle = np.array([random.uniform(x0, x1), random.uniform(y0, y1)])
        canvas.stroke(
            np.array([middle - half, middle + half], np.float32),
            min(thick, max(1.0, long)),
            pen.dye,
        )


def objects(canvas: Canvas) -> None:
    """Take a photograph of anything but writing."""
    canvas.ground = texture(canvas.random, *canvas.view.frame)


def doodles(canvas: Canvas) -> None:
    """Draw without writing."""
    random = canvas.random
    pen = hand(canvas, printed=False)
    for _ in range(int(random.choice([1, 1, 2, 3, 5, 8]))):
        stray(canvas, pen.dye, canvas.height, apart=random.random() < 0.7)


def signature(canvas: Canvas) -> None:
    """Sign, on a line or not, with a word printed below it at times."""
    random = canvas.random
    pen = hand(canvas, printed=False)
    height = min(canvas.height * 1.5, 90.0)
    glyph = pen.writer.signature(height)
    x0, y0, x1, y1 = canvas.room
    x = random.uniform(x0, max(x0 + 1, x1 - glyph.width))
    y = random.uniform(y0, max(y0 + 1, y1 - glyph.height))
    canvas.writing(glyph, x, y, pen.dye)
    if random.random() < 0.4:
        type_ = hand(canvas, printed=True)
        row = type_.row(["w"] * int(random.integers(1, 4)), max(8.0, 0.3 * height))
        type_.put(row, *place(canvas, row, 0.0), 0)
