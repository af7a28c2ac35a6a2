"""What a person has said of one reading of a picture, taken over to another one of it."""

from ui.desk.alignment import align
from ui.desk.corrections import Corrections, parsed
from ui.desk.mark import Mark
from ui.desk.placement import middle, overlap
from ui.words.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    Box = list[float]

LEAST = 0.5  # of what two boxes cover together, shared: from there on they are of one digit


def carried(before: Corrections, facts: "dict[str, Any]") -> Corrections:
    """Give the corrections of a new reading, with all that fits of those `before`.

    `facts` is the new reading as plain data. What was said of a digit is said of the one whose box
    matches, a text that was typed stays to the character, and what a person has found stays unless
    the new reading is of another part. The rest is `unfit`.
    """
    after = Corrections(facts)
    act = _type if before.typed else _say
    act(before, after, facts.get("options", {}).get("region"))
    after.settle()
    return after


def _say(before: Corrections, after: Corrections, region: "dict[str, int] | None") -> None:
    """Say of each mark what was said of the one at its place."""
    said = [
        each for each in before.marks if not each.gone and (each.missed or each.said is not None)
    ]
    pairs = _pairs([each.box for each in said] + [box for box, _ in before.unfit], after.marks)
    unfit = []
    for at, mark in enumerate(said):
        if at in pairs:
            # Also where it is read so surely now: it may be read again.
            if mark.said is not None or mark.digit:
                after.marks[pairs[at]].said = mark.digit
        elif mark.missed and _is_in(mark.box, region):
            after.add(mark.copy())
        elif mark.digit:
            unfit.append((mark.box, mark.digit))
    for at, (box, digit) in enumerate(before.unfit):
        if len(said) + at in pairs:
            after.marks[pairs[len(said) + at]].said = digit
        else:
            unfit.append((box, digit))
    after.unfit = unfit


def _type(before: Corrections, after: Corrections, region: "dict[str, int] | None") -> None:
    """Have the text as it was typed; its digits get the boxes at their places, or by the text."""
    lines = [parsed(line) for line in before.text.split("\n")] if before.text else []
    items = [item for line in lines for item in line.items]
    numbers = [number for text, number in before.pieces() if text and text in labels()]
    there = [at for at, number in enumerate(numbers) if number >= 0]
    pairs = _pairs([before.marks[numbers[at]].box for at in there], after.marks)
    at_place = {there[at]: number for at, number in pairs.items()}
    for at in there:
        mark = before.marks[numbers[at]]
        if at not in at_place and mark.missed and _is_in(mark.box, region):
            at_place[at] = after.add(mark.copy())
    none = [mark.box for mark in before.marks if mark.said == "" and not mark.gone]
    out = set(_pairs(none, after.marks).values())
    rows = [
        [(after.marks[each].digit, each) for each in row if after.marks[each].digit]
        for row in [[each for each in row if each not in out] for row in after.rows()]
    ]
    by_text = align(["".join(item.digit for item in line.items) for line in lines], rows)
    taken = set(at_place.values())
    for at, number in enumerate(each for row in by_text for each in row):
        if at not in at_place and number >= 0 and number not in taken:
            at_place[at] = number
            taken.add(number)
    for at, item in enumerate(items):
        item.mark = at_place.get(at, -1)
        if item.mark >= 0 and after.marks[item.mark].digit != item.digit:
            after.marks[item.mark].said = item.digit
    after.lay(lines, taken)
    after.accepted = after.typed = True


def _pairs(boxes: "list[Box]", marks: "list[Mark]") -> "dict[int, int]":
    """Give by the place of a box the number of the mark that matches it best; each mark once."""
    found = []
    for at, box in enumerate(boxes):
        for number, mark in enumerate(marks):
            other = mark.box
            # At once for most, of which a page has forty thousand.
            if abs(box[0] - other[0]) < other[2] and abs(box[1] - other[1]) < other[3]:
                shared = overlap(box, other)
                if shared >= LEAST:
                    found.append((-shared, at, number))
    pairs: dict[int, int] = {}
    taken = set()
    for _, at, number in sorted(found):
        if at not in pairs and number not in taken:
            pairs[at] = number
            taken.add(number)
    return pairs


def _is_in(box: "Box", region: "dict[str, int] | None") -> bool:
    if not region:
        return True
    across, down = middle(box)
    across, down = across - region["x"], down - region["y"]
    return 0 <= across <= region["width"] and 0 <= down <= region["height"]
