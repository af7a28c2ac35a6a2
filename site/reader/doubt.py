"""Doubt: digits that are not sure are read again in other ways."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from reader.answer import LIKELY, weigh
from reader.card import Card
from reader.found import Classify, Found
from reader.hypothesis import hypotheses
from reader.ink import Ink
from reader.page import Row

# The most digits in doubt that are read again in other ways: the least sure first. It bounds the
# time that doubt may cost, in a page of scribbles.
MOST_DOUBTFUL: Final = 8


def reconsidered(rows: Sequence[Row], ink: Ink, classify: Classify, card: Card) -> tuple[Row, ...]:
    """Read the digits in doubt again in other ways, if they were not yet, all in one batch.

    Beside likelier ones, lines without a digit that is likelier than not are dropped.
    """
    doubtful = sorted(
        (found for row in rows for found in row.digits if _is_open(found)),
        key=lambda found: found.answer.confidence,
    )[:MOST_DOUBTFUL]
    if not doubtful:
        return tuple(rows)
    weighed = weighed_in(doubtful, ink, classify, card)
    again = {id(found): other for found, other in zip(doubtful, weighed, strict=True)}
    seen = [
        replace(row, digits=tuple(again.get(id(found), found) for found in row.digits))
        for row in rows
    ]
    likely = [row for row in seen if any(each.answer.confidence >= LIKELY for each in row.digits)]
    return tuple(likely or seen)


def weighed_in(doubtful: Sequence[Found], ink: Ink, classify: Classify, card: Card) -> list[Found]:
    """Weigh what the network says of marks with what it says of other views of them."""
    views = [hypotheses(found.mark, ink) for found in doubtful]
    logits = classify(np.stack([view for each in views for view in each]))
    parts = np.split(logits, np.cumsum([len(each) for each in views])[:-1])
    weighed = []
    for found, part in zip(doubtful, parts, strict=True):
        told, agreed = weigh(found.answer, part, card)
        weighed.append(replace(found, answer=told, hypotheses=(agreed, len(part))))
    return weighed


def _is_open(found: Found) -> bool:
    return not found.answer.sure and found.hypotheses is None
