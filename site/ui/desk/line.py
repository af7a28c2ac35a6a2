"""A line of a text that a person may have changed: digits, and what stands before each of them."""

from ui.desk.mark import Mark
from ui.desk.placement import around

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


class Item:
    """A digit of a line: what stands `before` it, and the number of its mark.

    One that a person has typed and that is nowhere in the picture has the mark -1, and is `digit`.
    """

    def __init__(self, before: str, mark: int, digit: str = "") -> None:
        self.before = before
        self.mark = mark
        self.digit = digit

    def now(self, marks: "list[Mark]") -> str:
        """The digit that it is now, empty where it is none."""
        return marks[self.mark].digit if self.mark >= 0 else self.digit


class Line:
    """Items from left to right, and what stands `after` the last."""

    def __init__(self, items: "list[Item]", after: str = "") -> None:
        self.items = items
        self.after = after

    def copy(self) -> "Line":
        """The same, of which the items can be changed."""
        items = [Item(item.before, item.mark, item.digit) for item in self.items]
        return Line(items, self.after)

    def pieces(self, marks: "list[Mark]") -> "list[tuple[str, int]] | None":
        """The text in pieces, see Corrections; None where all of its digits are none."""
        if self.items and not self.after and not any(item.now(marks) for item in self.items):
            return None
        return _pieces(self.items, self.after, marks)


def numbers_of(line: Line, marks: "list[Mark]", unread: "set[int]") -> "list[dict[str, Any]]":
    """The numbers of a line, each as a dictionary, also those that are none any more.

    `read` and `corrected` are its text, either may be empty; `confidence` is the least of its
    digits as they were read, `box` that around them, both None where nothing was; `reason` says
    why it is in doubt and is None where it is not.
    """
    groups: list[list[Item]] = []
    for item in line.items:
        if not groups or " " in item.before or "\t" in item.before:
            groups.append([])
        groups[-1].append(item)
    told = []
    for at, group in enumerate(groups):
        after = line.after.rstrip() if at == len(groups) - 1 else ""
        corrected = "".join(text for text, _ in _pieces(group, after, marks)).strip()
        own = [marks[item.mark] for item in group if item.mark >= 0]
        read = [mark for mark in own if mark.read is not None and not mark.missed]
        reason = _reason(group, marks, unread)
        if not (corrected or read or reason):
            continue  # what was left out, and is none
        known = [mark for mark in own if mark.read is not None]
        told.append(
            {
                "read": "".join(mark.before + str(mark.read) for mark in read).lstrip(" .,-/:"),
                "corrected": corrected,
                "confidence": min(mark.confidence for mark in known) if known else None,
                "reason": reason,
                "box": around([mark.box for mark in own]) if own else None,
            }
        )
    if not groups and line.after.strip():
        typed: dict[str, Any] = {"read": "", "confidence": None, "reason": None, "box": None}
        typed["corrected"] = line.after.strip()
        told.append(typed)
    return told


def _reason(group: "list[Item]", marks: "list[Mark]", unread: "set[int]") -> "str | None":
    own = [marks[item.mark] for item in group if item.mark >= 0]
    if any(mark.in_doubt and mark.read is not None for mark in own):
        return "digit-in-doubt"
    if any(mark.in_doubt for mark in own):
        return "mark-left-out"
    if any(item.mark in unread for item in group):
        return "sign-in-doubt"
    return None


def _pieces(items: "list[Item]", after: str, marks: "list[Mark]") -> "list[tuple[str, int]]":
    """Digits that are none are left out, and of what stands around them no more than is needed."""
    pieces: list[tuple[str, int]] = []
    skipped: str | None = None  # what stands before those that are left out
    begun = False
    for item in items:
        now = item.now(marks)
        if not now:
            if skipped is None:
                skipped = item.before
            elif begun:
                skipped = _stronger(skipped, item.before)
            continue
        before = item.before
        if skipped is not None:
            before = _stronger(skipped, before) if begun else skipped
        if before:
            pieces.append((before, -1))
        pieces.append((now, item.mark))
        begun, skipped = True, None
    if after:
        pieces.append((after, -1))
    return pieces


def _stronger(first: str, second: str) -> str:
    """Of what would stand side by side: a sign rather than a space, and a space than nothing."""
    if first.strip():
        return first
    return second if second.strip() else first or second
