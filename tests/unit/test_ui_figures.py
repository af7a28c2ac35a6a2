"""Numbers on the page: short, and never a claim of certainty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.words.figures import duration, percent, share, weight


@pytest.mark.parametrize(
    ("confidence", "text"),
    [
        (0.98, "98 %"),
        (0.984, "98 %"),
        (0.985, "99 %"),
        (0.994, "99 %"),
        (0.996, "99.6 %"),
        (0.9994, "99.9 %"),
        (0.9995, "over 99.9 %"),
        (1.0, "over 99.9 %"),
        (0.5, "50 %"),
        (0.005, "1 %"),
        (0.001, "under 1 %"),
        (0.0, "under 1 %"),
    ],
)
def test_a_confidence_in_a_sentence(confidence, text):
    assert percent(confidence) == text


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "< 0.1 %"),
        (0.0004, "< 0.1 %"),
        (0.0006, "0.1 %"),
        (0.0123, "1.2 %"),
        (0.9823, "98.2 %"),
        (0.9994, "99.9 %"),
        (0.9996, "> 99.9 %"),
        (1.0, "> 99.9 %"),
    ],
)
def test_a_probability_in_a_list(probability, text):
    assert share(probability) == text


@given(st.floats(0, 1))
def test_nothing_is_ever_certain_or_impossible(probability):
    for text in (percent(probability), share(probability)):
        assert "100" not in text
        assert text not in ("0 %", "0.0 %")


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_is_never_shown_as_less(one, other):
    def shown(text):
        number = float(text.removesuffix(" %").lstrip("<> ovrunde"))
        return number + 0.05 * text.startswith(("o", ">")) - 0.05 * text.startswith(("u", "<"))

    less, more = sorted((one, other))
    for figure in (percent, share):
        assert shown(figure(less)) <= shown(figure(more))


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (45_600, "46 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (1_000_000, "1.0 MB"),
        (9_960_000, "10 MB"),
        (3_140_000, "3.1 MB"),
        (60_000_000, "60 MB"),
    ],
)
def test_the_size_of_a_file(size, text):
    assert weight(size) == text


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0.4, "under 1 ms"), (12.3, "12 ms"), (999.4, "999 ms"), (999.7, "1.0 s"), (1530, "1.5 s")],
)
def test_a_time(milliseconds, text):
    assert duration(milliseconds) == text
