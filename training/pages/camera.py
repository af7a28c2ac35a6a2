"""Cameras and scanners: what they make of the light, float32 RGB [H, W, 3] to uint8.

Nothing here moves a pixel; the geometry is in view.py.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages.dye import LUMINANCE
from training.pages.noise import Random

Levels = NDArray[np.float32]
Picture = NDArray[np.uint8]

KINDS: Final = {"phone": 0.72, "scanner": 0.12, "bilevel": 0.03, "screen": 0.13}
GREY: Final = 0.15  # share of pictures without colour
PALE: Final = 0.35  # share of pictures whose colours are weaker
DEFOCUS: Final = (0.25, 1.5)  # pixels, deviation of the blur
MOVED: Final = 0.07  # share of pictures taken by a moving hand
ENLARGED: Final = 0.12  # share of pictures that were small and have been made larger
SMALLEST: Final = 9.0  # px that digits keep where a picture was small
NOISE: Final = (0.2, 9.0)  # grey levels, deviation
GAMMA: Final = (0.65, 1.55)
SHARPENED: Final = 0.3
QUALITY: Final = (25, 97)  # of JPEG
CRISP: Final = 14.0  # px of the least digit in a picture of two levels
WHITE: Final = 262.0  # grey levels at which a tenth of the picture may be: nearly burnt out
METERED: Final = 0.75  # share of cameras that choose the exposure by themselves
METER: Final = (130, 265)  # grey level to which they bring the lightest tenth
BRIGHTER: Final = 3.0  # times, at most
WEAK: Final = 60.0  # grey levels of ink that a hard scanner might lose
BURNT: Final = 250.0  # grey level of paper to which a scanner stretches


@dataclass(frozen=True)
class Subject:
    """What a camera has to keep: `contrast` of the faintest digit in grey levels.

    `height` and `tallest` are those of the smallest and the largest digit in pixels.
    """

    contrast: float
    height: float
    tallest: float


def take(random: Random, light: Levels, subject: Subject, kind: str) -> Picture:
    """Take the picture with a camera of one of KINDS: uint8 RGB [H, W, 3]."""
    if kind == "screen":
        return _screen(random, light)
    seen = _lens(random, light, subject)
    if kind == "phone":
        seen = _exposed(random, seen)
    seen = _noise(random, seen, subject)
    if kind in {"scanner", "bilevel"}:
        seen = _scanned(random, seen, subject, bilevel=kind == "bilevel")
    elif random.random() < SHARPENED:
        soft = cv2.GaussianBlur(seen, (0, 0), random.uniform(0.7, 2.0))
        seen = seen + np.float32(random.uniform(0.3, 1.5)) * (seen - soft)
    pick = random.random()
    if pick < GREY + PALE:
        part = np.float32(0 if pick < GREY else random.uniform(0, 0.75))
        grey = (seen @ LUMINANCE)[..., None]
        seen = np.asarray(grey + part * (seen - grey), np.float32)
    return _compressed(random, seen)


def _screen(random: Random, light: Levels) -> Picture:
    """A drawing that no camera saw: as it is, or once compressed."""
    picture = np.clip(light, 0, 255).astype(np.uint8)
    return _compressed(random, picture.astype(np.float32)) if random.random() < 0.4 else picture


def _lens(random: Random, light: Levels, subject: Subject) -> Levels:
    """Blur by focus, by the hand, and by having been small."""
    seen = light
    most = min(DEFOCUS[1], 0.045 * subject.height + 0.15)
    blur = random.uniform(DEFOCUS[0], max(DEFOCUS[0] + 0.05, most))
    if random.random() < 0.06:
        blur = min(0.06 * subject.height, 4.0)
    if blur > 0.3:
        seen = cv2.GaussianBlur(seen, (0, 0), blur)
    if random.random() < MOVED:
        length = int(min(9, 1 + 0.12 * subject.height))
        way = np.zeros((length, length), np.float32)
        angle = random.uniform(0, np.pi)
        middle = (length - 1) / 2
        ends = [
            (round(middle + s * middle * np.cos(angle)), round(middle + s * middle * np.sin(angle)))
            for s in (-1, 1)
        ]
        cv2.line(way, ends[0], ends[1], 1.0)
        seen = cv2.filter2D(seen, -1, way / way.sum())
    if random.random() < ENLARGED:
        factor = min(random.uniform(1.2, 4.0), subject.height / SMALLEST)
        if factor > 1.1:
            size = light.shape[1], light.shape[0]
            small = max(8, int(size[0] / factor)), max(8, int(size[1] / factor))
            seen = cv2.resize(seen, small, interpolation=cv2.INTER_AREA)
            how = (cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_NEAREST)
            seen = cv2.resize(
                seen, size, interpolation=how[int(random.choice(3, p=(0.55, 0.35, 0.1)))]
            )
    return np.asarray(seen, np.float32)


def _exposed(random: Random, seen: Levels) -> Levels:
    """Choose exposure and gamma."""
    power = np.float32(np.exp(random.uniform(*np.log(GAMMA))))
    bright = max(1.0, float(np.percentile(seen[::6, ::6, 1], 90)))
    gain = random.uniform(0.85, 1.1)
    if random.random() < METERED:
        gain = min(random.uniform(*METER) / bright, BRIGHTER)
    top = np.float32(min(gain, WHITE / bright))
    made = np.clip(seen * (top / 255), 0, None)
    return np.asarray(cv2.pow(made, float(power)) * 255, np.float32)


def _noise(random: Random, seen: Levels, subject: Subject) -> Levels:
    """Grain of the sensor: of light, and coarser of colour; never more than the ink stands out."""
    height, width = seen.shape[:2]
    size = np.exp(random.uniform(*np.log(NOISE)))
    size = min(size, 0.3 * subject.contrast)
    grain = random.standard_normal((height, width), np.float32)
    if random.random() < 0.3:
        grain = cv2.GaussianBlur(grain, (0, 0), 0.8) * np.float32(2.2)
    colour = random.standard_normal((height // 2 + 1, width // 2 + 1, 3), np.float32)
    colour = cv2.resize(colour, (width, height), interpolation=cv2.INTER_LINEAR)
    grain *= np.float32(size)
    colour *= np.float32(size * random.uniform(0, 0.8))
    return np.asarray(seen + grain[..., None] + colour, np.float32)


def _scanned(random: Random, seen: Levels, subject: Subject, *, bilevel: bool) -> Levels:
    """Stretch the paper to white and ink towards black, or part them into two levels."""
    grey = seen @ LUMINANCE
    if bilevel and subject.height >= CRISP:
        side = int(max(61, 2.5 * subject.tallest)) | 1
        around = cv2.blur(grey, (side, side), borderType=cv2.BORDER_REPLICATE)
        middle = np.median(grey)
        light = middle < 110
        step = np.float32(max(4.0, 0.45 * subject.contrast))
        ink = grey > around + step if light else grey < around - step
        made = np.where(ink, 0, 255).astype(np.float32)
        return np.repeat(made[..., None], 3, axis=2)
    lightest = random.uniform(60, 97) if subject.contrast > WEAK else random.uniform(92, 99)
    white = max(float(np.percentile(grey[::4, ::4], lightest)), 60.0)
    black = random.uniform(0, 0.5) * min(white - subject.contrast, white * 0.6)
    return np.asarray((seen - np.float32(black)) * np.float32(BURNT / (white - black)), np.float32)


def _compressed(random: Random, seen: Levels) -> Picture:
    """Store as JPEG, or not at all."""
    picture = np.clip(seen, 0, 255).astype(np.uint8)
    if random.random() < 0.08:
        return picture
    quality = int(random.integers(*QUALITY))
    halved = (
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
        if random.random() < 0.8
        else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
    )
    how = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, halved]
    stored = cv2.imencode(".jpg", picture[..., ::-1], how)[1]
    return np.ascontiguousarray(cv2.imdecode(stored, cv2.IMREAD_COLOR)[..., ::-1])
