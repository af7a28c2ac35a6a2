"""The soak: what counts as grown, and that its mixture has every kind of file once."""

import pytest

from bench.mixture import mixture
from bench.soak import SLACK, growths

HEAP = "worker: Pyodide's memory, bytes"
NODES = "page: DOM nodes"


@pytest.mark.parametrize(
    ("what", "last", "kept"),
    [
        (NODES, 100, True),
        (NODES, 99, True),
        (NODES, 101, False),
        (HEAP, 105, True),
        (HEAP, 106, False),
    ],
)
def test_numbers_of_things_may_not_grow_and_sizes_by_a_part(what, last, kept):
    (growth,) = growths({what: 100}, {what: last})
    assert growth.is_kept is kept


def test_small_figures_have_a_slack_in_place_of_a_part():
    name = "page: Python's proxies of JavaScript"
    for more, kept in ((SLACK[name], True), (SLACK[name] + 1, False)):
        (growth,) = growths({name: 4}, {name: 4 + more})
        assert growth.is_kept is kept


def test_the_mixture_has_good_and_bad_files_of_different_names_and_is_always_the_same():
    files = mixture()
    assert len({each.name for each in files}) == len(files) == 50
    assert {each.code for each in files} == {None, "not-an-image", "damaged-image", "too-large"}
    assert mixture() == files
