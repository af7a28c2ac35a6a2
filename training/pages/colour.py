"""Colours of papers, prints, tables and lights: RGB, float32 [3]."""

import colorsys
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages.noise import Field, Ground, Random, spread

Colour = NDArray[np.float32]  # [3]: RGB

WARM: Final = 0.1  # the hue of lamps and old paper, in turns
COLD: Final = 0.58  # the hue of shade and of the sky


def tint(random: Random, strength: float, hue: float | None = None) -> Colour:
    """Give a colour to multiply with: its strongest channel is 1, its weakest `1 - strength`."""
    hue = random.random() if hue is None else hue % 1
    return np.array(colorsys.hsv_to_rgb(hue, min(strength, 1), 1), np.float32)


def light(random: Random, strength: float) -> Colour:
    """Give the tint of a light: warm or cold, at most as strong as that."""
    hue = (WARM if random.random() < 0.6 else COLD) + random.normal(0, 0.03)
    return tint(random, random.uniform(0, strength), hue)


def any_colour(random: Random, low: float = 5, high: float = 250) -> Colour:
    """Give a colour of any hue whose strongest channel lies between two levels."""
    strength = random.uniform(0, 0.3) if random.random() < 0.6 else random.uniform(0, 0.9)
    return random.uniform(low, high) * tint(random, strength)


def print_colour(random: Random) -> Colour:
    """Give the colour of printed rules: black, grey, blue, red, green, brown or any."""
    kind = random.random()
    if kind < 0.4:
        return random.uniform(0, 110) * light(random, 0.2)
    hue = {0: COLD, 1: 0.65, 2: 0.0, 3: 0.38, 4: WARM, 5: 0.85}[int(random.integers(6))]
    level = spread(random, 60, 245)
    return level * tint(random, random.uniform(0.15, 0.9), hue + random.normal(0, 0.02))


def coloured(levels: Field, colour: Colour) -> Ground:
    """Paint grey levels [height, width] in a tint."""
    return levels[..., None] * colour


def mixed(share: Field, none: Colour, full: Colour) -> Ground:
    """Go from one colour, where the share is 0, to another, where it is 1."""
    return none + np.clip(share, 0, 1)[..., None] * (full - none)
