"""Someone gives the page what it cannot read: a clear error on its own card, nothing is lost."""

import pytest

from tests.browser.bad import FILES, NOTHING
from tests.browser.visitor import Refused, file
from tests.handwriting import encode, write


def assert_that_the_page_goes_on(visitor, before):
    """Earlier results stay, and the next picture is read."""
    visitor.pick(file("next.png", encode(write(7))))
    assert visitor.card("next.png").answered().digit == "7"
    assert visitor.names[-len(before) :] == before
    assert visitor.engine == "ready"


@pytest.fixture
def with_a_result(settled):
    """Someone who has read a picture before."""
    settled.pick(file("before.png", encode(write(2))))
    settled.card("before.png").answered()
    return settled


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_a_bad_file_gets_its_own_card_with_what_came_and_what_would_do(with_a_result, bad):
    visitor = with_a_result
    before = visitor.names
    visitor.pick(file(bad.name, bad.content, "application/octet-stream"))
    card = visitor.card(bad.name).answered()
    assert (card.attribute("state"), card.attribute("code")) == ("failed", bad.code)
    assert bad.word in card.sentence
    assert len(card.sentence) > 40, "says what came, but not what would do"
    assert visitor.card("before.png").digit == "2"
    assert_that_the_page_goes_on(visitor, before)


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_the_contract_rejects_a_bad_file_with_its_code(settled, bad):
    with pytest.raises(Refused) as refused:
        settled.read(bad.content, bad.name)
    assert refused.value.code == bad.code
    assert bad.word in refused.value.message


@pytest.mark.parametrize(("name", "content", "reason"), NOTHING, ids=lambda each: str(each)[:9])
def test_a_picture_without_a_digit_says_so_and_why(with_a_result, name, content, reason):
    visitor = with_a_result
    before = visitor.names
    visitor.pick(file(name, content))
    card = visitor.card(name).answered()
    assert (card.attribute("state"), card.attribute("verdict")) == ("done", "nothing")
    assert len(card.sentence) > 40
    reading = visitor.read(content, name)
    assert (reading["verdict"], reading["reason"]) == ("nothing", reason)
    assert (reading["text"], reading["lines"]) == ("", [])
    assert_that_the_page_goes_on(visitor, before)


def test_a_file_of_60_megabytes_is_refused(with_a_result, tmp_path):
    visitor = with_a_result
    before = visitor.names
    path = tmp_path / "huge.jpg"
    path.write_bytes(encode(write(5), "JPEG") + bytes(60_000_000))
    visitor.pick(path)
    card = visitor.card("huge.jpg").answered()
    assert (card.attribute("state"), card.attribute("code")) == ("failed", "too-large")
    assert "60" in card.sentence
    assert_that_the_page_goes_on(visitor, before)


def test_one_bad_file_among_good_ones_spoils_none(settled):
    settled.pick(
        file("good-1.png", encode(write(1))),
        file("bad.png", b"no picture", "image/png"),
        file("good-4.png", encode(write(4))),
    )
    assert settled.card("good-1.png").answered().digit == "1"
    assert settled.card("bad.png").answered().attribute("code") == "not-an-image"
    assert settled.card("good-4.png").answered().digit == "4"
