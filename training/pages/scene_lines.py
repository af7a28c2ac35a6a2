"""Lines of writing: numbers of many digits, amounts and sums, by the line or in columns."""

from collections.abc import Callable

from training.pages.canvas import Canvas
from training.pages.content import amount, number
from training.pages.hand import Hand, Row, hand
from training.pages.marks import decorate, stray
from training.pages.noise import Random, spread
from training.pages.scene_single import place
from training.pages.setting import GROUNDS, Plan, usual_frame, usual_height

Content = Callable[[Random], list[str]]

TALLEST = 190.0  # pixels, of digits in lines
TRIES = 20
REAL = 0.4  # share of numbers that are a person's own, where the hand has some
LISTED = 0.25  # share of pages whose entries are all of one kind
FLUSH, ENDED = 0.12, 0.3  # shares of lines that end at the right, and that end after a number
ON_LINES = 0.65  # share of ruled papers whose lines are used


def plan(random: Random) -> Plan:
    """Digits small enough that several have room."""
    height = min(usual_height(random), TALLEST)
    least = min(600.0, 1.6 * height)
    return Plan(height, usual_frame(random, max(64.0, least)), GROUNDS)


def numbers(canvas: Canvas) -> None:
    """Write lines of numbers, close or apart, ragged or in columns."""
    fill(canvas, number)


def amounts(canvas: Canvas) -> None:
    """Write lines of amounts, dates, times and sums."""
    fill(canvas, amount)


def fill(canvas: Canvas, content: Content) -> None:
    """Write from the top to the bottom of the room, as far as a page is filled."""
    random = canvas.random
    writing = hand(canvas)
    height, base, lead = rhythm(canvas)
    bottom = canvas.room[3]
    starts = _starts(canvas, height)
    if random.random() < LISTED:
        kept = content(random)
        words: Content = lambda _: kept  # noqa: E731
    else:
        words = content
    filled = random.uniform(0.25, 1.0) if random.random() < 0.6 else 1.0
    lines = int(max(1, (bottom - base) / lead + 1) * filled) if random.random() < 0.85 else 1
    for _ in range(max(1, lines)):
        _line(writing, words, starts, height, base)
        base += lead if canvas.ruling is not None else lead * random.uniform(0.92, 1.1)
        if base > bottom + 0.3 * height:
            break
    if not canvas.digits:
        _anywhere(writing, content, height)
    _extras(canvas, writing, height)


def _line(writing: Hand, words: Content, starts: list[float], height: float, base: float) -> None:
    """Write one line: from each start a number, or one after the other up to the right."""
    canvas, random = writing.canvas, writing.canvas.random
    line, right = canvas.line(), canvas.room[2]
    for start in starts:
        x = start + height * abs(random.normal(0, 0.25))
        row = _row(writing, words, height, right - x)
        if len(starts) == 1 and random.random() < FLUSH:
            x = max(x, right - row.width - height * random.uniform(0.2, 1))
        while x + 0.6 * row.width < right:
            marks = writing.put(row, x, base + writing.slope * (x - start), line)
            if marks is None:  # no paper here, or something is written on it
                x += 0.7 * height
                continue
            decorate(writing, marks, height)
            x += row.width + height * spread(random, 0.35, 3)
            if len(starts) > 1 or random.random() < ENDED:
                break
            row = _row(writing, words, height, right - x)


def _row(writing: Hand, words: Content, height: float, room: float) -> Row:
    """A row of what is written: digits as somebody wrote them side by side, or set by chance."""
    tokens = words(writing.canvas.random)
    if set(tokens) == {"d"} and len(tokens) > 1 and writing.canvas.random.random() < REAL:
        real = writing.real(height)
        if real is not None and real.width < room:
            return real
    return _fitting(writing, tokens, height, room)


def _anywhere(writing: Hand, content: Content, height: float) -> None:
    """Write one number where there is room for it, smaller if need be."""
    random = writing.canvas.random
    for _ in range(TRIES):
        tokens = content(random)
        row = writing.row([each for each in tokens if each != "w"][:6] or ["d"], height)
        if writing.put(row, *place(writing.canvas, row, 0.0), writing.canvas.line()):
            break
        height = max(7.0, 0.9 * height)


def _fitting(writing: Hand, tokens: list[str], height: float, room: float) -> Row:
    """A row of tokens, of fewer where the room is too narrow for all and has some for a few."""
    row = writing.row(tokens, height)
    while row.width > room > 1.5 * height and len(tokens) > 1:
        tokens = tokens[: max(1, min(len(tokens) - 1, int(len(tokens) * room / row.width)))]
        row = writing.row(tokens, height)
    return row


def rhythm(canvas: Canvas) -> tuple[float, float, float]:
    """Height of the digits, y of the first baseline, and the distance of lines, in pixels."""
    random = canvas.random
    _, top, _, bottom = canvas.room
    height = min(canvas.height, 0.8 * (bottom - top))
    ruling = canvas.ruling
    if (
        ruling is not None
        and random.random() < ON_LINES
        and 9 < ruling.pitch < 0.7 * (bottom - top)
    ):
        height = ruling.pitch * random.uniform(0.42, 0.95)
        shift = random.normal(0, 0.05) if random.random() < 0.7 else random.uniform(-0.5, 0.5)
        base = ruling.offset + shift * ruling.pitch
        while base < top + 0.9 * height:
            base += ruling.pitch
        every = 1 if random.random() < 0.75 else 2
        return height, base, ruling.pitch * every
    lead = height * (random.uniform(1.12, 2.2) if random.random() < 0.8 else random.uniform(2, 4))
    spare = max(0.0, bottom - top - height)
    base = top + height * random.uniform(1.05, 1.5)
    if random.random() < 0.4:
        base = top + height + random.uniform(0, 0.7) * spare
    elif random.random() < 0.12:  # the frame cuts the first line
        base = top + height * random.uniform(0.2, 0.9)
    return height, min(base, max(top + 1.02 * height, bottom - 0.05 * height)), lead


def _starts(canvas: Canvas, height: float) -> list[float]:
    """Where lines begin: one place, or the left of each column."""
    random = canvas.random
    left, _, right, _ = canvas.room
    first = left + height * random.uniform(0.1, 1.2)
    if random.random() < 0.12:  # the frame cuts the first digits
        first = left - height * random.uniform(0, 2)
    if random.random() < 0.3:
        first = left + random.uniform(0, 0.6) * max(0.0, right - left - 2 * height)
    if random.random() < 0.7:
        return [first]
    step = height * random.uniform(2.5, 8)
    return [first + k * step for k in range(12) if first + k * step < right - height]


def _extras(canvas: Canvas, writing: Hand, height: float) -> None:
    """Add what happens on pages: a stroke across, a word, a sum's line."""
    random = canvas.random
    for _ in range(int(random.choice([0, 0, 0, 0, 1, 2]))):
        stray(canvas, writing.dye, height, apart=random.random() < 0.8)
    if random.random() < 0.12:
        left, top, right, bottom = canvas.room
        row = writing.row(["w"] * int(random.integers(1, 3)), height * random.uniform(0.7, 1.2))
        writing.put(row, random.uniform(left, right), random.uniform(top + height, bottom), 0)
