"""Arrow keys lead from digit to digit as the digits stand on the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.card.arrows import go

# 12 7 over 895 over 60: the middles of the digits.
LINES = [[10.0, 20.0, 50.0], [15.0, 25.0, 35.0], [12.0, 52.0]]


@pytest.mark.parametrize(
    ("key", "chosen", "led"),
    [
        ("ArrowRight", 0, 1),
        ("ArrowRight", 2, 3),  # on to the next line
        ("ArrowRight", 7, 7),
        ("ArrowLeft", 3, 2),
        ("ArrowLeft", 0, 0),
        ("ArrowDown", 0, 3),
        ("ArrowDown", 2, 5),
        ("ArrowDown", 5, 7),
        ("ArrowDown", 3, 6),
        ("ArrowDown", 7, 7),
        ("ArrowUp", 7, 5),
        ("ArrowUp", 5, 1),
        ("ArrowUp", 1, 1),
        ("Home", 5, 0),
        ("End", 0, 7),
    ],
)
def test_a_key_leads_to(key, chosen, led):
    assert go(key, chosen, LINES) == led


@pytest.mark.parametrize("key", ["Enter", "a", "Tab", "PageDown"])
def test_other_keys_lead_nowhere(key):
    assert go(key, 0, LINES) is None


@given(
    st.lists(st.lists(st.floats(0, 1000), min_size=1, max_size=5), min_size=1, max_size=5),
    st.sampled_from(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]),
    st.data(),
)
def test_every_key_leads_to_a_digit_and_up_and_down_change_the_line_by_one(lines, key, data):
    places = [at for at, line in enumerate(lines) for _ in line]
    chosen = data.draw(st.integers(0, len(places) - 1))
    led = go(key, chosen, lines)
    assert led is not None
    assert 0 <= led < len(places)
    if key in ("ArrowUp", "ArrowDown"):
        step = -1 if key == "ArrowUp" else 1
        last = max(0, min(len(lines) - 1, places[chosen] + step))
        assert places[led] == last
