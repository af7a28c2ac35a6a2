"""What is said of a reading. Three honest answers: this digit, probably this digit, none.

A reading is the plain data of the page's contract, as dictionaries and lists.
"""

from ui.figures import duration, percent, share, weight

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

NOTHING = "No digit I can read here."

# Why nothing was read, and what would help.
REASONS = {
    "blank": "The picture looks blank. Write one digit, large and dark, and go close up.",
    "too-faint": "The ink is too faint. Take the picture in better light, or use a darker pen.",
    "too-small": "It is too small to make out. Go closer, so that the digit fills the picture.",
    "not-a-digit": (
        "There is something, but it does not look like a digit from 0 to 9. "
        "Try one digit by itself, on plain paper."
    ),
}
ANY_REASON = "Try one dark digit on plain paper, close up and in even light."

# A probability below this is not worth naming as the other thing that it could be.
NAMED = 0.02


def answer(reading: "dict[str, Any]") -> "tuple[str, str]":
    """Give the one-sentence answer, and what else helps, which may be empty."""
    if reading["verdict"] == "nothing":
        return NOTHING, REASONS.get(reading["reason"], ANY_REASON)
    digits = all_digits(reading)
    if len(digits) == 1:
        return _one(digits[0], sure=reading["verdict"] != "unsure")
    return _several(reading, digits)


def all_digits(reading: "dict[str, Any]") -> "list[dict[str, Any]]":
    """The digits of a reading, line by line, left to right."""
    return [digit for line in reading["lines"] for digit in line["digits"]]


def _one(digit: "dict[str, Any]", *, sure: bool) -> "tuple[str, str]":
    first = digit["digit"]
    if sure:
        return f"The digit in this image is {first}, {percent(digit['confidence'])} sure.", ""
    second, chance = runner_up(digit)
    help_ = "A closer picture, or a clearer one, would help."
    if max(chance, digit["not_a_digit"]) < NAMED:
        return f"Very probably {first}, {percent(digit['confidence'])} sure.", help_
    if digit["not_a_digit"] > digit["confidence"]:
        return f"Probably no digit. If it is one, it is {first}.", help_
    if digit["not_a_digit"] > chance:
        return f"Probably {first}, if it is a digit at all.", help_
    return f"Probably {first}, could be {second}.", help_


def _several(reading: "dict[str, Any]", digits: "list[dict[str, Any]]") -> "tuple[str, str]":
    numbers = reading["text"].split()
    doubtful = sum(1 for digit in digits if not digit["sure"])
    least = min(digit["confidence"] for digit in digits)
    named = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    if doubtful:
        be = "is" if doubtful == 1 else "are"
        return f"Probably {named}.", f"{doubtful} of {len(digits)} digits {be} in doubt."
    what = "number in this image is" if len(numbers) == 1 else "numbers in this image are"
    return f"The {what} {named}, {percent(least)} sure of each digit.", ""


def runner_up(digit: "dict[str, Any]") -> "tuple[int, float]":
    """The second most probable digit and its probability."""
    ranked = sorted(range(10), key=lambda each: digit["probabilities"][each], reverse=True)
    return ranked[1], digit["probabilities"][ranked[1]]


def details(reading: "dict[str, Any]", size: int) -> "list[str]":
    """The small print: dimensions and format, file size, time, doubt that it is a digit, model."""
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
    return parts
