"""What is said on the pad is for somebody who writes, not for who takes a picture."""

import json

import pytest

from tests.browser.numbers import Numbers, doubt
from ui.words.drawing import AGAIN, GO_ON, REASONS, comment
from ui.words.wording import NOTHING, answer
from ui.words.wording import REASONS as OF_PICTURES


def reading(**changes):
    return {**json.loads(json.dumps(Numbers("7").reading("x"))), **changes}


@pytest.mark.parametrize("reason", [*OF_PICTURES, "another"])
def test_where_nothing_is_read_no_picture_and_no_paper_is_spoken_of(reason):
    sentence, more = comment(reading(verdict="nothing", reason=reason, text=None, lines=[]))
    assert sentence == NOTHING
    assert more == REASONS.get(reason, GO_ON)
    assert not any(word in more for word in ("picture", "paper", "photograph", "light", "Try"))


def test_the_rest_is_said_as_of_a_picture():
    sure = reading()
    assert comment(sure) == answer(sure)
    left = reading(verdict="nothing", reason="not-a-digit", lines=[], doubts=[{}])
    assert comment(left) == answer(left)
    unsure = json.loads(json.dumps(Numbers("7").reading("x", {0: doubt(1)})))
    assert comment(unsure) == (answer(unsure)[0], AGAIN)
