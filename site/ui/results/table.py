"""A table of all numbers on the desk, as CSV (RFC 4180) that spreadsheets open right."""

from ui.desk.picture import DONE, FAILED, Picture

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

COLUMNS = (
    "file", "line", "text as read", "text as corrected", "least confidence", "in doubt", "reason",
    "box left", "box top", "box width", "box height", "model",
)  # fmt: skip
# The byte order mark, the first bytes of the file: without it a spreadsheet takes UTF-8 for an old
# code page. It is no part of the text, of which MicroPython would lose it on its way to JavaScript.
MARK = (0xEF, 0xBB, 0xBF)
END = "\r\n"

# What a spreadsheet takes for the beginning of a formula, in half and in full width: a file's name
# must not compute anything (OWASP, "CSV injection").
FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
AS_TEXT = "'"  # put before it, it is text


def rows(picture: Picture) -> "list[dict[str, str]]":
    """The rows of a picture by COLUMNS: one a number, or one that says why there is none."""
    if picture.state == FAILED:
        return [{"file": picture.name, "reason": picture.code}]
    if picture.state != DONE or picture.facts is None:
        return []
    known = {"file": picture.name, "model": picture.facts["model"]}
    told = []
    for number in picture.numbers():
        row = dict(known)
        row["line"] = str(number["line"])
        row["text as read"], row["text as corrected"] = number["read"], number["corrected"]
        if number["confidence"] is not None:
            row["least confidence"] = f"{number['confidence']:.4f}"
        row["in doubt"] = "yes" if number["reason"] else "no"
        row["reason"] = number["reason"] or ""
        for side, place in zip(COLUMNS[7:11], number["box"] or []):  # noqa: B905
            row[side] = str(round(place))
        told.append(row)
    if not told:
        known["reason"] = picture.facts["reason"] or ""
        told.append(known)
    return told


def csv(pictures: "list[Picture]") -> "list[str]":
    """The table of all pictures in parts, the head and one a picture; MARK goes before it."""
    parts = [_line(COLUMNS)]
    for picture in pictures:
        lines = [_line([row.get(name, "") for name in COLUMNS]) for row in rows(picture)]
        parts.append("".join(lines))
    return parts


def _line(cells: "Any") -> str:
    return ",".join([_quoted(cell) for cell in cells]) + END


def _quoted(cell: str) -> str:
    if _is_formula(cell):
        cell = AS_TEXT + cell
    return '"' + cell.replace('"', '""') + '"'


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute it; a number with a sign before it is a number."""
    text = cell.lstrip()
    if not text or text[0] not in FORMULA:
        return False
    return not text[1:].replace(",", "").replace(".", "").isdigit() or text[0] not in "+-"
