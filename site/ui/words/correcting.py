"""What is said of what a person corrects, and of what is corrected already."""

from ui.desk.mark import (
    ACCEPTED,
    ADDED,
    CORRECTED,
    DOUBTFUL,
    GONE,
    LEFT_OUT,
    NONE,
    SURE,
    Mark,
)
from ui.words.figures import percent
from ui.words.labels import labels
from ui.words.wording import SAID_CHARACTERS, SAID_NUMBERS, SHOWN

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from ui.desk.corrections import Corrections

UNREAD = "No digit was read there. Type 0 to 9 if there is one, or Delete."
UNCUT = (
    "This browser cannot cut a part out of a picture in this format. Type the missing digit into "
    "the text instead."
)
NO_DOUBT = "Nothing is in doubt."
UNDONE = "Undone."
AS_READ = "As it was read."


def say_mark(mark: Mark) -> str:
    """What a mark is: for who cannot see its box, and above its evidence."""
    was = "" if mark.read is None else f"read as {mark.read}, {percent(mark.confidence)} sure"
    look = mark.look
    if look == CORRECTED:
        return f"{mark.digit}, corrected; {was}"
    if look == ADDED:
        return f"{mark.digit}, added; {was}" if was else f"{mark.digit}, added"
    if look == ACCEPTED:
        return f"{mark.digit}, accepted; {was}"
    if look == NONE:
        return f"No digit; {was}" if was else "No digit; was left out"
    return "May be a digit: type 0 to 9, or Delete if it is none"


def said_aloud(mark: Mark) -> str:
    """What a screen reader is told when a person has said what a mark is."""
    return {SURE: "As it was read.", GONE: "Removed."}.get(mark.look, say_mark(mark) + ".")


def sum_up(corrections: "Corrections") -> "tuple[str, str]":
    """Give the sentence of a card that a person has corrected or accepted, and what else helps."""
    text = corrections.text
    doubts = len(corrections.in_doubt)
    words = [word.strip(SHOWN) for word in text.split()]
    numbers = [word for word in words if word]
    if not numbers:
        headline = "No digit is left." if corrections.marks else "No digit."
    elif len(numbers) > SAID_NUMBERS or len(text) > SAID_CHARACTERS:
        digits = sum(1 for character in text if character in labels())
        lines = text.count("\n") + 1
        headline = f"{digits} digits on {'one line' if lines == 1 else f'{lines} lines'}."
    elif len(numbers) == 1:
        what = "digit" if len(numbers[0]) == 1 else "number"
        headline = f"Probably {numbers[0]}." if doubts else f"The {what} is {numbers[0]}."
    else:
        named = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
        headline = f"Probably {named}." if doubts else f"The numbers are {named}."
    parts = _done(corrections), _left(doubts), _lost([digit for _, digit in corrections.unfit])
    return headline, " ".join(part for part in parts if part)


def _done(corrections: "Corrections") -> str:
    """What a person has done."""
    parts = []
    for look, verb in ((CORRECTED, "corrected"), (ADDED, "added"), (NONE, "removed")):
        count = corrections.count(look)
        if count:
            parts.append(f"{verb} {count} digit{'s' if count > 1 else ''}")
    if parts:
        last = parts.pop()
        return f"You {', '.join(parts)} and {last}." if parts else f"You {last}."
    if corrections.corrected:
        return "You changed the text."
    if corrections.accepted or corrections.count(ACCEPTED):
        return "You have looked at it." if corrections.in_doubt else "You have accepted it."
    return ""


def _left(doubts: int) -> str:
    if not doubts:
        return ""
    return f"{doubts} {'is' if doubts == 1 else 'are'} in doubt still."


def _lost(digits: "list[str]") -> str:
    """What was said of digits that are nowhere in this reading, which is another one."""
    if len(digits) > SAID_NUMBERS:
        return f"{len(digits)} of your digits fit nowhere in this reading."
    if len(digits) > 1:
        return f"Your {', '.join(digits[:-1])} and {digits[-1]} fit nowhere in this reading."
    return f"Your {digits[0]} fits nowhere in this reading." if digits else ""


def accepted(count: int) -> str:
    """What is said when the rest of a card was accepted."""
    return f"Accepted: {count}." if count else "Nothing was in doubt here."


def is_told(look: str) -> bool:
    """Whether a person has said something of a mark that looks like this."""
    return look not in (SURE, DOUBTFUL, LEFT_OUT)
