"""Words: with numbers among them, printed or written, and pages of words or letters alone."""

from training.pages.canvas import Canvas
from training.pages.content import amount, number
from training.pages.hand import hand
from training.pages.noise import Random, spread
from training.pages.scene_lines import fill, rhythm
from training.pages.scene_single import place
from training.pages.setting import GROUNDS, Plan, usual_frame

CLEAN = {"paper": 0.3, "sheet": 0.25, "board": 0.1, "drawing": 0.35}
TRIES = 5  # for a word that has room
PRINTED_GROUNDS = {"paper": 0.5, "sheet": 0.4, "book": 0.1}


def plan(random: Random) -> Plan:
    """Lines of words have smaller letters than numbers."""
    return Plan(spread(random, 9, 60), usual_frame(random, 100), GROUNDS)


def plan_printed(random: Random) -> Plan:
    """A printed page, mostly without ruling."""
    return Plan(spread(random, 7, 45), usual_frame(random, 100), PRINTED_GROUNDS, ruled=0.1)


def mixed(canvas: Canvas) -> None:
    """Write words and numbers on the same lines."""
    fill(canvas, _phrase)


def printed(canvas: Canvas) -> None:
    """Print words with numbers among them; some pages have numbers written by hand as well."""
    random = canvas.random
    type_ = hand(canvas, printed=True)
    left, top, right, bottom = canvas.room
    height = min(canvas.height, 0.3 * (bottom - top))
    lead = height * random.uniform(1.25, 2.2)
    base = top + height * random.uniform(1, 3)
    pen = hand(canvas, printed=False)
    while base < bottom:
        line = canvas.line()
        x = left + height * random.uniform(0.2, 0.6)
        while x < right:
            pick = random.random()
            tokens = ["w"] if pick < 0.7 else number(random) if pick < 0.85 else amount(random)
            row = type_.row(tokens, height)
            if pick > 0.94 and len(tokens) < 6:
                row = pen.row(tokens, height * random.uniform(0.9, 1.4))
                pen.put(row, x, base, line)
            else:
                type_.put(row, x, base, line)
            x += row.width + height * random.uniform(0.3, 0.7)
        base += lead


def words(canvas: Canvas) -> None:
    """Write or print nothing but words."""
    random = canvas.random
    writing = hand(canvas, printed=random.random() < 0.35)
    height, base, lead = rhythm(canvas)
    left, _, right, bottom = canvas.room
    while base < bottom + 0.2 * height:
        x = left + height * random.uniform(0, 1)
        while x < right:
            row = writing.row(["w"], height)
            writing.put(row, x, base, 0)
            x += row.width + height * random.uniform(0.3, 0.9)
            if random.random() < 0.08:
                break
        base += lead * random.uniform(0.95, 1.1)
        if random.random() < 0.06:
            break


def plan_capitals(random: Random) -> Plan:
    """A word or a few, on any ground and often on an even one."""
    height = spread(random, 14, 110)
    return Plan(height, usual_frame(random, max(64.0, 1.7 * height)), CLEAN)


def capitals(canvas: Canvas) -> None:
    """Write words in block letters, one to a line."""
    random = canvas.random
    writing = hand(canvas, printed=random.random() < 0.1)
    left, top, right, bottom = canvas.room
    height = min(canvas.height, 0.7 * (bottom - top))
    for _ in range(int(random.choice([1, 1, 1, 2, 3, 5]))):
        row = writing.row(["W"], height)
        for _ in range(TRIES):
            if row.width < right - left:
                break
            row = writing.row(["W"], height := max(9.0, 0.8 * height))
        writing.put(row, *place(canvas, row, 0.0), 0)


def letters(canvas: Canvas) -> None:
    """Write single letters and symbols that are no digits, large or small."""
    random = canvas.random
    writing = hand(canvas, printed=random.random() < 0.2)
    for _ in range(int(random.choice([1, 1, 1, 2, 3, 5, 9]))):
        height = canvas.height * spread(random, 0.7, 3.5)
        row = writing.row(["l"] * int(random.choice([1, 1, 1, 2, 3])), height)
        x, y = place(canvas, row, 0.0)
        writing.put(row, x, y, 0)


def _phrase(random: Random) -> list[str]:
    """A word, a number, or both."""
    pick = random.random()
    digits = number(random)[:6] if random.random() < 0.6 else amount(random)
    if pick < 0.25:
        return ["w"]
    if pick < 0.5:
        return ["w", " ", *digits]
    if pick < 0.65:
        return [*digits, " ", "w"]
    return [*digits, "l"] if pick < 0.72 else digits
