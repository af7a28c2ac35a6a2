"""Limits: what a visitor's device should have to hold, told before memory is asked for."""

from typing import Final

from reader.errors import TooLarge

# A photograph from a telephone has 2 to 25 MB. Above this a file is a film or a mistake, and both
# the page and the engine would hold a copy of it.
MAX_FILE_BYTES: Final = 50_000_000

# Pixels of a picture that is decoded smaller, or row by row: a JPEG, or a scan in a TIFF file. It
# never lies in memory whole, so the limit is time.
MAX_REDUCED_PIXELS: Final = 200_000_000
MAX_SCANNED_PIXELS: Final = 400_000_000

# Bytes of all decoded pixels of other formats, which can only be decoded whole. A 32-bit browser
# engine that holds a few copies of this beside itself stays below a telephone's limit.
MAX_DECODED_BYTES: Final = 256_000_000

# Bytes that a pixel takes in Pillow's memory, by its mode; any other takes four.
BYTES: Final = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "I;16N": 2}

SMALLER: Final = "A smaller copy will do: 2,000 pixels across are plenty."


def check_file(length: int) -> None:
    """Refuse a file of too many bytes; raises TooLarge."""
    if length > MAX_FILE_BYTES:
        raise TooLarge(
            f"This file has {length / 1e6:.0f} MB, and at most {MAX_FILE_BYTES / 1e6:.0f} MB "
            "are read here. A smaller copy of the picture will do: 2,000 pixels across are plenty."
        )


def check_size(kind: str, size: tuple[int, int], stored: int, most_pixels: int) -> None:
    """Refuse a picture of too many pixels, or of too many bytes `stored`; raises TooLarge."""
    width, height = size
    if width * height > most_pixels or stored > MAX_DECODED_BYTES:
        raise TooLarge(
            f"This {kind} picture is {width} x {height} pixels "
            f"({width * height / 1e6:.0f} megapixels), "
            f"more than a browser can hold at once. {SMALLER}"
        )
