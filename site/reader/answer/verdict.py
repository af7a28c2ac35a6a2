"""The verdict on what was read in a picture."""

from collections.abc import Sequence

from reader.reading import Doubt, Line, Verdict


def verdict(lines: Sequence[Line], doubts: Sequence[Doubt] = ()) -> Verdict:
    """Give the verdict on what was read and on what may be digits, too, and was left out.

    It is sure only where every digit is, nothing else may be a digit, and every sign between two
    digits is one that the text shows: 3,50 is no 350.
    """
    digits = [digit for line in lines for digit in line.digits]
    if not digits:
        return "nothing"
    between = [sign for line in lines for sign in line.between]
    sure = all(digit.sure for digit in digits) and all(sign.shown for sign in between)
    if doubts or not sure:
        return "unsure"
    return "digit" if len(digits) == 1 else "number"
