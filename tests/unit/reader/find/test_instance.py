"""The ink of one detection: strength from the picture, mask from the finder, no neighbours."""

import numpy as np
import pytest

from reader.find.detection import Detection
from reader.find.instance import TOGETHER, instances
from reader.find.maps import CENTRE, CHANNELS, STRIDE, UNIT, Maps
from reader.find.paper import SIDE
from reader.find.scan import MARGIN, Seen

SURE = 6.0


def seen_of(mask, centres=()):
    """What a perfect finder says of a mask, bool [h, w]; cells point to the nearest centre."""
    framed = np.pad(
        mask, ((MARGIN, 32 - mask.shape[0] % 32 + 16), (MARGIN, 32 - mask.shape[1] % 32 + 16))
    )
    height, width = (side // 32 * 32 for side in framed.shape)
    framed = framed[:height, :width]
    logits = np.where(framed, SURE, -SURE).astype(np.float32)
    ink = (
        logits.reshape(height // 2, 2, width // 2, 2)
        .transpose(0, 2, 1, 3)
        .reshape(height // 2, width // 2, 4)
    )
    maps = np.zeros((height // STRIDE, width // STRIDE, CHANNELS), np.float32)
    if centres:
        y, x = (np.arange(n) * STRIDE + 2.0 - MARGIN for n in maps.shape[:2])
        away = np.stack(
            [
                np.stack(np.broadcast_arrays(cx - x[None, :], cy - y[:, None]), -1)
                for cx, cy in centres
            ]
        )
        nearest = np.hypot(away[..., 0], away[..., 1]).argmin(axis=0)
        maps[..., CENTRE] = np.take_along_axis(away, nearest[None, ..., None], axis=0)[0] / UNIT
    return Seen(Maps.of(ink, maps), 1.0)


def detection(left, top, right, bottom):
    return Detection((left, top, right, bottom), 0.9, 0, None, 0.0)


def bar(ground, ink, columns=(50, 56)):
    pixels = np.full((96, 112, 3), ground, np.uint8)
    mask = np.zeros((96, 112), np.bool_)
    mask[30:66, columns[0] : columns[1]] = True
    pixels[mask] = ink
    return pixels, mask


@pytest.mark.parametrize(
    ("ground", "ink"),
    [
        ((240, 240, 240), (20, 20, 20)),
        ((20, 20, 20), (240, 240, 240)),
        ((230, 200, 150), (40, 60, 190)),
        ((200, 200, 200), (188, 188, 188)),
    ],
)
def test_ink_of_any_colour_is_full_ink(ground, ink):
    pixels, mask = bar(ground, ink)
    (found,) = instances(pixels, [seen_of(mask)], [detection(50, 30, 56, 66)])
    assert found is not None
    assert found.box == pytest.approx((50, 30, 56, 66), abs=1.0)
    assert np.median(found.levels[found.mask]) >= 240
    away = np.linalg.norm(np.subtract(ground, ink, dtype=float))
    assert found.contrast == pytest.approx(away, rel=0.1)


def test_a_slope_of_light_is_no_ink():
    pixels, mask = bar((240, 240, 240), (20, 20, 20))
    light = np.linspace(0.4, 1.0, 112)[None, :, None]
    (found,) = instances(
        (pixels * light).astype(np.uint8), [seen_of(mask)], [detection(50, 30, 56, 66)]
    )
    assert found is not None
    assert found.box == pytest.approx((50, 30, 56, 66), abs=1.0)


def test_a_rule_that_is_no_ink_of_a_digit_is_left_out():
    pixels, mask = bar((240, 240, 240), (20, 20, 20))
    pixels[60:62] = 20
    pixels[mask] = 20
    (found,) = instances(pixels, [seen_of(mask)], [detection(50, 30, 56, 66)])
    assert found is not None
    assert found.box == pytest.approx((50, 30, 56, 66), abs=1.0)


def test_a_neighbour_is_left_out_where_its_ink_points_elsewhere():
    pixels, mask = bar((240, 240, 240), (20, 20, 20), (40, 46))
    pixels[30:66, 52:58] = 20
    mask[30:66, 52:58] = True
    boxes = [detection(40, 30, 46, 66), detection(52, 30, 58, 66)]
    found = instances(pixels, [seen_of(mask, [(43, 48), (55, 48)])], boxes)
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].box == pytest.approx((40, 30, 46, 66), abs=1.5)
    assert found[1].box == pytest.approx((52, 30, 58, 66), abs=1.5)


def test_a_digit_at_the_frame_is_cut_out_with_paper_beyond():
    pixels, mask = bar((240, 240, 240), (20, 20, 20), (0, 6))
    (found,) = instances(pixels, [seen_of(mask)], [detection(0, 30, 6, 66)])
    assert found is not None
    assert found.box[2] == pytest.approx(6, abs=1.0)


def test_without_ink_there_is_no_instance():
    pixels, mask = bar((240, 240, 240), (20, 20, 20))
    assert instances(pixels, [seen_of(np.zeros_like(mask))], [detection(50, 30, 56, 66)]) == [None]
    assert instances(pixels, [seen_of(mask)], []) == []


def test_a_box_of_any_size_takes_no_memory():
    pixels, mask = bar((240, 240, 240), (20, 20, 20))
    (found,) = instances(pixels, [seen_of(mask)], [detection(-1e6, -1e6, 1e6, 1e6)])
    assert found is None or found.levels.size <= SIDE * SIDE


def test_many_are_measured_as_each_alone():
    lefts = [60 * place + 27 for place in range(TOGETHER + 3)]
    pixels = np.random.default_rng(1).integers(230, 250, (96, 60 * len(lefts), 3), np.uint8)
    mask = np.zeros(pixels.shape[:2], np.bool_)
    for place, left in enumerate(lefts):
        mask[30:66, left : left + 3 + place % 4] = True
    pixels[mask] -= 200
    boxes = [detection(left, 30, left + 6, 66) for left in lefts]
    seen = [seen_of(mask)]
    for box, found in zip(boxes, instances(pixels, seen, boxes), strict=True):
        (alone,) = instances(pixels, seen, [box])
        assert alone is not None
        assert found is not None
        assert found.box == alone.box
        assert np.array_equal(found.levels, alone.levels)
