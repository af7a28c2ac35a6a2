"""What is said of a reading, out of the plain object of the contract, as Python's own data."""

import json

from js import JSON
from pyscript.ffi import to_js

from ui.words.labels import take

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# What the words on a card need. The digits' pixels stay on JavaScript's side, and so does, of
# several digits, what is shown of one at a time.
KEYS = [
    "labels",
    "source", "name", "width", "height", "format", "verdict", "text", "reason", "lines", "digits",
    "digit", "confidence", "sure", "box", "signs", "place", "doubts", "timings_ms", "total",
    "model", "finder", "page", "pages", "complete", "paper", "options", "region", "x", "y",
]  # fmt: skip
OF_ONE_DIGIT = ["probabilities", "not_a_digit"]


def facts_of(reading: "Any") -> "dict[str, Any]":
    """Give what is said of a reading, the plain object of the contract, as Python's own."""
    count = sum(line.digits.length for line in reading.lines)
    facts: dict[str, Any] = json.loads(
        JSON.stringify(reading, to_js(KEYS + OF_ONE_DIGIT * (count == 1)))
    )
    take(facts)
    return facts
