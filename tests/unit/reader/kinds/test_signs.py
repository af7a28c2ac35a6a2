"""Signs between digits: in the text where they are read surely, else a gap and a doubt."""

import pytest

from tests.network import seen
from tests.strokes import digit, drawn, on_paper

HEIGHT = 70
WIDTH = 62  # of a digit's square and what is beside it, in pixels

# In parts of a digit's height, from the sign's left and the digit's top.
SIGNS = {
    ".": [[(0.1, 0.95), (0.13, 0.96)]],
    ",": [[(0.14, 0.88), (0.13, 1.0), (0.06, 1.14)]],
    "-": [[(0.05, 0.52), (0.42, 0.5)]],
    "/": [[(0.4, -0.05), (0.02, 1.08)]],
    ":": [[(0.1, 0.35), (0.13, 0.36)], [(0.1, 0.85), (0.13, 0.86)]],
    "+": [[(0.05, 0.55), (0.5, 0.55)], [(0.27, 0.32), (0.28, 0.78)]],
    "=": [[(0.05, 0.42), (0.45, 0.42)], [(0.05, 0.64), (0.45, 0.64)]],
}
SIGN_WIDTH = 36


def written(text):
    """A picture of digits and signs on white paper."""
    strokes, left = [], 40.0
    for letter in text:
        if letter.isdigit():
            strokes += digit(int(letter), left, 40, HEIGHT)
            left += WIDTH
        else:
            strokes += [
                [(left + HEIGHT * x, 40 + HEIGHT * y) for x, y in stroke]
                for stroke in SIGNS[letter]
            ]
            left += SIGN_WIDTH
    return on_paper(drawn(strokes, (round(left) + 40, 170), 7))


@pytest.mark.parametrize("text", ["3,50", "12.5", "7-83", "3/4", "9:45", "24.12", "60,7", "5-2"])
def test_a_sign_between_digits_is_never_lost_without_a_word(text):
    """Three and a half is no sure 350: the text is right, or it is in doubt."""
    reading = seen(written(text))

    assert list(filter(str.isdigit, reading.text)) == list(filter(str.isdigit, text))
    assert reading.verdict == ("number" if reading.text == text else "unsure")


@pytest.mark.parametrize("text", ["3+4", "12+5", "7=7", "8+9=17"])
def test_signs_that_no_text_has_are_gaps_and_the_number_is_in_doubt(text):
    reading = seen(written(text))

    assert reading.text == "".join(letter if letter.isdigit() else " " for letter in text)
    assert reading.verdict == "unsure"
