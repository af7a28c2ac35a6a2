"""Enclosures: what an outline holds. A circled digit is inside it, a hollow digit all of it."""

from dataclasses import dataclass
from typing import Final

from reader.figure import Figure, figure, gathered

# The least size of what an outline holds, as a fraction of its own, that may be a digit: less is
# the dot of a nought.
LEAST: Final = 0.25

HOLE: Final = 0  # the digit that the outline of a hole looks like


@dataclass(frozen=True, eq=False)
class Enclosure:
    """A figure's outline, with what does not lie inside, and the figures that it surrounds."""

    outline: Figure
    inside: tuple[Figure, ...]


def enclosure(each: Figure) -> Enclosure | None:
    """Part a figure into its outline and what that surrounds; None where that is no figure."""
    main, *others = each.parts
    held = [part for part in others if main.surrounds(part)]
    inside = [found for found in gathered(held) if found.size >= LEAST * main.size]
    if not inside:
        return None
    rest = [part for part in others if part not in held]
    return Enclosure(figure([main, *rest]), tuple(inside))
