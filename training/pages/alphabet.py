"""Greek letters as strokes: those of fonts, thinned, for want of anybody's pen trajectories."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.digits.hand import Random
from training.pages.glyph import VISIBLE
from training.pages.skeletons import MARGIN, SIDE, THICK, thinned
from training.pages.strokes import Strokes, bent, sheared, tall
from training.pages.trace import traced
from training.pages.typeface import has, typeset

# Letters with loops and tails, which look like digits to who sees a part of them. Left out are
# those that are taken for a digit, whole: a theta or phi is a slashed nought, a sigma a lying 6.
LETTERS: Final = "αβγδηκλμπρψωεζξΔΣΨΩ"

HEIGHT: Final = 160.0  # pixels of the font's 8 when a letter is drawn to be thinned
LOOSE: Final = (0.01, 0.06)  # of its height, how far a hand bends a letter

Alphabet = dict[str, list[Strokes]]


def alphabet(files: tuple[str, ...]) -> Alphabet:
    """Give each letter as the fonts of these files have it, in strokes of height 1.

    Fonts whose strokes are too thick to be thinned are left out.
    """
    found: Alphabet = {letter: [] for letter in LETTERS}
    for letter in LETTERS:
        masks = [_mask(file, letter) for file in files if has(file, letter)]
        for mask, line in zip(masks, thinned(np.array(masks)) if masks else (), strict=True):
            if float(mask.sum()) <= THICK * float(line.sum()):
                found[letter].append(tall(traced(line), 1, 2))
    return {letter: forms for letter, forms in found.items() if forms}


def written(forms: Alphabet, random: Random) -> tuple[str, Strokes]:
    """Choose a letter and bend and slant it as a hand would."""
    letter = str(random.choice(list(forms)))
    strokes = forms[letter][int(random.integers(len(forms[letter])))]
    strokes = bent(strokes, random.uniform(*LOOSE), random)
    stretch = float(np.exp(random.normal(0, 0.2)))
    return letter, sheared(strokes, stretch, random.normal(0.1, 0.2), random.normal(0, 6))


def _mask(file: str, letter: str) -> NDArray[np.uint8]:
    """Draw a letter as a mask, uint8 [SIDE, SIDE] of 0 and 1, with an empty rim."""
    coverage, _, _ = typeset(file, letter, HEIGHT, 1, 0, 0)
    left, top, width, height = cv2.boundingRect((coverage > VISIBLE).astype(np.uint8))
    scale = (SIDE - 2 * MARGIN) / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    ink = cv2.resize(
        coverage[top : top + height, left : left + width], size, interpolation=cv2.INTER_AREA
    )
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[MARGIN : MARGIN + size[1], MARGIN : MARGIN + size[0]] = ink > 127
    return mask
