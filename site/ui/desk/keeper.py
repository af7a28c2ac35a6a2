"""Keeps the desk on this device, picture by picture as it changes, and lays it out again."""

import json

from js import JSON, Promise, setTimeout
from pyscript import document, window
from pyscript.js_modules import records

from ui.card.facts import facts_of
from ui.desk.picture import ASIDE, DONE, FAILED, WAITING, Picture
from ui.desk.record import record_of
from ui.task import Pace, begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.desk import Desk

PAUSE_MS = 300  # milliseconds from a change to its being kept: a picture that is read changes often

BATCH = 20  # pictures that are laid out at once: each time all of them are sorted

# A picture that failed by this was not at fault, and is read again.
ENGINE = "engine-failed"


class Keeper:
    """Writes a desk's pictures into the database of site/runtime/records.js, which is open.

    `failed(count, kept, error)` is called where so many pictures could not be kept, beside those
    that are.
    """

    def __init__(self, desk: "Desk", failed: "Callable[[int, int, Exception], None]") -> None:
        self._desk = desk
        self._failed = failed
        self._next = 1  # the number in the database of the next picture
        self._ids: dict[int, int] = {}  # by the pictures' numbers on this desk
        self._files: set[int] = set()  # the numbers of the pictures whose files are kept
        self._readings: dict[int, Any] = {}  # what is kept of them
        self._changed: dict[int, Picture] = {}
        self._unkept: set[int] = set()
        self._is_busy = False
        self._is_bringing = False
        self._has_ended = False
        desk.listen(self.note)
        document.addEventListener("visibilitychange", lambda _: self._hurry())

    async def restore(self) -> "tuple[int, int]":
        """Lay out what is kept; give how many pictures that were, and how many are read again."""
        ids = await records.ids()
        reader = str(await records.reader())
        count = ids.length
        if count:
            self._next = ids[count - 1] + 1
        first = min([0] + [each.number for each in self._desk.pictures]) - count
        again = 0
        batch: list[Picture] = []
        pace = Pace()
        for at in range(count):
            picture = Picture("", first + at)
            self._ids[picture.number] = ids[at]
            again += self._fill(picture, await records.get(ids[at]), reader)
            batch.append(picture)
            await pace.keep()
            if len(batch) == BATCH or at == count - 1:
                self._is_bringing = True  # they are kept as they come
                self._desk.bring(batch)
                self._is_bringing = False
                batch = []
        return count, again

    def _fill(self, picture: Picture, kept: "Any", reader: str) -> bool:
        """Have a picture as it was kept; give whether it is to be read again."""
        about = json.loads(kept.about)
        picture.name, picture.state = about["name"], about["state"]
        picture.file = kept.file
        if kept.preview:
            window.thumbnails.give(kept.file, kept.preview)
        self._files.add(picture.number)
        if picture.state == FAILED and about["reader"] == reader and about["code"] != ENGINE:
            picture.code, picture.message = about["code"], about["message"]
            return False
        if picture.state != DONE:
            picture.state = ASIDE if picture.state == ASIDE else WAITING
            return False
        is_own = about["corrections"] or about["asked"]  # what a person has made of it stays
        if about["reader"] != reader and not is_own:
            picture.state = WAITING
            return True
        picture.take(kept.reading, facts_of(kept.reading))
        picture.first = kept.first
        picture.reader = about["reader"]
        if about["corrections"]:
            for found in about["corrections"]["found"]:
                given = found["given"]
                found["given"] = given and JSON.parse(json.dumps(given))
            picture.correct(about["corrections"])
        picture.forget_facts()
        self._readings[picture.number] = picture.reading
        return False

    def begin(self) -> None:
        """Keep what lies there beside what was kept already."""
        for picture in self._desk.pictures:
            if picture.number not in self._ids:
                self.note(picture)
        self._tell()

    def end(self) -> None:
        """Keep nothing more."""
        self._has_ended = True
        self._changed = {}

    def note(self, picture: Picture) -> None:
        """A picture came, went, or has come further."""
        if self._has_ended or self._is_bringing:
            return
        if picture.number not in self._ids:
            self._ids[picture.number] = self._next
            self._next += 1
        self._changed[picture.number] = picture
        if not self._is_busy:
            self._is_busy = True
            begin(self._write_soon())

    def _hurry(self) -> None:
        """The page is left, perhaps for good: what has changed is kept at once."""
        if document.hidden and self._changed:
            begin(self._write_all())

    async def _write_soon(self) -> None:
        await Promise.new(lambda resolve, _: setTimeout(resolve, PAUSE_MS))
        await self._write_all()
        self._is_busy = False

    async def _write_all(self) -> None:
        reader = str(await records.reader())
        lost: Exception | None = None
        while self._changed:
            number = min(self._changed)
            picture = self._changed.pop(number)
            try:
                await self._write(picture, reader)
            except Exception as error:  # noqa: BLE001 whatever the browser's reason, it is said
                if self._has_ended:
                    return  # the database was deleted meanwhile
                self._unkept.add(number)
                lost = error
            else:
                self._unkept.discard(number)
        self._tell()
        if lost:
            self._failed(len(self._unkept), len(self._files), lost)

    async def _write(self, picture: Picture, reader: str) -> None:
        number = picture.number
        if picture.removed:
            if number in self._files:
                self._files.discard(number)
                self._readings.pop(number, None)
                await records.remove(self._ids[number])
            return
        if not picture.file:
            return  # it has not come yet, or is none
        is_new = self._readings.get(number) is not picture.reading
        if is_new or picture.state == FAILED:
            picture.reader = reader
        reading = picture.reading if is_new else None
        file = None if number in self._files else picture.file
        about = json.dumps(_about(picture))
        shown = reading and window.thumbnails.preview(picture.file)
        await records.put(self._ids[number], about, file, reading, reading and picture.first, shown)
        self._files.add(number)
        self._readings[number] = picture.reading

    def _tell(self) -> None:
        """Say on the page how many pictures are kept."""
        if not self._has_ended:
            document.documentElement.dataset.desk = str(len(self._files))
            records.sign(len(self._files))


def _about(picture: Picture) -> "dict[str, Any]":
    """All of a picture but its file and its reading."""
    corrections = record_of(picture.corrections) if picture.is_touched else None
    for found in corrections["found"] if corrections else []:
        given = found["given"]
        found["given"] = json.loads(JSON.stringify(given)) if given else None
    return {
        "name": picture.name,
        "state": picture.state,
        "code": picture.code,
        "message": picture.message,
        "reader": picture.reader,
        "asked": bool(picture.first),
        "corrections": corrections,
    }
