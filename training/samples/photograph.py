"""A photograph of a leaf: where the camera stands, the light, the lens, and the file."""

import io
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.digits.hand import Random
from training.pages.noise import Field, Ground, soft
from training.samples.leaf import Leaf

# Bytes, of a file: eight of them are little beside the engine that a first visit loads.
LARGEST: Final = 25_000
QUALITIES: Final = range(88, 30, -2)  # of JPEG, the best that is small enough
SHADOW: Final = 0.02  # of the frame's width: how soft a sheet's shadow is

Corner = tuple[float, float]
Corners = tuple[Corner, Corner, Corner, Corner]


@dataclass(frozen=True)
class Camera:
    """`frame` is height and width in pixels; `corners` where the leaf's lie in it, as parts of it.

    They go round from the leaf's top left, and may lie outside. `blur` is in pixels, `noise` in
    grey levels, `gamma` above 1 is darker.
    """

    frame: tuple[int, int]
    corners: Corners
    blur: float = 0.7
    noise: float = 2.5
    gamma: float = 1.0

    def take(
        self, random: Random, leaf: Leaf, light: Ground, table: Ground | None = None
    ) -> NDArray[np.uint8]:
        """Photograph a leaf in a light, float32 [H, W, 3]; it lies on a table where there is one.

        Gives uint8 RGB [H, W, 3].
        """
        height, width = self.frame
        high, wide = leaf.size
        plane = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
        seen = np.array(self.corners, np.float32) * (width, height)
        matrix = cv2.getPerspectiveTransform(plane, seen.astype(np.float32))
        # Drawn larger than it is seen: what a pixel sees is averaged before.
        shrink = max(1.0, wide / float(np.hypot(*(seen[1] - seen[0]))))
        ground = soft(leaf.ground, 0.4 * shrink) if shrink > 1.2 else leaf.ground
        size = (width, height)
        made = cv2.warpPerspective(
            ground, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        if table is not None:
            sheet = cv2.warpPerspective(
                np.ones(leaf.size, np.float32), matrix, size, flags=cv2.INTER_LINEAR
            )
            made = _on(table, made, sheet)
        made = cv2.GaussianBlur(made * light, (0, 0), self.blur)
        made = 255 * (np.clip(made, 0, 255) / 255) ** self.gamma
        made += _grain(random, self.frame, self.noise)
        return np.clip(made, 0, 255).astype(np.uint8)


def stored(picture: NDArray[np.uint8]) -> bytes:
    """Give a picture as a JPEG file of at most LARGEST bytes; raises ValueError where it is not."""
    for quality in QUALITIES:
        file = io.BytesIO()
        Image.fromarray(picture).save(
            file, "JPEG", quality=quality, optimize=True, progressive=True
        )
        if file.tell() <= LARGEST:
            return file.getvalue()
    raise ValueError(f"the picture takes {file.tell():,} bytes at the poorest quality")


def _on(table: Ground, sheet: Ground, mask: Field) -> Ground:
    """Lay a sheet on a table, with the shadow that it casts to the right and below."""
    width = mask.shape[1]
    aside = np.array([[1, 0, 0.006 * width], [0, 1, 0.008 * width]])
    cast = soft(cv2.warpAffine(mask, aside, mask.shape[::-1]), SHADOW * width)
    lain = table * (1 - 0.45 * cast[..., None])
    return np.asarray(lain + mask[..., None] * (sheet - lain), np.float32)


def _grain(random: Random, frame: tuple[int, int], size: float) -> Ground:
    """Give a sensor's noise: of light, and coarser of colour."""
    height, width = frame
    light = random.standard_normal((height, width), np.float32)[..., None]
    coarse = random.standard_normal((height // 3 + 1, width // 3 + 1, 3), np.float32)
    colour = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.float32(size) * (light + np.float32(0.6) * colour)
