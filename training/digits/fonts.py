"""Letters, signs and digits from handwriting fonts: hands that the project's stroke models lack.

All are free fonts that Debian packages; `make fonts` installs them. None of them is part of the
project: they are needed to train, not to read.
"""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.digits.drawing import Pixels, frame
from training.digits.hand import Random
from training.errors import DataError

FOLDER: Final = Path("/usr/share/fonts")  # where Debian's packages put them
FILES: Final = (
    *("truetype/breip/Breip.ttf", "truetype/ecolier-court/Ecolier-court.ttf"),
    *("truetype/femkeklaver/femkeklaver.ttf", "truetype/fifthhorseman/dkg.ttf"),
    *("truetype/fifthhorseman/dkgBI.ttf", "truetype/humor-sans/Humor-Sans.ttf"),
    *("truetype/kristi/Kristi.ttf", "truetype/rufscript/Rufscript010.ttf"),
    *("truetype/sjfonts/Delphine.ttf", "truetype/sjfonts/SteveHand.ttf"),
    *("truetype/tomsontalks/TomsonTalks.ttf", "opentype/bwht/BecauseWeBuild-Regular.otf"),
    *("opentype/bwht/BecauseWeConnect-Regular.otf", "opentype/bwht/BecauseWeCreate-Regular.otf"),
    *("opentype/bwht/BecauseWeLearn-Regular.otf", "opentype/bwht/BecauseWeMentor-Regular.otf"),
    *("opentype/bwht/BecauseWeOrganize-Regular.otf", "opentype/comic-neue/ComicNeue-Regular.otf"),
    *(
        "opentype/comic-neue/ComicNeue-Light.otf",
        "opentype/dancingscript/DancingScript-Regular.otf",
    ),
    *("opentype/kaushanscript/KaushanScript-Regular.otf", "opentype/gazis/GFSGazis.otf"),
    *("opentype/solomos/GFSSolomos.otf", "opentype/theokritos/GFSTheokritos.otf"),
    "truetype/seto/setofont.ttf",
)

# What a person could read as a digit is in none of these: O o Q D, I i J j l |, S s, Z z, B b, G, g
# q y, omicron, sigma, iota and their capitals.
LATIN: Final = "ACEFHKLMNPRTUVWXYacdefhkmnpruvwx"
GREEK: Final = "ΓΔΘΛΞΠΣΦΨΩαβγδεζηθκλμνξπρτυφχψω"
SIGNS: Final = "?&@#%+=*~^<>{}[]$£€"
SIGNS_ODDS: Final = 0.2  # part of what is drawn; letters share the rest, Greek ones a third of it

HEIGHT: Final = 160  # pixels of the font: eight for each of the digit's 20, so edges are soft
THICKEST: Final = 5  # pixels added on either side of a stroke: more, and an 8 would fill up
FIELD: Final = 480  # pixels along a side of the field that a character is drawn in


def letter(random: Random, without: str = "") -> Pixels:
    """Draw a letter or a sign that is no digit, uint8 [28, 28], by a font of its script.

    None of `without`, neither as a capital nor as a small letter.
    """
    draw = random.random()
    if draw < SIGNS_ODDS:
        characters = SIGNS
    else:
        characters = GREEK if draw < SIGNS_ODDS + (1 - SIGNS_ODDS) / 3 else LATIN
    characters = "".join(each for each in characters if each.upper() not in without.upper())
    character = characters[random.integers(len(characters))]
    hands = having(character)
    return written(character, hands[random.integers(len(hands))], random)


def digits(count: int, seed: int) -> tuple[Pixels, NDArray[np.uint8]]:
    """Draw `count` digits, each font and digit in turn: uint8 [count, 28, 28], and their labels."""
    random = np.random.default_rng([seed, 15])
    pairs = [(label, file) for label in range(10) for file in having(str(label))]
    made = np.zeros((count, 28, 28), dtype=np.uint8)
    labels = np.zeros(count, dtype=np.uint8)
    for place in range(count):
        label, file = pairs[place % len(pairs)]
        made[place], labels[place] = written(str(label), file, random, turn=8), label
    return made, labels


def written(character: str, file: str, random: Random, turn: float = 20) -> Pixels:
    """Draw a character, turned by up to `turn` degrees, slanted, stretched, thicker or thinner."""
    image = Image.new("L", (FIELD, FIELD))
    thicker = int(random.integers(0, THICKEST + 1)) if random.random() < 0.5 else 0
    ImageDraw.Draw(image).text(
        (FIELD / 2, FIELD / 2), character, 255, _font(file), anchor="mm", stroke_width=thicker
    )
    angle = np.radians(random.uniform(-turn, turn))
    slant, across = random.uniform(-0.3, 0.3), random.uniform(0.8, 1.3)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    a, b, d, e = across * cosine, across * sine + slant, -sine, cosine
    middle = FIELD / 2
    matrix = (a, b, middle * (1 - a - b), d, e, middle * (1 - d - e))
    return frame(np.array(image.transform(image.size, Image.Transform.AFFINE, matrix)))


@cache
def having(character: str) -> tuple[str, ...]:
    """Name the fonts that have a character; raises DataError where the fonts are missing."""
    found = tuple(
        file for file in FILES if _shape(file, character) not in ("", _shape(file, "\uffff"))
    )
    if not found:
        raise DataError(
            f"No font in {FOLDER} has the character {character}; run `make fonts` again."
        )
    return found


def _shape(file: str, character: str) -> str:
    """Give a character's picture as text; a font draws what it lacks like U+FFFF, or not at all."""
    mask = _font(file).getmask(character)
    return f"{mask.size}{bytes(mask).hex()}" if mask.getbbox() else ""


@cache
def _font(file: str) -> ImageFont.FreeTypeFont:
    path = FOLDER / file
    if not path.is_file():
        raise DataError(f"The font {path} is missing; `make fonts` installs what training needs.")
    return ImageFont.truetype(str(path), HEIGHT)
