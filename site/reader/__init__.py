"""Picture bytes in, Reading out: finds the ink, makes it look like MNIST, and says what it is.

The same files run under CPython (training, evaluation, tests) and in Pyodide (the page). They
import the standard library, numpy and Pillow, and nothing else.
"""

from reader.card import CardError
from reader.classify.card import ClassifierCard
from reader.errors import BadOption, DamagedImage, NotAnImage, ReadError, TooLarge, Undecodable
from reader.options import Options
from reader.pipeline import read, read_pixels
from reader.reading import Box, Digit, Line, Reading, Source

__all__ = [
    "BadOption",
    "Box",
    "CardError",
    "ClassifierCard",
    "DamagedImage",
    "Digit",
    "Line",
    "NotAnImage",
    "Options",
    "ReadError",
    "Reading",
    "Source",
    "TooLarge",
    "Undecodable",
    "read",
    "read_pixels",
]
