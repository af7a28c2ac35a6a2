"""What is said of a reading. Three honest answers: these digits, probably these digits, none.

A reading is the plain data of the page's contract, as dictionaries and lists.
"""

from ui.words.figures import duration, percent, share, weight
from ui.words.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

NOTHING = "No digit I can read here."

# Why nothing was read, and what would help.
REASONS = {
    "blank": "The picture looks blank. Write a digit or a number, large and dark, and go close up.",
    "too-faint": "The ink is too faint. Take the picture in better light, or use a darker pen.",
    "too-small": "It is too small to make out. Go closer, so that the writing fills the picture.",
    "not-a-digit": (
        "There is something, but it does not look like a digit from 0 to 9. "
        "Try one digit by itself, on plain paper."
    ),
    "letters": (
        "This looks like letters or symbols rather than digits. "
        "Only 0 to 9 are read here: show them without the words around them."
    ),
    "not-writing": (
        "This looks like a photograph of something else: there are no pen strokes in it. "
        "Write a digit on plain paper and photograph that, close up."
    ),
}
CLEARER = "A closer picture, or a clearer one, would help."
ANY_REASON = "Try dark digits on plain paper, close up and in even light."

# So many numbers, and characters in all, are still said in a sentence; beyond, they are counted.
SAID_NUMBERS = 3
SAID_CHARACTERS = 20

# A probability below this is not worth naming as the other thing that it could be.
NAMED = 0.02

# The signs that the text shows where they are sure; instead of any other it has a gap.
SHOWN = ".,-/:"

# Formats of which a file has frames; of others it has pages.
MOVING = ("GIF", "PNG", "WEBP")

LEFT_OUT = "May be a digit, left out"


def answer(reading: "dict[str, Any]") -> "tuple[str, str]":
    """Give the one-sentence answer, and what else helps, which may be empty."""
    if reading["verdict"] == "nothing":
        advice = REASONS.get(reading["reason"], ANY_REASON)
        return NOTHING, _left_out(len(reading["doubts"])) or advice
    digits = all_digits(reading)
    if len(digits) == 1:
        return _one(digits[0], len(reading["doubts"]), sure=reading["verdict"] != "unsure")
    return _several(reading, digits)


def about(source: "dict[str, Any]") -> str:
    """What is said of a file of several pictures, and of one that ends too early; may be empty."""
    said = []
    if source.get("pages"):
        part = "frame" if source["format"] in MOVING else "page"
        said.append(f"This is {part} {source['page']} of {source['pages']}.")
    if not source.get("complete", True):
        said.append("The end of the file is missing, and a part of the picture with it.")
    return " ".join(said)


def all_digits(reading: "dict[str, Any]") -> "list[dict[str, Any]]":
    """The digits of a reading, line by line, left to right."""
    return [digit for line in reading["lines"] for digit in line["digits"]]


def _one(digit: "dict[str, Any]", doubts: int, *, sure: bool) -> "tuple[str, str]":
    if sure:
        confidence = percent(digit["confidence"])
        return f"The digit in this image is {digit['digit']}, {confidence} sure.", ""
    more = _left_out(doubts)
    if digit["sure"] and more:
        return f"Very probably {digit['digit']}, {percent(digit['confidence'])} sure.", more
    return doubt(digit), more or CLEARER


def _left_out(doubts: int) -> str:
    """What is said of marks that may be digits and are not in the answer."""
    if not doubts:
        return ""
    if doubts == 1:
        return "Something else may be a digit: it is left out, and marked with a question mark."
    return f"{doubts} other marks may be digits: left out, and marked with question marks."


def _unread(reading: "dict[str, Any]") -> str:
    """What is said of signs between digits instead of which the text has a gap."""
    unread = 0
    for line in reading["lines"]:
        for sign in line["signs"]:
            shown = sign["sure"] and sign["text"] and sign["text"] in SHOWN
            if 0 < sign["place"] < len(line["digits"]) and not shown:
                unread += 1
    if not unread:
        return ""
    if unread == 1:
        return "A sign between digits was not read surely: the text has a gap there."
    return f"{unread} signs between digits were not read surely: the text has gaps there."


