"""What the classifier's ten classes are called: 0 to 9, unless its card says otherwise."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

DIGITS = "0123456789"

_known = [DIGITS]  # those of the page's classifier, from its last reading


def take(facts: "dict[str, Any]") -> None:
    """Take the labels that a reading states; one of digits states none."""
    _known[0] = facts.get("labels", DIGITS)


def labels() -> str:
    """The characters of the ten classes, in the order of their probabilities."""
    return _known[0]
