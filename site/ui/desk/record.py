"""What a person has corrected, as plain data: it is kept, and made again from the same reading."""

from ui.desk.corrections import Corrections
from ui.desk.line import Item, Line
from ui.desk.mark import Mark

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


def record_of(corrections: Corrections) -> "dict[str, Any]":
    """Give all that is said of a reading, but for the steps that led there.

    Of what was found by a person, `given` is as it is in the mark, the plain object of the contract
    or None; all else is what JSON has.
    """
    found = [
        {
            "box": mark.box,
            "read": mark.read,
            "confidence": mark.confidence,
            "sure": mark.sure,
            "given": mark.given,
        }
        for mark in corrections.marks[corrections.own :]
    ]
    return {
        "found": found,
        "said": [[mark.said, mark.gone] for mark in corrections.marks],
        "lines": [
            [[[item.before, item.mark, item.digit] for item in line.items], line.after]
            for line in corrections.lines
        ],
        "accepted": corrections.accepted,
        "typed": corrections.typed,
        "unfit": [list(each) for each in corrections.unfit],
    }


def restored(facts: "dict[str, Any]", record: "dict[str, Any]") -> Corrections:
    """Make corrections again that `record_of` gave, of the reading that they were made in."""
    corrections = Corrections(facts)
    corrections.marks += [
        Mark(
            each["box"],
            each["read"],
            each["confidence"],
            sure=each["sure"],
            missed=True,
            given=each["given"],
        )
        for each in record["found"]
    ]
    for mark, (said, gone) in zip(corrections.marks, record["said"]):  # noqa: B905
        mark.said, mark.gone = said, gone
    corrections.lines = [
        Line([Item(*item) for item in items], after) for items, after in record["lines"]
    ]
    corrections.accepted, corrections.typed = record["accepted"], record["typed"]
    corrections.unfit = [(box, said) for box, said in record["unfit"]]
    corrections.settle()
    return corrections