def doubt(digit: "dict[str, Any]") -> str:
    """What is said of a digit that is in doubt: what it is, and what else it could be."""
    first = digit["digit"]
    second, chance = runner_up(digit)
    if max(chance, digit["not_a_digit"]) < NAMED:
        return f"Very probably {first}, {percent(digit['confidence'])} sure."
    if rather_none(digit):
        return f"Probably no digit. If it is one, it is {first}."
    if digit["not_a_digit"] > chance:
        return f"Probably {first}, if it is a digit at all."
    return f"Probably {first}, could be {second}."


def rather_none(digit: "dict[str, Any]") -> bool:
    """Whether a digit is likelier none at all than what it is read as."""
    return bool(digit["not_a_digit"] > digit["confidence"])


def _several(reading: "dict[str, Any]", digits: "list[dict[str, Any]]") -> "tuple[str, str]":
    words = [word.strip(SHOWN) for word in reading["text"].split()]
    numbers = [word for word in words if word]
    doubtful = sum(1 for digit in digits if not digit["sure"])
    others = [_unread(reading), _left_out(len(reading["doubts"]))]
    if len(numbers) > SAID_NUMBERS or len(reading["text"]) > SAID_CHARACTERS:
        sentence, more = _counted(len(digits), len(reading["lines"]), doubtful)
        return sentence, _joined(more, *others)
    named = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    if reading["verdict"] == "unsure":
        be = "is" if doubtful == 1 else "are"
        count = f"{doubtful} of {len(digits)} digits {be} in doubt." if doubtful else ""
        return f"Probably {named}.", _joined(count, *others)
    what = "number in this image is" if len(numbers) == 1 else "numbers in this image are"
    least = percent(min(digit["confidence"] for digit in digits))
    at_least = least if least.startswith("over") else f"at least {least}"
    return f"The {what} {named}, {at_least} sure of each digit.", ""


def _joined(*sentences: str) -> str:
    return " ".join([sentence for sentence in sentences if sentence])


def _counted(digits: int, lines: int, doubtful: int) -> "tuple[str, str]":
    where = f"{digits} digits on {'one line' if lines == 1 else f'{lines} lines'}"
    if not doubtful:
        return f"{where}, all without doubt.", ""
    marked = "It is marked: choose it" if doubtful == 1 else "They are marked: choose one"
    return f"{where}, {doubtful} of them in doubt.", f"{marked} to see what else it could be."


def name_box(digit: "dict[str, Any]", index: int, count: int) -> str:
    """What a digit's box is called to who cannot see it."""
    in_doubt = "" if digit["sure"] else ", in doubt"
    sure = percent(digit["confidence"])
    return f"{digit['digit']}, {sure} sure{in_doubt}, digit {index + 1} of {count}"


def chosen(digit: "dict[str, Any]", index: int, count: int) -> str:
    """What stands above the evidence for one of several digits."""
    sure = f"{digit['digit']}, {percent(digit['confidence'])} sure."
    return f"Digit {index + 1} of {count}: {sure if digit['sure'] else _within(doubt(digit))}"


def _within(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def read_again(hypotheses: "dict[str, int] | None") -> str:
    """How a digit in doubt was read in other ways; empty where it was not."""
    if not hypotheses:
        return ""
    return f"Read again in {hypotheses['of']} other ways: {hypotheses['agreed']} agreed."


def runner_up(digit: "dict[str, Any]") -> "tuple[str, float]":
    """The second most probable digit and its probability."""
    ranked = sorted(range(10), key=lambda each: digit["probabilities"][each], reverse=True)
    return labels()[ranked[1]], digit["probabilities"][ranked[1]]


def details(reading: "dict[str, Any]", size: int) -> "list[str]":
    """The small print: dimensions and format, file size, time, doubt that it is a digit, models."""
    source = reading["source"]
    parts = [
        f"{source['width']} \u00d7 {source['height']} {source['format']}",
        weight(size),
        f"read in {duration(reading['timings_ms']['total'])}",
    ]
    digits = all_digits(reading)
    if len(digits) == 1:
        parts.append(f"no digit at all: {share(digits[0]['not_a_digit'])}")
    parts.append(f"model {reading['model']}")
    if reading["finder"]:
        parts.append(f"finder {reading['finder']}")
    return parts
