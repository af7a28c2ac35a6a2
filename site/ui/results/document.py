"""All readings on the desk as JSON: those of the contract, each with what was corrected in it."""

import json

from ui.desk.picture import DONE, FAILED, Picture

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any


def part(picture: Picture, encode: "Callable[[Any], str]") -> str:
    """A picture as JSON; `encode` does that for the reading, which lies on JavaScript's side.

    It is the reading with the field `corrected`, null or what a person has made of it; of a picture
    that was not read its `source` and `error`. Empty where it has not come so far.
    """
    if picture.state == FAILED:
        failed = {"source": {"name": picture.name}, "error": {"code": picture.code}}
        return json.dumps(failed)
    if picture.state != DONE:
        return ""
    reading = encode(picture.reading)
    corrected = json.dumps(picture.corrections.plain() if picture.corrected else None)
    return reading[: reading.rindex("}")] + ',"corrected":' + corrected + "}"


def document(pictures: "list[Picture]", encode: "Callable[[Any], str]") -> "list[str]":
    """All pictures in parts: a JSON array when they are joined."""
    said: list[str] = []
    for picture in pictures:
        json_of = part(picture, encode)
        if json_of:
            said.append(("[" if not said else ",") + "\n" + json_of)
    said.append("\n]\n" if said else "[]\n")
    return said


def text(pictures: "list[Picture]") -> str:
    """What all pictures say, one after the other; between pages of several lines stands a gap."""
    texts = [picture.text for picture in pictures if picture.state == DONE and picture.text]
    between = "\n\n" if any("\n" in each for each in texts) else "\n"
    return between.join(texts)
