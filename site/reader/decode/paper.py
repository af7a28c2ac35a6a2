"""Paper: what a picture with transparency is laid on, so that its ink is seen."""

from typing import Final, Literal

import numpy as np
from PIL import Image

Paper = Literal["white", "black"]

# How much darker than white, in grey levels, a pixel on white paper is where it counts as seen:
# as much as pencil.
SEEN: Final = 64

# The part of a picture that is seen on white paper, from which on it was drawn for that: the
# thinnest digit that is read has as much ink, and the fringe of a light drawing less.
INK: Final = 0.0004


def paper_for(image: Image.Image) -> Paper | None:
    """Choose the paper for a picture of the mode RGBA: white, unless only black shows the ink.

    None where nothing is clear. White ink from a drawing pad is not seen on white, and neither is a
    digit that is cut out of white.
    """
    if np.asarray(image.getchannel("A")).min(initial=255) == 255:
        return None
    return "white" if _seen(image, 255) >= INK or not _seen(image, 0) else "black"


def laid_on(image: Image.Image, paper: Paper) -> Image.Image:
    """Lay a picture of the mode RGBA on paper; gives RGB."""
    return Image.alpha_composite(Image.new("RGBA", image.size, paper), image).convert("RGB")


def _seen(image: Image.Image, paper: int) -> float:
    """The part of a picture that stands out from paper of a grey level."""
    on = Image.alpha_composite(Image.new("RGBA", image.size, (paper,) * 3 + (255,)), image)
    levels = np.asarray(on.convert("L")).astype(np.int16)
    return float((np.abs(levels - paper) >= SEEN).mean())
