"""The icons of the installed page are the drawing in icons/inkling.svg, and nothing is cut off."""

import numpy as np
import pytest
from PIL import Image, ImageColor

from convert.icons import DRAWN, ICONS, INK, PAPER, draw, outlines

MASKABLE = [name for name, (_, _, ground) in DRAWN.items() if ground]


@pytest.mark.parametrize("name", DRAWN)
def test_a_committed_icon_is_what_the_command_draws(name: str) -> None:
    with Image.open(ICONS / name) as committed:
        drawn = draw(*DRAWN[name])
        assert committed.mode == drawn.mode
        assert committed.size == (DRAWN[name][0], DRAWN[name][0])
        assert committed.tobytes() == drawn.tobytes(), "run `python -m convert.icons`"


@pytest.mark.parametrize("name", MASKABLE)
def test_a_mask_cuts_nothing_off(name: str) -> None:
    with Image.open(ICONS / name) as icon:
        assert icon.mode == "RGB", "a launcher shows what is transparent as black"
        pixels = np.asarray(icon)
    side = len(pixels)
    ys, xs = np.nonzero((pixels != ImageColor.getrgb(PAPER)).any(axis=2))
    reach = np.hypot(xs + 0.5 - side / 2, ys + 0.5 - side / 2).max()
    assert 0.3 * side < reach <= 0.4 * side


def test_the_drop_has_its_ink_and_its_hole() -> None:
    icon = draw(64, 1.0, None)
    assert icon.getpixel((32, 42)) == (*ImageColor.getrgb(INK), 0), "the six's hole"
    assert icon.getpixel((16, 42)) == (*ImageColor.getrgb(INK), 255)
    assert icon.getpixel((60, 4)) == (*ImageColor.getrgb(INK), 0)


@pytest.mark.parametrize("path", ["M1 1q2 2 3 3Z", "M1 1a5 4 0 0 0 8 0Z", "M1 1a9 9 0 0 0 4 0Z"])
def test_a_path_that_cannot_be_drawn_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="the path has"):
        list(outlines(f'<svg><path d="{path}"/></svg>'))
