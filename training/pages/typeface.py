"""Characters of fonts: printed ones, and handwriting that was made into a font."""

from functools import cache
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.digits.fonts import FOLDER
from training.errors import DataError

# Handwriting: what fonts.FILES has, in two parts, and a few more.
_HANDS: Final = (
    *("truetype/breip/Breip.ttf", "truetype/ecolier-court/Ecolier-court.ttf"),
    *("truetype/fifthhorseman/dkg.ttf", "truetype/humor-sans/Humor-Sans.ttf"),
    *("truetype/kristi/Kristi.ttf", "truetype/rufscript/Rufscript010.ttf"),
    *("truetype/sjfonts/Delphine.ttf", "truetype/tomsontalks/TomsonTalks.ttf"),
    *("opentype/bwht/BecauseWeBuild-Regular.otf", "opentype/bwht/BecauseWeConnect-Regular.otf"),
    *("opentype/bwht/BecauseWeCreate-Regular.otf", "opentype/bwht/BecauseWeOrganize-Regular.otf"),
    *("opentype/comic-neue/ComicNeue-Regular.otf", "opentype/comic-neue/ComicNeue-Light.otf"),
    *("opentype/dancingscript/DancingScript-Regular.otf", "opentype/gazis/GFSGazis.otf"),
    *("opentype/theokritos/GFSTheokritos.otf", "truetype/seto/setofont.ttf"),
    *("truetype/klee/KleeOne-Regular.ttf", "truetype/leckerli-one/LeckerliOne-Regular.ttf"),
)
_HANDS_HELD: Final = (
    *("truetype/femkeklaver/femkeklaver.ttf", "truetype/sjfonts/SteveHand.ttf"),
    *("opentype/bwht/BecauseWeLearn-Regular.otf", "opentype/bwht/BecauseWeMentor-Regular.otf"),
    *("opentype/kaushanscript/KaushanScript-Regular.otf", "opentype/solomos/GFSSolomos.otf"),
    "truetype/yusei-magic/YuseiMagic-Regular.ttf",
)
_URW: Final = "opentype/urw-base35/"
_PRINTS: Final = (
    *("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf"),
    *("truetype/dejavu/DejaVuSans-ExtraLight.ttf", "truetype/dejavu/DejaVuSansCondensed.ttf"),
    *("truetype/dejavu/DejaVuSerif.ttf", "truetype/dejavu/DejaVuSansMono.ttf"),
    *("truetype/dejavu/DejaVuSerif-Italic.ttf", "truetype/liberation/LiberationSans-Regular.ttf"),
    "truetype/liberation/LiberationSans-Bold.ttf",
    "truetype/liberation/LiberationSansNarrow-Regular.ttf",
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/liberation/LiberationSerif-Bold.ttf",
    "truetype/liberation/LiberationSerif-Italic.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    *(_URW + "C059-Roman.otf", _URW + "C059-Italic.otf", _URW + "NimbusMonoPS-Regular.otf"),
    *(_URW + "NimbusMonoPS-Bold.otf", _URW + "P052-Roman.otf", _URW + "URWGothic-Book.otf"),
    *(_URW + "URWBookman-Light.otf", _URW + "Z003-MediumItalic.otf"),
    *("opentype/ebgaramond/EBGaramond12-Regular.otf", "truetype/ocr-a/OCRA.ttf"),
    *("truetype/gnutypewriter/GNUTypewriter.ttf", "truetype/dseg/DSEG7Classic-Regular.ttf"),
    *("truetype/dseg/DSEG7Modern-Bold.ttf", "truetype/lato/Lato-Light.ttf"),
    *("truetype/lato/Lato-Black.ttf", "truetype/essays1743/Essays1743.ttf"),
)
_PRINTS_HELD: Final = (
    "truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
    "truetype/roboto/unhinted/RobotoTTF/Roboto-Bold.ttf",
    *("opentype/courier-prime/Courier Prime.otf", "truetype/inconsolata/Inconsolata.otf"),
    *("truetype/fonts-oldstandard/OldStandard-Regular.ttf", _URW + "P052-BoldItalic.otf"),
    *("truetype/dseg/DSEG7ClassicMini-Italic.ttf", _URW + "NimbusSansNarrow-Bold.otf"),
)
HANDS: Final = {"train": _HANDS, "validation": _HANDS_HELD}
PRINTS: Final = {"train": _PRINTS, "validation": _PRINTS_HELD}

SIZES: Final = (
    24,
    48,
    96,
    160,
    256,
    420,
    720,
)  # pixels an em: the next larger one is drawn and reduced
SPARE: Final = 0.35  # of the size around the text: swashes leave the box that the font names

Part = Literal["train", "validation"]
Gray = NDArray[np.uint8]


def has(file: str, character: str) -> bool:
    """Say whether a font has a character: what it lacks it draws like U+FFFF, or not at all."""
    return _shape(file, character) not in ("", _shape(file, "\uffff"))


@cache
def _shape(file: str, character: str) -> str:
    mask = _font(file, 48).getmask(character)
    return f"{mask.size}{bytes(mask).hex()}" if mask.getbbox() else ""


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    path = FOLDER / file
    if not path.is_file():
        raise DataError(f"The font {path} is missing; `make fonts` installs what training needs.")
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _figure(file: str) -> float:
    """Measure the height of a font's 8 as a part of its size."""
    _, top, _, bottom = _font(file, 192).getbbox("8", anchor="ls")
    return float(bottom - top) / 192


def typeset(
    file: str, text: str, height: float, stretch: float, slant: float, degrees: float
) -> tuple[Gray, float, float]:
    """Set text in a font whose 8 is `height` pixels high, then stretch, slant and turn it.

    Gives its coverage, uint8 [h, w], and where in it the baseline's left end lies: (x, y).
    """
    wanted = height / _figure(file)
    size = next((size for size in SIZES if size >= wanted), SIZES[-1])
    face, scale = _font(file, size), wanted / size
    left, top, right, bottom = face.getbbox(text, anchor="ls")
    spare = round(SPARE * size)
    wide, long = int(right - left) + 2 * spare, int(bottom - top) + 2 * spare
    image = Image.new("L", (wide, long))
    origin = (spare - left, spare - top)
    ImageDraw.Draw(image).text(origin, text, 255, face, anchor="ls")
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    matrix = scale * turn @ np.array([[stretch, -slant], [0, 1]])
    corners = np.array([[0, 0], [wide, 0], [0, long], [wide, long]]) - origin
    moved = corners @ matrix.T
    low, high = np.floor(moved.min(0)), np.ceil(moved.max(0))
    shift = -low - matrix @ np.array(origin)
    pixels = np.array(image)
    if scale < 0.6:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.35 / scale)
    made = cv2.warpAffine(
        pixels,
        np.concatenate([matrix, shift[:, None]], axis=1),
        (int(high[0] - low[0]), int(high[1] - low[1])),
    )
    return made, float(-low[0]), float(-low[1])
