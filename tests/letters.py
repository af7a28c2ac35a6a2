"""Letters of a few straight strokes, in the unit square, that look like no digit or like one."""

from typing import Final

from tests.handwriting import Polyline
from tests.strokes import Stroke

LETTERS: Final[dict[str, list[Polyline]]] = {
    "A": [[(0.1, 1), (0.5, 0), (0.9, 1)], [(0.25, 0.6), (0.75, 0.6)]],
    "E": [[(0.85, 0), (0.2, 0), (0.2, 1), (0.85, 1)], [(0.2, 0.5), (0.7, 0.5)]],
    "F": [[(0.85, 0), (0.2, 0), (0.2, 1)], [(0.2, 0.5), (0.7, 0.5)]],
    "H": [[(0.15, 0), (0.15, 1)], [(0.85, 0), (0.85, 1)], [(0.15, 0.5), (0.85, 0.5)]],
    "K": [[(0.2, 0), (0.2, 1)], [(0.8, 0), (0.2, 0.55), (0.85, 1)]],
    "M": [[(0.05, 1), (0.15, 0), (0.5, 0.7), (0.85, 0), (0.95, 1)]],
    "R": [[(0.2, 1), (0.2, 0), (0.7, 0.05), (0.75, 0.35), (0.2, 0.5), (0.85, 1)]],
    "W": [[(0, 0), (0.25, 1), (0.5, 0.3), (0.75, 1), (1, 0)]],
}


def letter(name: str, left: float, top: float, height: float) -> list[Stroke]:
    """Give a letter's strokes in a square of this height, in pixels."""
    return [[(left + height * x, top + height * y) for x, y in stroke] for stroke in LETTERS[name]]
