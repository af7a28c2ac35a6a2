"""What is said on the pad: of writing that may go on, and of which no picture is taken."""

from ui.words.wording import CLEARER, answer

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

GO_ON = "Go on writing: it is read again after every stroke."
AGAIN = "Writing it again, larger or clearer, would help."

# What would help, by the reasons for which nothing was read; of all others to go on.
REASONS = {
    "too-faint": "The lines are too thin to make out. Take a broader pen.",
    "too-small": "It is too small to make out. Write larger.",
    "letters": "This looks like letters or symbols rather than digits. Only 0 to 9 are read here.",
}


def comment(reading: "dict[str, Any]") -> "tuple[str, str]":
    """Give the one-sentence answer as `answer` does, and what else helps where one writes."""
    sentence, more = answer(reading)
    if reading["verdict"] == "nothing" and not reading["doubts"]:
        more = REASONS.get(reading["reason"], GO_ON)
    return sentence, AGAIN if more == CLEARER else more
