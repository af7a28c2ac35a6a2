"""What is kept on this device, in words: the kinds of things, and how much they are."""

from ui.words.figures import weight
from ui.words.stack import counted

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# Each kind of thing that runtime/offline.js finds, in the order in which they are told: a
# dictionary of MicroPython has none.
KINDS = [
    ("desk", "Your desk"),
    ("site", "Inkling itself"),
    ("snapshot", "Python, ready to start"),
    ("shared", "Pictures sent here and not opened yet"),
    ("database", "PyScript\u2019s own storage"),
    ("storage", "Settings"),
]

# Without these Inkling goes on as before. Its copy of itself goes with all the rest or not
# at all, for a part is of no use. PyScript's storage cannot be deleted while it is open.
OPTIONAL = ["desk", "snapshot", "shared"]

UNKNOWN = "size not told"
NOTHING = "Nothing of Inkling is stored on this device."
FORGOTTEN = "Nothing of Inkling is stored on this device now. Reload to start afresh."
ALMOST = (
    "Nothing of Inkling is stored on this device now but what PyScript has open: that goes with "
    "this page. Reload to start afresh."
)


def size(stored: "list[dict[str, Any]]") -> str:
    """Say how much some of what runtime/offline.js gives is; bytes it does not know are None."""
    known = [int(each["bytes"]) for each in stored if each["bytes"] is not None]
    return weight(sum(known)) if known else UNKNOWN


def told(stored: "list[dict[str, Any]]") -> str:
    """Say how much the things of one kind are, and of a desk how many pictures are on it."""
    pictures = [each["pictures"] for each in stored if "pictures" in each]
    return f"{counted(sum(pictures), 'picture')}, {size(stored)}" if pictures else size(stored)


def summed(stored: "list[dict[str, Any]]", *, forgotten: bool) -> str:
    """Say how much all of it is, or that nothing is left."""
    if forgotten and all(each["what"] == "database" for each in stored):
        return ALMOST if stored else FORGOTTEN
    if not stored:
        return NOTHING
    total = size(stored)
    return "" if total == UNKNOWN else f"{total} in all."
