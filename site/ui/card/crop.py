"""Reading a part of a picture: what the reader finds in a box that a person has drawn."""

from js import Promise
from pyscript import document, window
from pyscript.ffi import to_js

from ui.desk.mark import Mark
from ui.desk.placement import middle

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    from ui.desk.picture import Picture

# Paper around the box that is read with it, as a part of its longer side: the reader has to see
# where the ink ends.
MARGIN = 0.25


class Uncut(Exception):
    """The browser shows no picture of this file, so it cannot cut a part out of it."""


async def read_part(picture: "Picture", photo: "Any", box: "list[float]") -> "list[Mark]":
    """Give the digits, and the marks that may be some, whose middle is in a box of the picture.

    Boxes are left, top, width, height in pixels of the upright picture; `photo` is the element that
    shows it. Raises Uncut, and what `inkling.read` rejects with.
    """
    source = picture.source
    size = source["width"], source["height"]
    room = MARGIN * max(box[2:])
    left, top = max(0, box[0] - room), max(0, box[1] - room)
    right, bottom = min(size[0], box[0] + box[2] + room), min(size[1], box[1] + box[3] + room)
    part = [round(left), round(top), max(1, round(right - left)), max(1, round(bottom - top))]
    blob = await _cut(picture.file, photo, size, part, source.get("paper") or "white")
    name = f"{picture.name}, a part"
    file = window.File.new(to_js([blob]), name, to_js({"type": blob.type}))
    reading = await window.inkling.read(file)
    marks = [_digit(digit, part) for line in reading.lines for digit in line.digits]
    marks += [
        Mark(_moved(doubt.box, part), confidence=doubt.confidence, missed=True)
        for doubt in reading.doubts
    ]
    return [mark for mark in marks if _is_in(middle(mark.box), box)]


async def _cut(
    file: "Any", photo: "Any", size: "tuple[int, int]", part: "list[int]", paper: str
) -> "Any":
    """Cut a part out of a file's picture, a PNG; what is clear is laid on paper of a colour."""
    bitmap = None
    try:
        bitmap = await window.createImageBitmap(window.thumbnails.source(file))
        image, wide = bitmap, bitmap.width
    except Exception:  # noqa: BLE001 of a drawing there is no bitmap; what the card shows will do
        image, wide = photo, photo.naturalWidth
    if not wide:
        raise Uncut
    scale = wide / size[0]
    canvas = document.createElement("canvas")
    canvas.width, canvas.height = part[2], part[3]
    left, top, width, height = [each * scale for each in part]
    context = canvas.getContext("2d")
    context.fillStyle = paper
    context.fillRect(0, 0, part[2], part[3])
    context.drawImage(image, left, top, width, height, 0, 0, part[2], part[3])
    if bitmap:
        bitmap.close()  # a photograph takes 50 MB
    return await Promise.new(lambda resolve, _: canvas.toBlob(resolve, "image/png"))


def _digit(digit: "Any", part: "list[int]") -> Mark:
    """A digit of a part's reading, the plain object of the contract."""
    return Mark(
        _moved(digit.box, part),
        digit.digit,
        digit.confidence,
        sure=bool(digit.sure),
        missed=True,
        given=digit,
    )


def _moved(box: "Any", part: "list[int]") -> "list[float]":
    """A box of a part, in pixels of the whole picture."""
    return [box[0] + part[0], box[1] + part[1], box[2], box[3]]


def _is_in(point: "tuple[float, float]", box: "list[float]") -> bool:
    across, down = point[0] - box[0], point[1] - box[1]
    return 0 <= across <= box[2] and 0 <= down <= box[3]
