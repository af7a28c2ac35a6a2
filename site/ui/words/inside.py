"""What is said of the inside of the network: what each layer does, in plain words."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

LOOKING = "Looking inside\u2026"
FAILED = "The engine stopped before it could show this. Close this and look again."

TIMES = "\u00a0\u00d7\u00a0"  # no line ends there

# What the six convolutions of the shipped network do; of another one less is said.
CONVOLUTIONS = 6
DOES = (
    ("Edges", ("Each picture is one filter that slides over the digit and looks for one thing in "
     "{sees} pixels: an edge that faces up, a stroke that leans, or plain ink.")),
    ("Strokes", ("Each filter puts together what all those before it found, in {sees} pixels. "
     "Every second place is kept, so the pictures are half as large.")),
    ("Bends and ends", ("From strokes come corners, bends and ends: one place sees {sees} pixels "
     "now.")),
    ("Parts", ("Again half as large. One place sees {sees} pixels, enough for an arc, a crossing "
     "or the side of a loop.")),
    ("Larger parts", ("What lies around a part tells what it belongs to: one place sees {sees} "
     "pixels, as many as a whole digit is high.")),
    ("The last field", ("One place has seen {sees} pixels, all of the picture. What is bright "
     "here, and where, is all that counts for the answer.")),
)  # fmt: skip
ANY = ("Layer {number}", "Each picture is one filter; one place sees {sees} pixels.")

WEIGHED = (
    " The answer on the card is the mean of several views of this digit; this is the first of them."
)


def heading(digit: "dict[str, Any]") -> str:
    """What stands above it all."""
    return f"How the network reads this {digit['digit']}"


def layer_words(number: int, count: int, layer: "dict[str, Any]") -> "tuple[str, str]":
    """Give the title of one of so many layers, and a sentence that says what it does."""
    side, channels = layer["side"], layer["channels"]
    if number == 0:
        return (
            "What comes in",
            (
                f"The digit as the network sees it: {side}{TIMES}{side} pixels, ink bright, its "
                "middle in the middle."
            ),
        )
    if number == count - 1:
        return (
            f"Gathered: {channels} numbers",
            (
                "Each picture of the last field becomes one number: its places are weighed, each "
                "with a weight of its own, and added up. What is below zero is cut off."
            ),
        )
    title, does = DOES[number - 1] if count == CONVOLUTIONS + 2 else ANY
    sees = f"{layer['sees']}{TIMES}{layer['sees']}"
    size = f"{channels} pictures of {side}{TIMES}{side}"
    return f"{title.format(number=number)}: {size}", does.format(sees=sees)


def map_words(at: int, layer: "dict[str, Any]") -> str:
    """What is said of the picture that is shown large."""
    if layer["channels"] == 1:
        return "The picture that came in"
    kind = "Number" if layer["side"] == 1 else "Picture"
    which = f"{kind} {at + 1} of {layer['channels']}"
    return f"{which}, the brightest" if at == layer["strongest"] else which


def answers(digit: "dict[str, Any]") -> "tuple[str, str]":
    """Give the title of the last row, and what it shows."""
    more = WEIGHED if digit.get("hypotheses") else ""
    return (
        "The answers: 11 scores",
        (
            "Each answer weighs the gathered numbers and adds them up to a score. The scores "
            f"become probabilities, and the largest is what is read.{more}"
        ),
    )
