"""One made photograph with its truth: from a seed and a number, always the same."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pages import band, camera, light, truth
from training.pages.canvas import Canvas
from training.pages.crop import cropped
from training.pages.noise import Random, pick
from training.pages.scenes import SCENES, Scene
from training.pages.setting import prepare
from training.pages.sources import Sources
from training.pages.stain import stains
from training.pages.turn import turned

STAINED = 0.3  # share of grounds with stains, folds or strips
DIMMED = 9.0  # grey levels that the faintest digit keeps in the shade
INVERTED = 0.02  # share of pictures turned into their negatives
BANDED = 0.012  # share of pictures of which a band alone is: print that is light on a dark bar
LOST = 0.015  # share of pictures whose digits lost their ink along a line
TURNED = 0.045  # share of pictures that come on their sides or upside down
CROPPED = 0.08  # share of pictures that are cut to one digit, where they have a large one

cv2.setNumThreads(1)


@dataclass(frozen=True, eq=False)
class Page:
    """A photograph and what is on it; N digits and M signs are in the frame.

    `picture` uint8 RGB [H, W, 3]; H, W 48..640, from crop.SHORTEST on where it is cut to a digit.
    `instances` uint16 [H, W]: k where the core ink of the k-th digit is, from 1, 0 elsewhere;
    `signs` the same of signs; `other` uint8: 1 where other writing or print is.
    `boxes` int16 [N, 4]: x0, y0, x1, y1, half open, around the core. `labels` uint8 [N].
    `heights` float32 [N]: pixels, the larger of height and 0.9 width, also beyond the frame.
    `whole` bool [N]: at least 80 % of the core is in the frame and nothing crosses it out.
    `contrast` float32 [N]: grey levels between core and the ring around it. `printed` bool [N].
    `line`, `place` int16 [N]: line in reading order, and place in it, counted with the signs.
    `sign_boxes` int16 [M, 4], `sign_kinds` uint8 [M] (index into SIGNS), `sign_line`, `sign_place`.
    `scene` is the scene's name.
    """

    picture: NDArray[np.uint8]
    instances: NDArray[np.uint16]
    signs: NDArray[np.uint16]
    other: NDArray[np.uint8]
    boxes: NDArray[np.int16]
    labels: NDArray[np.uint8]
    heights: NDArray[np.float32]
    whole: NDArray[np.bool_]
    contrast: NDArray[np.float32]
    printed: NDArray[np.bool_]
    line: NDArray[np.int16]
    place: NDArray[np.int16]
    sign_boxes: NDArray[np.int16]
    sign_kinds: NDArray[np.uint8]
    sign_line: NDArray[np.int16]
    sign_place: NDArray[np.int16]
    scene: str

    def ordered(
        self,
        line: NDArray[np.int16],
        place: NDArray[np.int16],
        sign_line: NDArray[np.int16],
        sign_place: NDArray[np.int16],
    ) -> "Page":
        """Give the page with these lines and places, counted anew without the gaps in them."""
        lines, places = np.append(line, sign_line), np.append(place, sign_place)
        _, renamed = np.unique(lines, return_inverse=True)
        ahead = (lines[None] == lines[:, None]) & (places[None] < places[:, None])
        counted = ahead.sum(axis=1)
        count = len(line)
        return replace(
            self,
            line=renamed[:count].astype(np.int16),
            place=counted[:count].astype(np.int16),
            sign_line=renamed[count:].astype(np.int16),
            sign_place=counted[count:].astype(np.int16),
        )


def make(
    seed: int, number: int, sources: Sources, scene: str | None = None, *, upright: bool = False
) -> Page:
    """Make the picture of a number from a seed; of a `scene` of SCENES by its name, or any.

    None is turned where it is to be `upright`, as what the reader reads is measured: it would turn
    such a page and find the digits that the truth has no more.
    """
    random = np.random.default_rng([seed, number])
    names = {each.name: each for each in SCENES}
    chosen: Scene = names[scene or pick(random, {each.name: each.chance for each in SCENES})]
    canvas, kind = prepare(random, sources, chosen.plan(random))
    chosen.draw(canvas)
    if random.random() < LOST:
        band.lose(canvas)
    picture = _photographed(canvas, kind)
    digits, signs, other = truth.look(canvas)
    page = Page(
        picture, digits.map, signs.map, other,
        digits.boxes, digits.kinds, digits.heights, digits.whole,
        truth.contrast(picture, digits, signs.map), digits.printed, digits.line, digits.place,
        signs.boxes, signs.kinds, signs.line, signs.place, chosen.name,
    )  # fmt: skip
    return _handled(random, page, upright=upright)


def _handled(random: Random, page: Page, *, upright: bool) -> Page:
    """Do to some pictures what people and cameras do to them: cut them, or lose their way up."""
    way = random.random()
    if way < TURNED:
        return page if upright else turned(page, int(random.integers(1, 4)))
    return cropped(random, page) if way < TURNED + CROPPED else page


def _photographed(canvas: Canvas, kind: str) -> NDArray[np.uint8]:
    """Bring ground and ink together in the frame, spoil and light them, and take the picture."""
    random = canvas.random
    seen = _inked(canvas)
    if kind != "screen":
        if random.random() < STAINED:
            seen = stains(random, seen)
        least = float(np.clip(DIMMED / canvas.faintest, light.DIMMEST, 1.0))
        seen *= light.light(random, canvas.view.frame, least)
        shine = light.glare(random, canvas.view.frame)
        if shine is not None:
            seen = seen + shine[..., None]
    if random.random() < INVERTED:
        seen = 255 - seen
    if random.random() < BANDED:
        seen = band.negative(random, seen)
    heights = [mark.core.shape[0] for mark in canvas.digits] or [canvas.height]
    subject = camera.Subject(canvas.faintest, min(heights), max(heights))
    return camera.take(random, seen, subject, kind)


def _inked(canvas: Canvas) -> NDArray[np.float32]:
    """The ground with the plane's ink on it, float32 RGB [H, W, 3] of the frame."""
    view, white = canvas.view, (1.0, 1.0, 1.0)
    how = cv2.INTER_LINEAR
    through = cv2.remap(
        canvas.through, view.map, None, how, borderMode=cv2.BORDER_CONSTANT, borderValue=white
    )
    if canvas.inside is not None:
        through = 1 - (1 - through) * canvas.inside[..., None]
    seen = canvas.ground * through
    if canvas.glow is not None:
        glow = cv2.remap(canvas.glow, view.map, None, how)
        seen += glow if canvas.inside is None else glow * canvas.inside[..., None]
    return np.asarray(seen, np.float32)
