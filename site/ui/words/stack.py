"""What is said of many pictures: how far their reading has come, and what they come to."""

STEP = 5  # seconds to which the time that is left is rounded: it is a guess
MINUTES = 90  # seconds from which on it is told in minutes


def counted(count: int, what: str) -> str:
    """A number of things, "1 picture" or "1,200 pictures"."""
    return f"{count:,} {what if count == 1 else what + 's'}"


def totals(pictures: int, numbers: int, doubtful: int) -> str:
    """What stands on top of the desk."""
    if not numbers:
        return counted(pictures, "picture")
    doubt = f"{doubtful:,} in doubt" if doubtful else "none in doubt"
    return f"{counted(pictures, 'picture')}, {counted(numbers, 'number')}, {doubt}"


def progress(done: int, total: int, seconds: float | None, *, paused: bool = False) -> str:
    """How far the reading has come; `seconds` are left, None where that is not known yet."""
    far = f"{done:,} of {total:,}"
    if paused:
        return f"Paused at {far}"
    return f"{far}, {left(seconds)}" if seconds is not None else f"{far} read"


def left(seconds: float) -> str:
    """How long it will still take."""
    if seconds < 2 * STEP:
        return "a few seconds left"
    if seconds < MINUTES:
        return f"about {STEP * int(seconds / STEP + 0.5)} s left"
    return f"about {int(seconds / 60 + 0.5)} min left"


def at_rest(read: int, pictures: int) -> str:
    """What stands there while nothing is read."""
    return "All read" if read == pictures else ""


def finished(pictures: int, numbers: int, doubtful: int) -> str:
    """What is said aloud when all is read."""
    return f"All is read: {totals(pictures, numbers, doubtful)}."


def laid_aside(count: int) -> str:
    """What is said of pictures that were not read because the visitor stopped."""
    return f"{counted(count, 'picture')} not read"


def removed(names: "list[str]") -> str:
    """What is said of pictures that were taken off the desk."""
    return (
        f"“{names[0]}” is removed." if len(names) == 1 else f"{len(names):,} pictures are removed."
    )
