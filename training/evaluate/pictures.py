"""Labelled picture files to measure on: photographs, pages, non-digits, faults, digits as files.

Nothing here is ever trained on, but MNIST's training digits, which do not come from here.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from training.errors import DataError

NONE: Final = ""  # the label of a picture in which there is no digit
BREAK: Final = "|"  # between the lines of a label
ENLARGED: Final = (
    8  # times as large that a digit of USPS is shown, smoothly, as a photograph has it
)
MARGIN: Final = 0.25  # of the digit's side, the paper around a digit of USPS, which fills its frame

LABELLED: Final = (
    "--pictures names the folder that holds photos, drawn, strings, registers, nondigits, usps, "
    "strokes and mnist."
)
FAULTS: Final = "pictures/"  # the folder of pictures among the faults

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """A picture file and what it shows: `label` is digits, with BREAK between lines, or NONE."""

    name: str
    source: str
    data: bytes
    label: str


def labelled(folder: Path) -> list[Picture]:
    """Read a folder of pictures with its labels.csv; what has no label there shows no digit.

    A picture's source is the folder it lies in: one inside this folder, or this one.
    """
    return [
        Picture(
            f"{folder.name}/{row['path']}",
            "/".join([folder.name, *row["path"].split("/")[:-1]]),
            (folder / row["path"]).read_bytes(),
            row.get("label") or row.get("digits") or NONE,
        )
        for row in _rows(folder / "labels.csv", LABELLED)
    ]


def faults(folder: Path) -> list[Picture]:
    """Read the pictures of known faults and what each must give, its lines as a text has them.

    Each is a source of its own. The folder's files of odd formats are for other tests.
    """
    return [
        Picture(
            row["path"],
            f"faults/{row['path'].removeprefix(FAULTS)}",
            (folder / row["path"]).read_bytes(),
            NONE if row["expected"] == "nothing" else row["expected"].replace(BREAK, "\n"),
        )
        for row in _rows(folder / "expected.csv", "--faults names the folder of known faults.")
        if row["path"].startswith(FAULTS)
    ]


def turned(picture: Picture, turns: int) -> Picture:
    """Turn a picture by quarter turns, counter-clockwise, and lose the note of how it was held."""
    with Image.open(io.BytesIO(picture.data)) as image:
        upright = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    data = png(np.ascontiguousarray(np.rot90(upright, turns)))
    return Picture(f"{picture.name}, turned {turns}", picture.source, data, picture.label)


def usps(path: Path) -> tuple[Pixels, NDArray[np.uint8]]:
    """Read USPS, `images` and `labels` in one .npz: uint8 [N, 16, 16] and [N]."""
    try:
        with np.load(path) as arrays:
            return arrays["images"], arrays["labels"]
    except FileNotFoundError as cause:
        raise DataError(f"{path} is missing; measuring needs USPS as one .npz file.") from cause


def framed(digits: Pixels) -> Iterator[Pixels]:
    """Enlarge digits that fill their frame and give them a margin, uint8 [N, 16, 16]."""
    for digit in digits:
        side = digit.shape[0] * ENLARGED
        large = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
        yield np.pad(np.asarray(large), round(MARGIN * side))


def png(pixels: Pixels) -> bytes:
    """Write grey levels, uint8 [height, width], or RGB, uint8 [height, width, 3], as a PNG file."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _rows(path: Path, remedy: str) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as rows:
            return list(csv.DictReader(rows))
    except FileNotFoundError as cause:
        raise DataError(f"{path} is missing; {remedy}") from cause
