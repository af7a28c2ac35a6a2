"""Doubt: digits that are not sure are read again in other ways."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from reader.answer import LIKELY, weigh
from reader.card import Card
from reader.found import Classify
from reader.hypothesis import hypotheses
from reader.ink import Ink
from reader.page import Row

# The most digits in doubt that are read again in other ways: the least sure first. It bounds the
# time that doubt may cost, in a page of scribbles.
MOST_DOUBTFUL: Final = 8


def reconsidered(rows: Sequence[Row], ink: Ink, classify: Classify, card: Card) -> tuple[Row, ...]:
    """Read the digits in doubt again in other ways, all in one batch.

    Beside likelier ones, lines without a digit that is likelier than not are dropped.
    """
    doubtful = sorted(
        (found for row in rows for found in row.digits if not found.answer.sure),
        key=lambda found: found.answer.confidence,
    )[:MOST_DOUBTFUL]
    if not doubtful:
        return tuple(rows)
    views = [hypotheses(found.mark, ink) for found in doubtful]
    logits = classify(np.stack([view for each in views for view in each]))
    parts = np.split(logits, np.cumsum([len(each) for each in views])[:-1])
    again = {}
    for found, part in zip(doubtful, parts, strict=True):
        weighed, agreed = weigh(found.answer, part, card)
        again[id(found)] = replace(found, answer=weighed, hypotheses=(agreed, len(part)))
    weighed_rows = [
        replace(row, digits=tuple(again.get(id(found), found) for found in row.digits))
        for row in rows
    ]
    likely = [
        row for row in weighed_rows if any(each.answer.confidence >= LIKELY for each in row.digits)
    ]
    return tuple(likely or weighed_rows)
