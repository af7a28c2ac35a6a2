"""A page of a TIFF file: what its tags say, and its pixels, reduced while they are decoded."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reader.decode.levels import eight_bits, nearest
from reader.decode.reduction import Reduction
from reader.decode.tiff import blocks, colour, compression, samples, tag
from reader.decode.tiff.directory import Directory
from reader.errors import Undecodable

SMALLER, MASK = 1, 4  # bits of the subfile's type: a copy of another page, or its mask
MULTIPLIED, CLEAR = 1, 2  # extra samples that are alpha, and whether the colours have it in them

KIND: Final = "TIFF"
REMEDY: Final = "which cannot be decoded here. Save it as PNG or JPEG."


@dataclass(frozen=True)
class Page:
    """A page as its tags describe it; `decode` gives its pixels."""

    data: bytes
    tags: Directory

    @property
    def is_picture(self) -> bool:
        """False for a small copy of another page, and for a mask."""
        return not self.tags.one(tag.NEW_SUBFILE_TYPE) & (SMALLER | MASK)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as they are stored, in pixels."""
        return self.tags.one(tag.IMAGE_WIDTH), self.tags.one(tag.IMAGE_LENGTH)

    @property
    def orientation(self) -> int:
        """The orientation, 1..8."""
        return self.tags.one(tag.ORIENTATION, 1)

    @property
    def stored(self) -> int:
        """The bytes of all pixels as they are stored, without compression."""
        width, height = self.size
        return -(-width * self.tags.one(tag.SAMPLES_PER_PIXEL, 1) * self._bits // 8) * height

    def decode(self, factor: int) -> Image.Image:
        """Decode the page, L, RGB or RGBA, at a whole factor smaller.

        Raises Undecodable for what no decoder is here for, and one of DECODE_ERRORS for damage.
        """
        self._check()
        colours, clear = Reduction(factor), Reduction(factor)
        place = self._alpha
        for band in blocks.bands(self.data, self.tags):
            colours.add(self._coloured(band))
            if place is not None:
                clear.add(band[..., place : place + 1])
        levels = self._levels(colours)
        alpha = None if place is None else self._scaled(clear)
        if alpha is not None and self.tags.one(tag.EXTRA_SAMPLES) == MULTIPLIED:
            levels = nearest(levels * (255.0 / np.maximum(alpha, 1)))
        # A JPEG has been converted by its own decoder, all but CMYK.
        jpeg = colour.CMYK if levels.shape[2] == colour.COLOURS[colour.CMYK] else colour.RGB
        image = colour.image_of(levels, jpeg if self._is_jpeg else self._photometric)
        if alpha is not None:
            image.putalpha(Image.fromarray(alpha[..., 0]))
        return image

    def _check(self) -> None:
        """Refuse, by the tags alone, what is not read here."""
        kind = self.tags.one(tag.COMPRESSION, compression.NONE)
        old = kind == compression.OLD_JPEG and not blocks.old_jpeg(self.data, self.tags)
        if kind not in compression.READ or old:
            named = f"compressed with {compression.name(kind)}"
            raise Undecodable(f"This TIFF picture is {named}, {REMEDY}", KIND)
        if self._photometric not in colour.COLOURS:
            named = colour.name(self._photometric)
            raise Undecodable(f"This TIFF picture holds {named}, {REMEDY}", KIND)
        bits = set(self.tags.all(tag.BITS_PER_SAMPLE))
        known = len(bits) <= 1 and samples.is_known(self._letter, self._bits)
        if not known and not self._is_jpeg:
            named = f"samples of {' and '.join(map(str, sorted(bits)))} bits of a kind"
            raise Undecodable(f"This TIFF picture has {named} {REMEDY}", KIND)

    @property
    def _bits(self) -> int:
        return self.tags.one(tag.BITS_PER_SAMPLE, 1)

    @property
    def _letter(self) -> str:
        return samples.LETTERS.get(self.tags.one(tag.SAMPLE_FORMAT, 1), "?")

    @property
    def _photometric(self) -> int:
        return self.tags.one(tag.PHOTOMETRIC, colour.BLACK_IS_ZERO)

    @property
    def _is_jpeg(self) -> bool:
        return self.tags.one(tag.COMPRESSION) in (compression.JPEG, compression.OLD_JPEG)

    @property
    def _is_lab(self) -> bool:
        return self._photometric in (colour.CIELAB, colour.ICCLAB) and not self._is_jpeg

    @property
    def _alpha(self) -> int | None:
        """The place of transparency among the samples, None where there is none."""
        colours = colour.COLOURS[self._photometric]
        more = self.tags.one(tag.SAMPLES_PER_PIXEL, 1) > colours
        there = more and self.tags.one(tag.EXTRA_SAMPLES) in (MULTIPLIED, CLEAR)
        return colours if there and not self._is_jpeg else None

    def _coloured(self, band: NDArray[Any]) -> NDArray[Any]:
        """Give the samples that are colour, in a form that can be averaged."""
        if self._is_jpeg:
            return band
        if self._photometric == colour.PALETTE:
            return colour.from_palette(band[..., 0], self.tags.all(tag.COLOR_MAP))
        colours = band[..., : colour.COLOURS[self._photometric]]
        return colour.lab(colours, self._photometric, self._bits) if self._is_lab else colours

    def _levels(self, reduction: Reduction) -> NDArray[np.uint8]:
        if self._is_lab:
            return colour.from_lab(reduction.result().astype(np.float64))
        if self._is_jpeg or self._photometric == colour.PALETTE:
            return nearest(reduction.result())
        return self._scaled(reduction)

    def _scaled(self, reduction: Reduction) -> NDArray[np.uint8]:
        bounds = reduction.least, reduction.greatest
        return eight_bits(reduction.result(), self._letter, self._bits, *bounds)
