"""Assembly: figures put together and taken apart until the network knows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.card import Card
from reader.enclosure import HOLE, Enclosure, enclosure
from reader.figure import Figure, figure, find_figures, freed, stacked
from reader.found import Classify, Found, ask
from reader.ink import Ink
from reader.mark import mark_of


@dataclass(frozen=True, eq=False)
class Read:
    """A figure and what the network says of it."""

    figure: Figure
    found: Found


Reader = Callable[[Sequence[Figure]], list[Read]]


def assemble(ink: Ink, classify: Classify, card: Card) -> list[Read]:
    """Find the figures of a page: frames around some taken away, broken ones mended."""

    def read(figures: Sequence[Figure]) -> list[Read]:
        found = ask([mark_of(each.parts, ink) for each in figures], classify, card)
        return [Read(*pair) for pair in zip(figures, found, strict=True)]

    settled = _settled(find_figures(ink), read)
    return _mended(settled, read([_together(*pair) for pair in _halves(settled)]))


def _settled(figures: Sequence[Figure], read: Reader) -> list[Read]:
    """Take figures of several parts apart where that reads better."""
    settled: list[Read] = []
    unsure: list[Read] = []
    enclosing: list[tuple[Read, Enclosure]] = []
    waiting = list(figures)
    while waiting:  # what is taken apart has fewer parts each time
        each_read = read(waiting)
        waiting = []
        for each in each_read:
            held = enclosure(each.figure)
            if held is not None:
                enclosing.append((each, held))
            elif each.found.answer.sure or len(each.figure.parts) == 1:
                settled.append(each)
            elif each.found.refused:
                waiting += freed(each.figure)
            else:
                unsure.append(each)
    for each in unsure:
        parts = read(freed(each.figure))
        apart = len(parts) > 1 and all(
            part.found.answer.confidence > each.found.answer.confidence for part in parts
        )
        settled += parts if apart else [each]
    for each, held in enclosing:
        (outline,) = read([held.outline])
        settled += _opened(each, outline, _settled(held.inside, read))
    return settled


def _opened(whole: Read, outline: Read, inside: list[Read]) -> list[Read]:
    """Choose between a circled digit, which is inside, and a hollow one, which is the whole.

    The holes of a hollow digit look like noughts, and so does a circle.
    """
    digits = [each for each in inside if not each.found.refused]
    circle = outline.found.refused or outline.found.answer.digit == HOLE
    if whole.found.refused:
        return inside if circle and digits else [outline, *inside]
    circle = circle or outline.found.answer.digit != whole.found.answer.digit
    held = [each for each in digits if each.found.answer.digit != HOLE]
    return inside if circle and any(_worth(each) >= _worth(whole) for each in held) else [whole]


def _worth(each: Read) -> tuple[bool, float]:
    return each.found.answer.sure, each.found.answer.confidence


def _halves(figures: Sequence[Read]) -> list[tuple[Read, Read]]:
    """Pair figures that stand above each other, one of them in doubt."""
    doubtful = [not each.found.answer.sure for each in figures]
    pairs = stacked([each.figure for each in figures], doubtful)
    return [(figures[upper], figures[lower]) for upper, lower in pairs]


def _together(upper: Read, lower: Read) -> Figure:
    return figure((*upper.figure.parts, *lower.figure.parts))


def _mended(figures: list[Read], joined: Sequence[Read]) -> list[Read]:
    """Put those in place of their halves that are believed more than either, the surest first."""
    kept = list(figures)
    pairs = zip(_halves(figures), joined, strict=True)
    for halves, whole in sorted(pairs, key=lambda each: -each[1].found.answer.confidence):
        told = whole.found.answer
        alone = max(half.found.answer.confidence for half in halves)
        better = not whole.found.refused and (told.sure or told.confidence > alone)
        if better and all(half in kept for half in halves):
            kept = [each for each in kept if each not in halves]
            kept.append(whole)
    return kept
