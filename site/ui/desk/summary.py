"""The little that a list says of a reading, which is kept of each of a thousand pictures."""

from ui.words.figures import percent
from ui.words.wording import all_digits, answer

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# Why nothing was read, as short as a row has room for; wording.py has the sentences.
REASONS = {
    "blank": "It looks blank.",
    "too-faint": "The ink is too faint.",
    "too-small": "It is too small.",
    "not-a-digit": "It does not look like a digit.",
    "letters": "It looks like letters.",
    "not-writing": "It looks like no writing.",
}

BETWEEN = " \u00b7 "  # lines of a page that stand beside each other


class Summary:
    """Made of what is said of a reading, the plain data of the contract.

    `line` is the `text` on one line. `in_doubt` counts digits in doubt, and marks that may be
    digits and were left out. `numbers` are words with a digit in them, `doubtful` those of them
    that have a digit in doubt; `least` is the least confidence, in 0..1, or None without a digit.
    """

    def __init__(self, facts: "dict[str, Any]") -> None:
        digits = all_digits(facts)
        self.verdict: str = facts["verdict"]
        self.text: str = facts["text"] or ""
        self.in_doubt = sum(1 for each in digits if not each["sure"]) + len(facts["doubts"])
        self.numbers, self.doubtful = _count(facts["lines"])
        self.least: float | None = min([digit["confidence"] for digit in digits], default=None)
        self.sureness, self.reason = _said(facts, digits)

    @property
    def line(self) -> str:
        """The text on one line."""
        return on_one_line(self.text)


def on_one_line(text: str) -> str:
    """Give a text of several lines as a row of the list shows it."""
    return BETWEEN.join(text.split("\n"))


def _count(lines: "list[dict[str, Any]]") -> "tuple[int, int]":
    """The numbers on some lines, and those in doubt."""
    numbers = doubtful = 0
    for line in lines:
        at = 0  # the line's digits come in the order of its text
        for word in line["text"].split():
            count = sum(1 for character in word if "0" <= character <= "9")
            part = line["digits"][at : at + count]
            at += count
            if count:
                numbers += 1
                doubtful += any(not digit["sure"] for digit in part)
    return numbers, doubtful


def _said(facts: "dict[str, Any]", digits: "list[dict[str, Any]]") -> "tuple[str, str]":
    """How sure the answer is, and why not."""
    if facts["verdict"] == "nothing":
        return "No digit", REASONS.get(facts["reason"], "")
    least = percent(min([digit["confidence"] for digit in digits]))
    if facts["verdict"] != "unsure":
        single = len(digits) == 1 or least.startswith("over")
        return f"{least} sure" if single else f"at least {least} sure", ""
    if len(digits) == 1:
        return "In doubt", answer(facts)[0]
    doubtful = sum(1 for digit in digits if not digit["sure"])
    if doubtful:
        be = "is" if doubtful == 1 else "are"
        return "In doubt", f"{doubtful} of {len(digits)} digits {be} in doubt."
    return "In doubt", answer(facts)[1]
