"""The image pyramid: the same picture at halved sizes, each level as the planes of the finder.

A level has three planes. `grey` is the luminance. `dark` and `light` are the local contrast: how
much darker or lighter than its surroundings a pixel is, in the colour channel where that is most;
blue ink on beige paper is dark in red light. Averaging would wash a thin stroke out long before the
digit it belongs to is small enough to be seen as a whole, so contrast is halved with half of its
maximum. Whole numbers and Pillow's eight-bit resampling throughout: the same picture gives the same
planes on every machine.

A tier is a level whose planes are not made yet: of the finest ones little is looked at.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

# Pixels along the shorter side at which the pyramid ends: a digit that fills the frame is then no
# larger than the network looks for.
COARSEST: Final = 48

# The same along the longer side: a slender 1 may fill a slender picture.
LONGEST: Final = 84

# Pixels along the longer side up to which a picture is enlarged twice: a thumbnail's strokes.
THUMBNAIL: Final = 48

# Half the side of the surroundings that contrast is measured against, in cells of CELL pixels:
# about 20 pixels of a level, wider than a stroke of any digit that is looked for there.
REACH: Final = 2
CELL: Final = 8

# Contrast, in grey levels, at which the plane's scale turns from linear to logarithmic: a pencil is
# a tenth as dark as ink, and as much a stroke.
KNEE: Final = 3.0

GREY, DARK, LIGHT = range(3)

_LEVELS: Final = [
    round(255 * math.log2(1 + level / KNEE) / math.log2(1 + 255 / KNEE)) for level in range(256)
]

Levels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Level:
    """One size of the picture: `planes` is uint8 [h, w, 3], grey, dark and light contrast.

    `scale` is pixels of this level for each pixel of the picture: 2, 1, 1/2, 1/4, ...
    """

    planes: Levels
    scale: float


@dataclass(frozen=True, eq=False)
class Tier:
    """What the planes of a level are made of: an RGB `image`, and its contrast in grey levels."""

    image: Image.Image
    dark: Image.Image
    light: Image.Image
    scale: float

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width, in pixels of the level."""
        return self.image.height, self.image.width

    def level(self) -> Level:
        """Make the planes of the whole level."""
        return Level(_planes(self.image, self.dark, self.light), self.scale)

    def window(self, top: int, left: int, height: int, width: int) -> Levels:
        """Make the planes of a window, uint8 [height, width, 3].

        Beyond the level its grey edge goes on, without contrast: a stroke that the frame cuts ends
        there. The window and the level have pixels in common.
        """
        first, last = max(-top, 0), min(height, self.image.height - top)
        start, end = max(-left, 0), min(width, self.image.width - left)
        inside = (left + start, top + first, left + end, top + last)
        planes = _planes(*(each.crop(inside) for each in (self.image, self.dark, self.light)))
        whole = np.zeros((height, width, 3), np.uint8)
        whole[first:last, start:end] = planes
        grey = whole[..., GREY]
        grey[first:last, :start] = planes[:, :1, GREY]
        grey[first:last, end:] = planes[:, -1:, GREY]
        grey[:first] = grey[first]
        grey[last:] = grey[last - 1]
        return whole


def pyramid(pixels: Levels) -> list[Level]:
    """Give the levels of an RGB picture, uint8 [height, width, 3], from the finest to the coarsest.

    Sides that are odd grow by a pixel of their edge before they are halved.
    """
    return [tier.level() for tier in tiers(pixels)]


def tiers(pixels: Levels) -> list[Tier]:
    """Give the levels of an RGB picture as `pyramid` does, their planes not made yet."""
    image = Image.fromarray(pixels)
    thumbnail = max(image.size) <= THUMBNAIL
    finest = enlarged(pixels) if thumbnail else Tier(image, *_contrast(image), 1.0)
    found = [finest]
    image, dark, light, scale = finest.image, finest.dark, finest.light, finest.scale
    while min(image.size) > COARSEST or max(image.size) > LONGEST:
        image = _even(image).reduce(2)
        fresh = _contrast(image)
        dark, light = (
            ImageChops.lighter(_halved(finer), own)
            for finer, own in zip((dark, light), fresh, strict=True)
        )
        scale /= 2
        found.append(Tier(image, dark, light, scale))
    return found


def enlarged(pixels: Levels) -> Tier:
    """Enlarge an RGB picture, uint8 [height, width, 3], twice: a level for tiny digits."""
    height, width = pixels.shape[:2]
    image = Image.fromarray(pixels).resize((2 * width, 2 * height), Image.Resampling.BICUBIC)
    return Tier(image, *_contrast(image), 2.0)


def _planes(image: Image.Image, dark: Image.Image, light: Image.Image) -> Levels:
    bands = (image.convert("L"), dark.point(_LEVELS), light.point(_LEVELS))
    return np.asarray(Image.merge("RGB", bands))


def _contrast(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Give how much darker and how much lighter than its surroundings each pixel is, mode L."""
    size = (-(-image.width // CELL), -(-image.height // CELL))
    mean = image.resize(size, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(REACH))
    around = mean.resize(image.size, Image.Resampling.BILINEAR)
    # What is subtracted is never larger, and so the quick way, which would wrap around, is exact.
    highest = ImageChops.lighter(around, image)
    dark, light = (ImageChops.subtract_modulo(highest, each) for each in (image, around))
    return _most(dark), _most(light)


def _most(channels: Image.Image) -> Image.Image:
    red, green, blue = channels.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _halved(contrast: Image.Image) -> Image.Image:
    """Halve a plane: the mean of its 2x2 pixels' mean and their maximum."""
    even = _even(contrast)
    levels = np.asarray(even)
    rows = np.maximum(levels[::2], levels[1::2])
    highest = np.maximum(rows[:, ::2], rows[:, 1::2])
    mean = np.asarray(even.reduce(2))
    # The mean of two bytes without a larger type: what they share, and half of the rest.
    return Image.fromarray((mean & highest) + ((mean ^ highest) >> 1))


def _even(image: Image.Image) -> Image.Image:
    """Repeat the last row or column of a picture with odd sides."""
    width, height = image.size
    if width % 2 == 0 and height % 2 == 0:
        return image
    even = image.crop((0, 0, width + width % 2, height + height % 2))
    if width % 2:
        even.paste(image.crop((width - 1, 0, width, height)), (width, 0))
    if height % 2:
        even.paste(even.crop((0, height - 1, even.width, height)), (0, height))
    return even
