"""What is said of a camera: why there is none, and what would help to read what it sees."""

import pytest

from tests.browser.numbers import Numbers
from ui.words.camera import (
    ALONE,
    BY_SYSTEM,
    CLOSER,
    DARK,
    DARKER,
    DENIED,
    DISMISSED,
    FRAMED,
    KEEP,
    LOOKING,
    NIGHT,
    NONE,
    STILL,
    TAKEN,
    UNEXPECTED,
    hint,
    refuse_camera,
)

DAY, RESTING, WAVING = 200.0, 0.5, 9.0


@pytest.mark.parametrize(
    ("name", "message", "framed", "said"),
    [
        ("NotAllowedError", "Permission denied", False, DENIED),
        ("NotAllowedError", "Permission dismissed", False, DISMISSED),
        ("NotAllowedError", "Permission denied by system", True, BY_SYSTEM),
        ("NotAllowedError", "Permission denied", True, FRAMED),
        ("SecurityError", "", False, DENIED),
        ("NotFoundError", "Requested device not found", True, NONE),
        ("OverconstrainedError", "", False, NONE),
        ("NotReadableError", "Could not start video source", False, TAKEN),
        ("AbortError", "", False, TAKEN),
        ("TypeError", "system", True, UNEXPECTED),
    ],
)
def test_every_reason_why_there_is_no_camera_has_its_sentence(name, message, framed, said):
    assert refuse_camera(name, message, framed=framed) == said


def nothing(reason):
    """A reading in which nothing was read."""
    reading = Numbers("7").reading("frame")
    return {**reading, "verdict": "nothing", "text": "", "lines": [], "reason": reason}


def doubtful(side):
    """A reading of a digit in doubt on a picture of so many pixels a side."""
    return Numbers("7", (side, side)).reading("frame", {0: {"sure": False}})


@pytest.mark.parametrize(
    ("reading", "light", "moved", "said"),
    [
        (Numbers("42").reading("frame"), DAY, RESTING, KEEP),
        (Numbers("42").reading("frame"), NIGHT / 2, WAVING, KEEP),  # it is read all the same
        (nothing("blank"), NIGHT / 2, WAVING, DARK),
        (doubtful(400), NIGHT / 2, RESTING, DARK),
        (nothing("blank"), DAY, WAVING, STILL),
        (nothing("blank"), DAY, RESTING, LOOKING),
        (nothing("too-small"), DAY, RESTING, CLOSER),
        (nothing("too-faint"), DAY, RESTING, DARKER),
        (nothing("letters"), DAY, RESTING, ALONE),
        (nothing("not-a-digit"), DAY, RESTING, ALONE),
        (nothing("not-writing"), DAY, RESTING, LOOKING),
        (nothing("unheard-of"), DAY, RESTING, LOOKING),
        (doubtful(400), DAY, RESTING, STILL),
        (doubtful(30), DAY, RESTING, CLOSER),
    ],
)
def test_the_hint_says_what_would_help(reading, light, moved, said):
    assert hint(reading, light, moved) == said
