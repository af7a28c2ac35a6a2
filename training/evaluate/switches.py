"""Switches: the reader's parts, each with what stands in its place when it is off.

A switch puts something else in the place of one named function, method or constant, in this process
and until its block ends. The networks stay as they were trained: with a plane blank, a row says how
far they rely on it, not what a network without it would have learned.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader import look, marks
from reader.classify import stroke
from reader.classify.mark import Mark
from reader.classify.shape import Limits
from reader.find import instance, pyramid, scan
from reader.find.pyramid import DARK, GREY, LIGHT
from reader.layout.baselines import Baselines
from training.shipped import Shipped

MIDDLE: Final = 128  # the level of a grey plane that says nothing


@dataclass(frozen=True, eq=False)
class Switch:
    """A part by its `name`: `attribute` of `owner`; `other` gives what replaces the original."""

    name: str
    owner: Any
    attribute: str
    other: Callable[[Any], Any]


@contextmanager
def off(switch: Switch) -> Iterator[None]:
    """Do without a part inside the block; raises KeyError where the owner has no such part."""
    original = vars(switch.owner)[switch.attribute]
    setattr(switch.owner, switch.attribute, switch.other(original))
    try:
        yield
    finally:
        setattr(switch.owner, switch.attribute, original)


def _own_level(masks: Any) -> Any:
    """Take the ink of a detection from its own level alone."""

    def own(seen: Any, found: Any, squares: Any) -> Any:
        pairs = zip(found, squares, strict=True)
        return np.concatenate(
            [masks(seen[: each.level + 1], [each], [square]) for each, square in pairs]
        )

    return own


def _blank(plane: int, level: int) -> Callable[[Any], Any]:
    """Let the finder see nothing in a plane."""

    def blanked(find: Any) -> Any:
        def looked(model: Shipped, planes: NDArray[np.uint8]) -> Any:
            changed = planes.copy()
            changed[..., plane] = level
            return find(model, changed)

        return looked

    return blanked


def _mean(_: Any) -> Any:
    """Halve contrast as all else is halved."""
    return lambda contrast: pyramid._even(contrast).reduce(2)


SWITCHES: Final = (
    Switch("ink of the next finer level", instance, "masks", _own_level),
    Switch("division of ink by centres", instance, "divide", lambda _: lambda *_: None),
    Switch("thickening of strokes", stroke, "thicken", lambda _: lambda ink, _: ink),
    Switch(
        "classifier's belief in detections", Mark, "belief",
        lambda _: property(lambda mark: mark.detection.score),
    ),
    Switch("second look after a refusal", marks, "ROUNDS", lambda _: 1),
    Switch(
        "other views of digits in doubt", marks, "reconsidered", lambda _: lambda told, *_: told
    ),
    Switch("second look where digits are in doubt", look, "LOOKED_AT_AGAIN", lambda _: 0),
    Switch("shapes that no digit has", Limits, "allow", lambda _: lambda *_: True),
    Switch("turns", look, "turned", lambda _: lambda *_: None),
    Switch(
        "lines that fan out and bend", Baselines, "fitted",
        lambda _: classmethod(lambda cls, boxes, _: cls.level(boxes)),
    ),
    Switch("fine levels left out", scan, "NEEDED", lambda _: -1.0),
    Switch("maxima in halved contrast", pyramid, "_halved", _mean),
    Switch("grey plane", Shipped, "find", _blank(GREY, MIDDLE)),
    Switch("plane of dark contrast", Shipped, "find", _blank(DARK, 0)),
    Switch("plane of light contrast", Shipped, "find", _blank(LIGHT, 0)),
)  # fmt: skip
