"""The ways in which a file can fail to be a picture that can be read.

Each message is for the visitor: what came, why it will not do, and what would.
"""

from typing import ClassVar


class ReadError(Exception):
    """A file that cannot be read as a picture; `code` is part of the contract of the page."""

    code: ClassVar[str]


class NotAnImage(ReadError):
    """The bytes are not a picture in a format that is read here."""

    code = "not-an-image"


class Undecodable(NotAnImage):
    """A picture that no decoder is here for; who runs the reader may have one for its `kind`."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class DamagedImage(ReadError):
    """The bytes begin like a picture but cannot be decoded to the end."""

    code = "damaged-image"


class BadOption(ReadError):
    """An option of a reading that is none: another value, or a region beside the picture."""

    code = "bad-option"


class TooLarge(ReadError):
    """The file, or the picture in it, is larger than a visitor's device should have to hold."""

    code = "too-large"
