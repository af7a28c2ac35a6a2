"""What a person corrects in a reading: its digits one by one, or its text as a whole."""

from ui.desk.alignment import align
from ui.desk.line import Item, Line, numbers_of
from ui.desk.mark import ADDED, CORRECTED, NONE, Mark
from ui.desk.placement import gap, is_apart, place
from ui.words.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

MOST_STEPS = 200  # that can be undone: as many as somebody may do at one picture


class Corrections:
    """The lines of a reading with all that a person has said of them.

    `facts` is the reading as Python's own plain data. `marks` are its digits in reading order, then
    its `doubts`, then what a person has found; a mark's number is its place in this list. Each step
    can be undone.
    """

    def __init__(self, facts: "dict[str, Any]") -> None:
        self._read: str = facts["text"]
        self.marks: list[Mark] = []
        self.lines: list[Line] = []
        self.accepted = False  # whether somebody has accepted the rest
        self.typed = False  # whether the lines are those of a text that somebody has typed
        # Boxes, and what they were said to be in an earlier reading, that are nowhere in this one.
        self.unfit: list[tuple[list[float], str]] = []
        self.unread: set[int] = set()  # marks beside a sign that was not read surely
        self._carried = False
        self._steps: list[Any] = []
        for line in facts["lines"]:
            self._take(line)
        for doubt in facts["doubts"]:
            self._place(self._new(Mark(doubt["box"], confidence=doubt["confidence"])))
        self.own = len(self.marks)  # marks that are the reading's own, the first so many
        self._first = [line.copy() for line in self.lines]

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(text for text, _ in self.pieces())

    @property
    def corrected(self) -> bool:
        """Whether the text is another one than was read."""
        return self.text != self._read

    @property
    def is_touched(self) -> bool:
        """Whether anything was said of it, and not taken back."""
        return self._carried or bool(self._steps)

    @property
    def in_doubt(self) -> "list[int]":
        """The numbers of the marks that are in doubt still, in reading order."""
        return [each for row in self.rows() for each in row if self.marks[each].in_doubt]

    def rows(self) -> "list[list[int]]":
        """The numbers of all marks that have a box, line by line."""
        rows = [
            [each.mark for each in line.items if each.mark >= 0 and not self.marks[each.mark].gone]
            for line in self.lines
        ]
        return [row for row in rows if row]

    def pieces(self) -> "list[tuple[str, int]]":
        """The text in pieces: each digit with the number of its mark, all else with -1."""
        said: list[tuple[str, int]] = []
        for line in self.lines:
            pieces = line.pieces(self.marks)
            if pieces is not None:
                said += [("\n", -1)] if said else []
                said += pieces or [("", -1)]
        return said

    def numbers(self) -> "list[dict[str, Any]]":
        """The numbers of all lines, as `ui.desk.line.numbers_of` gives those of one, and `line`."""
        told: list[dict[str, Any]] = []
        count = 0
        for line in self.lines:
            found = numbers_of(line, self.marks, set() if self.accepted else self.unread)
            count += bool(found)
            for number in found:
                number["line"] = count
            told += found
        return told

    def count(self, look: str) -> int:
        """How many marks look like this; of NONE only those that were read as a digit."""
        return sum(
            1
            for mark in self.marks
            if mark.look == look and (look != NONE or mark.read is not None)
        )

    def say(self, number: int, digit: str) -> bool:
        """Say what a mark is, one of the labels, or "" for none; give whether that is new."""
        mark = self.marks[number]
        if mark.gone or (mark.digit == digit and not mark.in_doubt):
            return False
        self._remember()
        if mark.missed and not digit:
            mark.gone = True  # a person's own box is not kept as one that is none
        elif mark.sure and digit == str(mark.read):
            mark.said = None
        else:
            mark.said = digit
        return True

    def accept(self) -> int:
        """Accept what is in doubt still, as read or as left out; give how many marks that were."""
        doubtful = self.in_doubt
        self._remember()
        self.accepted = True
        for number in doubtful:
            mark = self.marks[number]
            mark.said = "" if mark.read is None else str(mark.read)
            mark.gone = mark.missed and mark.read is None
        return len(doubtful)

    def add(self, mark: Mark) -> int:
        """Put a mark that a person has found where its box is; give its number."""
        self._remember()
        number = self._new(mark)
        self._place(number)
        return number

    def type(self, text: str) -> bool:
        """Take a text that a person has typed, as it is; give whether that is new.

        Its digits are looked for among those that stood there, so that their boxes go with them.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text == self.text:
            return False
        self._remember()
        self.accepted = self.typed = True
        lines = [parsed(line) for line in text.split("\n")] if text else []
        before = [
            [(self.marks[each].digit, each) for each in row if self.marks[each].digit]
            for row in self.rows()
        ]
        found = align(["".join(item.digit for item in line.items) for line in lines], before)
        kept = set()
        for line, numbers in zip(lines, found):  # noqa: B905
            for item, number in zip(line.items, numbers):  # noqa: B905
                item.mark = number
                kept.add(number)
                if number >= 0 and self.marks[number].digit != item.digit:
                    mark = self.marks[number]
                    is_as_read = mark.sure and item.digit == str(mark.read)
                    mark.said = None if is_as_read else item.digit
        self.lay(lines, kept)
        return True

    def lay(self, lines: "list[Line]", kept: "set[int]") -> None:
        """Have these lines in place of all others; marks that are not `kept` in them are none."""
        self.lines = lines
        for number, mark in enumerate(self.marks):
            if number in kept or mark.gone:
                continue
            if mark.digit:
                mark.said, mark.gone = "", mark.missed
            if not mark.gone:
                self._place(number)

    def settle(self) -> None:
        """Take what is said of it now as what it began with: it stays, and is no step."""
        self._carried = True
        self._steps = []

    def undo(self) -> bool:
        """Take the last step back; give whether there was one."""
        if not self._steps:
            return False
        self.lines, marks, (self.accepted, self.typed, self.unfit) = self._steps.pop()
        self.marks = self.marks[: len(marks)]
        for mark, (said, gone) in zip(self.marks, marks):  # noqa: B905
            mark.said, mark.gone = said, gone
        return True

    def reset(self) -> bool:
        """Go back to what was read, which can be undone; give whether that is new."""
        if not self.is_touched:
            return False
        self._remember()
        self.lines = [line.copy() for line in self._first]
        self.accepted, self.typed, self.unfit = False, False, []
        for number, mark in enumerate(self.marks):
            mark.said = None
            mark.gone = number >= self.own
        return True

    def plain(self) -> "dict[str, Any] | None":
        """What is corrected, as plain data; None where nothing is.

        Its `lines` are like those of a reading: of each digit the `box`, null where it has none,
        what it was `read` as, null for none, and whether it is corrected. `removed` are the digits
        that are none.
        """
        if not self.corrected:
            return None
        lines = []
        for line in self.lines:
            pieces = line.pieces(self.marks)
            if pieces is None:
                continue
            digits = [self._plain(text, each) for text, each in pieces if text and text in labels()]
            lines.append({"text": "".join(text for text, _ in pieces), "digits": digits})
        removed = [
            {"read": mark.read, "box": mark.box}
            for mark in self.marks
            if mark.look == NONE and mark.read is not None
        ]
        return {"text": self.text, "lines": lines, "removed": removed}

    def _plain(self, digit: str, number: int) -> "dict[str, Any]":
        mark = self.marks[number] if number >= 0 else None
        return {
            "digit": int(digit) if digit.isdigit() else digit,
            "box": mark and mark.box,
            "read": mark and mark.read,
            "corrected": mark is None or mark.look in (CORRECTED, ADDED),
        }

    def _take(self, line: "dict[str, Any]") -> None:
        """Take a line as it was read: its digits are marks, all else stands before or after."""
        taken = parsed(line["text"])
        for item, digit in zip(taken.items, line["digits"]):  # noqa: B905
            mark = Mark(digit["box"], digit["digit"], digit["confidence"], sure=digit["sure"])
            mark.before = item.before if item is not taken.items[0] else " "
            item.mark = self._new(mark)
        for sign in line["signs"]:
            shown = sign["sure"] and sign["text"] and sign["text"] in ".,-/:"
            if 0 < sign["place"] < len(taken.items) and not shown:
                self.unread.update(taken.items[sign["place"] + side].mark for side in (-1, 0))
        self.lines.append(taken)

    def _new(self, mark: Mark) -> int:
        self.marks.append(mark)
        return len(self.marks) - 1

    def _place(self, number: int) -> None:
        """Lay a mark into the line on which it stands, or a line of its own."""
        box = self.marks[number].box
        rows = [
            [self.marks[item.mark].box for item in line.items if item.mark >= 0]
            for line in self.lines
        ]
        at, among = place(box, rows)
        new = Item("", number)
        if among is None:
            self.lines.insert(at, Line([new]))
            return
        line = self.lines[at]
        known = [each for each, item in enumerate(line.items) if item.mark >= 0]
        if among == len(known):
            last = rows[at][-1]
            new.before = " " if is_apart(last, box) else ""
            line.items.append(new)  # also after what was typed, which it must not part
            return
        after = line.items[known[among]]
        following = rows[at][among]
        if among == 0 and known[0] == 0:
            new.before, after.before = after.before, " " if is_apart(box, following) else ""
        elif among and after.before and gap(rows[at][among - 1], box) > gap(box, following):
            new.before, after.before = after.before, ""  # it belongs to the number on its right
        line.items.insert(known[among], new)

    def _remember(self) -> None:
        marks = [(mark.said, mark.gone) for mark in self.marks]
        others = self.accepted, self.typed, self.unfit
        self._steps.append(([line.copy() for line in self.lines], marks, others))
        if len(self._steps) > MOST_STEPS:
            del self._steps[0]


def parsed(text: str) -> Line:
    """Give a text without line ends as a line, whose digits have no marks."""
    items = []
    before = ""
    for character in text:
        if character in labels():
            items.append(Item(before, -1, character))
            before = ""
        else:
            before += character
    return Line(items, before)
