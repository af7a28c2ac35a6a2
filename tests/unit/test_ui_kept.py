"""What is stored is told in plain words, every byte of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.device.kept import ALMOST, FORGOTTEN, KINDS, NOTHING, OPTIONAL, size, summed, told
from ui.words.figures import weight


def kept(what, count):
    return {"what": what, "name": what, "bytes": count}


SITE, OLDER = kept("site", 17_900_000), kept("site", 2_000_000)
DATABASE = kept("database", None)


def test_things_of_a_kind_are_weighed_together():
    assert size([SITE, OLDER]) == weight(19_900_000)


def test_a_size_that_the_browser_does_not_tell_is_not_made_up():
    assert size([DATABASE]) == "size not told"
    assert size([SITE, DATABASE]) == weight(17_900_000)


def test_of_a_desk_it_is_told_how_many_pictures_are_on_it():
    assert told([{**kept("desk", 4_200_000), "pictures": 3}]) == "3 pictures, 4.2 MB"
    assert told([{**kept("desk", 0), "pictures": 0}]) == "0 pictures, 0 bytes"
    assert told([SITE]) == size([SITE])


def test_the_sum_is_told_and_that_there_is_nothing():
    assert summed([SITE, kept("snapshot", 38_000_000)], forgotten=False) == "56 MB in all."
    assert summed([DATABASE], forgotten=False) == ""
    assert summed([], forgotten=False) == NOTHING


def test_what_is_forgotten_is_said_to_be_gone_only_where_it_is():
    assert summed([], forgotten=True) == FORGOTTEN
    assert summed([DATABASE], forgotten=True) == ALMOST
    assert summed([SITE, DATABASE], forgotten=True) == "18 MB in all."


@given(st.lists(st.tuples(st.sampled_from([kind for kind, _ in KINDS]), st.integers(0, 10**9))))
def test_every_byte_counts(found):
    stored = [kept(*each) for each in found]
    total = weight(sum(count for _, count in found))
    assert summed(stored, forgotten=False) == (f"{total} in all." if stored else NOTHING)


@pytest.mark.parametrize("kind", OPTIONAL)
def test_what_can_be_deleted_alone_is_a_kind_that_is_listed(kind):
    assert kind in dict(KINDS)
