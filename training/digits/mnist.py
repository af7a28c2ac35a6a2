"""MNIST from its four idx files, or from Keras where no folder with them exists.

Source of the format: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
"""

import gzip
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.errors import DataError

SIDE: Final = 28  # pixels along a side
IMAGES_MAGIC: Final = 2051  # idx: unsigned bytes in three dimensions
LABELS_MAGIC: Final = 2049  # idx: unsigned bytes in one dimension

TRAIN: Final = ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
TEST: Final = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")

DATA: Final = Path("..", "shared", "data", "mnist")  # where the data lies beside a checkout
ASIDE: Final = 1  # seed by which validation digits are set aside, in all runs the same

Pixels = NDArray[np.uint8]
Labels = NDArray[np.uint8]


@dataclass(frozen=True)
class Digits:
    """Labelled digits: `pixels` uint8 [N, 28, 28], ink bright, and `labels` uint8 [N] in 0..9."""

    pixels: Pixels
    labels: Labels

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, index: NDArray[np.integer]) -> "Digits":
        """Give the digits at these places."""
        return Digits(self.pixels[index], self.labels[index])


def load(folder: Path, *, named: bool) -> tuple[Digits, Digits]:
    """Give MNIST's training and test digits.

    They come from the idx files in `folder`. Where that folder does not exist, Keras downloads
    them, unless the user `named` it: then, or where a file is missing, DataError is raised.
    """
    if folder.is_dir():
        return read_pair(folder, *TRAIN), read_pair(folder, *TEST)
    if named:
        raise DataError(
            f"There is no folder {folder}; give --data a folder with the four idx .gz files of "
            "MNIST, or leave it out to let Keras download them."
        )
    return _from_keras()


def split(digits: Digits, validation: int, seed: int) -> tuple[Digits, Digits]:
    """Set digits aside, drawn by `seed`: gives (those to train on, those set aside)."""
    rest, aside = places(len(digits), validation, seed)
    return digits.take(rest), digits.take(aside)


def places(
    count: int, validation: int, seed: int
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """Give the places of `split` among so many digits, in their order."""
    if not 0 < validation < count:
        raise DataError(
            f"{validation} validation digits cannot be taken from {count}; "
            f"--validation must lie between 1 and {count - 1}."
        )
    order = np.random.default_rng(seed).permutation(count)
    return np.sort(order[validation:]), np.sort(order[:validation])


def read_pair(folder: Path, images: str, labels: str) -> Digits:
    """Read one file of images and the file of its labels; raises DataError."""
    digits = Digits(read_images(folder / images), read_labels(folder / labels))
    if len(digits.pixels) != len(digits.labels):
        raise DataError(
            f"{folder / images} has {len(digits.pixels)} images, but {labels} beside it has "
            f"{len(digits.labels)} labels; take both from the same distribution of MNIST."
        )
    return digits


def read_images(path: Path) -> Pixels:
    """Read an idx3 file, gzipped: uint8 [N, 28, 28]; raises DataError."""
    content = _open(path, IMAGES_MAGIC, "images (idx3)", header=16)
    count, height, width = struct.unpack(">III", content[4:16])
    if (height, width) != (SIDE, SIDE):
        raise DataError(
            f"{path} has images of {width}x{height} pixels, but MNIST's are {SIDE}x{SIDE}; "
            "download the original again."
        )
    return _body(path, content, header=16, size=count * SIDE * SIDE).reshape(count, SIDE, SIDE)


def read_labels(path: Path) -> Labels:
    """Read an idx1 file, gzipped: uint8 [N] in 0..9; raises DataError."""
    content = _open(path, LABELS_MAGIC, "labels (idx1)", header=8)
    (count,) = struct.unpack(">I", content[4:8])
    labels = _body(path, content, header=8, size=count)
    if labels.size and labels.max() > 9:
        raise DataError(
            f"{path} has the label {labels.max()}, but digits go from 0 to 9; "
            "download the original again."
        )
    return labels


def _open(path: Path, magic: int, kind: str, header: int) -> bytes:
    try:
        content = gzip.decompress(path.read_bytes())
    except FileNotFoundError as cause:
        raise DataError(
            f"{path} is missing; put the four original idx .gz files of MNIST into {path.parent}."
        ) from cause
    except (OSError, EOFError) as cause:
        raise DataError(
            f"{path} cannot be unpacked ({cause}); it is damaged or incomplete, download it again."
        ) from cause
    if len(content) < header:
        raise DataError(
            f"{path} ends after {len(content)} bytes, inside its header; download it again."
        )
    (found,) = struct.unpack(">I", content[:4])
    if found != magic:
        raise DataError(
            f"{path} begins with the magic number {found}, but a file of {kind} begins with "
            f"{magic}; check that the file is not another one under this name."
        )
    return content


def _body(path: Path, content: bytes, header: int, size: int) -> NDArray[np.uint8]:
    if len(content) != header + size:
        raise DataError(
            f"{path} has {len(content) - header} bytes after its header, but the header announces "
            f"{size}; it is truncated or damaged, download it again."
        )
    return np.frombuffer(content, dtype=np.uint8, offset=header)


def _from_keras() -> tuple[Digits, Digits]:
    # Slow to import, and needless where the idx files are at hand.
    from keras.datasets.mnist import load_data  # noqa: PLC0415

    (pixels, labels), (test_pixels, test_labels) = load_data()
    return Digits(pixels, labels), Digits(test_pixels, test_labels)
