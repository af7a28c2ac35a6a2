"""Switches: a part is off inside a block and on again after it, and something shows that it is."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from reader import look as looks
from reader import marks
from reader.classify import stroke
from reader.classify.mark import Mark as Read
from reader.classify.shape import Limits, Shape
from reader.find import instance, pyramid, scan
from reader.find.detection import Detection
from reader.find.maps import CHANNELS, Maps
from reader.find.mask import BEYOND
from reader.find.paper import SIDE
from reader.find.pyramid import DARK, GREY, LIGHT
from reader.layout.baselines import Baselines
from tests import made_up
from tests.finder import Mark, Patches, Told
from training.evaluate.switches import MIDDLE, SWITCHES, Switch, off
from training.shipped import Shipped

BY_NAME = {switch.name: switch for switch in SWITCHES}


def page(*boxes, size=(400, 400)):
    """White paper with black boxes, uint8 RGB."""
    made = np.full((*size, 3), 255, np.uint8)
    for left, top, right, bottom in boxes:
        made[top:bottom, left:right] = 0
    return made


def sight(pixels, networks=None):
    return looks.look(pixels, networks or made_up.networks())


def test_every_part_has_a_name_of_its_own():
    assert len(BY_NAME) == len(SWITCHES)


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_a_part_is_off_inside_alone(switch):
    before = vars(switch.owner)[switch.attribute]
    with pytest.raises(RuntimeError, match="inside"), off(switch):  # noqa: PT012 both must happen
        assert vars(switch.owner)[switch.attribute] is not before
        raise RuntimeError("inside")
    assert vars(switch.owner)[switch.attribute] is before


def test_a_part_that_is_no_longer_there_is_an_error():
    with pytest.raises(KeyError, match="_gone"), off(Switch("gone", instance, "_gone", str)):
        pass


def level(scale, logit):
    """A level of a square picture of 64 pixels that is all ink, or none, by its logit."""
    side = round(64 * scale) + 2 * scan.MARGIN
    ink = np.full((side // 2, side // 2, 4), logit, np.float32)
    maps = np.zeros((side // 4, side // 4, CHANNELS), np.float32)
    return scan.Seen(Maps.of(ink, maps), scale)


def test_the_ink_of_the_next_finer_level():
    seen = [level(0.5, -9.0), level(1.0, 9.0)]
    found = Detection((16.0, 16.0, 48.0, 48.0), 0.9, 0, None, 0.0)
    squares = [(8.0, 8.0, 48.0), (8.0, 8.0, 48.0)]
    finest = replace(found, level=1)
    box = np.s_[:, 14:66, 14:66]  # of the square, in its pixels
    assert (vars(instance)["masks"](seen, [found, finest], squares)[box] > 0.9 * 255).all()
    with off(BY_NAME["ink of the next finer level"]):
        own = vars(instance)["masks"](seen, [found, finest], squares)
    assert own.shape == (2, SIDE, SIDE)
    assert own[0].max() < 0.1 * 255, "its own level saw none"
    assert own[box][1].min() > 0.9 * 255


def test_ink_is_divided_by_the_centres():
    boxes = [(100.0, 100.0, 130.0, 148.0), (131.0, 100.0, 161.0, 148.0)]
    told = Told((400, 400), [Mark(box) for box in boxes])
    made = page((100, 100, 161, 148))

    def widths():
        found = sight(made, made_up.networks(told)).digits
        return [mark.box[2] - mark.box[0] for mark in found]

    apart = widths()
    with off(BY_NAME["division of ink by centres"]):
        together = widths()
    assert len(apart) == 2
    # Divided, no ink is in both; undivided, each reaches into the other a little beyond its box.
    assert sum(apart) < 161 - 100 < sum(together) - BEYOND * 48


def test_strokes_are_thickened():
    ink = np.zeros((100, 60), np.uint8)
    ink[:, 29:31] = 255
    thick = stroke.thicken(ink, 2)
    with off(BY_NAME["thickening of strokes"]):
        assert np.array_equal(stroke.thicken(ink, 2), ink)
    assert (thick > 0).sum() > 2 * (ink > 0).sum()


def test_the_classifier_s_belief():
    networks = made_up.networks(classify=made_up.always(7, logit=1.0)[0])  # hardly sure of anything
    (mark,) = (
        sight(page((100, 100, 130, 148)), networks).digits
        or sight(page((100, 100, 130, 148)), networks).doubts
    )
    assert mark.belief < mark.detection.score
    with off(BY_NAME["classifier's belief in detections"]):
        assert mark.belief == mark.detection.score
    assert isinstance(vars(Read)["belief"], property)


def test_one_look_alone():
    with off(BY_NAME["second look after a refusal"]):
        assert vars(marks)["ROUNDS"] == 1
    assert vars(marks)["ROUNDS"] > 1


def test_no_other_views():
    doubtful = made_up.networks(classify=made_up.always(7, logit=3.0)[0])
    (mark,) = sight(page((100, 100, 130, 148)), doubtful).digits
    with off(BY_NAME["other views of digits in doubt"]):
        (alone,) = sight(page((100, 100, 130, 148)), doubtful).digits
    assert mark.hypotheses is not None
    assert alone.hypotheses is None


def test_any_shape():
    limits = Limits(least_ink=0.1, most_ink=0.5, pieces=1, holes=1)
    crowd = Shape(ink=0.9, pieces=9, holes=9)
    assert not limits.allow(crowd)
    with off(BY_NAME["shapes that no digit has"]):
        assert limits.allow(crowd)


def test_no_turns(monkeypatch):
    asked = []

    def turned(pixels, *_):
        asked.append(pixels)

    monkeypatch.setattr(looks, "turned", turned)
    doubtful = made_up.networks(classify=made_up.always(7, logit=1.0)[0])
    sight(page((100, 100, 130, 148)), doubtful)
    assert asked
    with off(BY_NAME["turns"]):
        sight(page((100, 100, 130, 148)), doubtful)
    assert len(asked) == 1


def test_lines_are_straight():
    boxes = np.array([(x, x**2 / 2000, x + 20, x**2 / 2000 + 30) for x in range(0, 600, 40)], float)
    lines = [list(range(len(boxes)))]
    assert Baselines.fitted(boxes, lines).bend != 0
    with off(BY_NAME["lines that fan out and bend"]):
        assert vars(Baselines.fitted(boxes, lines)) == vars(Baselines.level(boxes))


def test_no_level_is_left_out():
    finder, other = Patches(), Patches()
    empty = page(size=(700, 700))
    skipped = scan.scan(empty, finder)
    with off(BY_NAME["fine levels left out"]):
        seen = scan.scan(empty, other)
    assert len(skipped) < len(seen) == len(pyramid.pyramid(empty))


def test_contrast_is_halved_by_its_mean():
    thin = Image.fromarray(np.eye(16, dtype=np.uint8) * 200)
    with_maxima = np.asarray(pyramid._halved(thin)).max()
    with off(BY_NAME["maxima in halved contrast"]):
        assert np.asarray(pyramid._halved(thin)).max() < with_maxima


@pytest.mark.parametrize(
    ("name", "plane", "level"),
    [("grey plane", GREY, MIDDLE), ("plane of dark contrast", DARK, 0),
     ("plane of light contrast", LIGHT, 0)],
)  # fmt: skip
def test_the_finder_is_blind_to_a_plane(name, plane, level, monkeypatch):
    shown = []
    monkeypatch.setattr(Shipped, "find", lambda _, planes: shown.append(planes))
    planes = np.random.default_rng(1).integers(1, 255, (1, 32, 32, 3), np.uint8)
    with off(BY_NAME[name]):
        vars(Shipped)["find"](None, planes)
    (seen,) = shown
    assert (seen[..., plane] == level).all()
    others = [each for each in (GREY, DARK, LIGHT) if each != plane]
    assert np.array_equal(seen[..., others], planes[..., others])
    assert (planes[..., plane] != level).any(), "what was given is left alone"
