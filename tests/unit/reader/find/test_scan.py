"""The scan: coarse levels whole, fine ones only where they are asked for, tiles put together."""

import numpy as np

from reader.find.maps import CHANNELS, DIGIT, FINER, STRIDE
from reader.find.pyramid import GREY
from reader.find.scan import ALWAYS, AROUND, ENLARGED, MARGIN, MULTIPLE, TILE, closer, scan


class Recorder:
    """A finder that keeps the shapes it is asked about; `finer` is where it asks for more."""

    def __init__(self, finer=None):
        self.finer = finer
        self.shapes = []

    def __call__(self, planes):
        self.shapes.append(planes.shape)
        count, height, width, _ = planes.shape
        assert height % MULTIPLE == width % MULTIPLE == 0
        ink = np.zeros((count, height // 2, width // 2, 4), np.float32)
        maps = np.full((count, height // 4, width // 4, CHANNELS), -9, np.float32)
        # What is seen of a cell is the grey of its first pixel: the maps can be compared with it.
        maps[..., DIGIT] = planes[:, ::4, ::4, GREY] / np.float32(32)
        if self.finer is not None:
            maps[..., FINER] = self.finer(planes)
        return ink, maps


def picture(height, width):
    random = np.random.default_rng(1)
    return random.integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_fine_levels_are_not_seen_unless_they_are_asked_for():
    find = Recorder()
    levels = scan(picture(960, 1280), find)
    assert [level.scale for level in levels] == [1 / 32, 1 / 16, 1 / 8]
    assert len(find.shapes) == 3
    assert max(max(shape[1:3]) for shape in find.shapes) <= ALWAYS + 2 * MARGIN + MULTIPLE


def test_a_picture_is_enlarged_where_its_own_size_is_too_small():
    pixels = picture(500, 700)
    find = Recorder(lambda _: 5.0)
    seen = scan(pixels, find)

    more = closer(pixels, seen, find)

    assert [level.scale for level in more[-2:]] == [1, 2]
    assert more[-1].maps.digit.shape[1] * STRIDE >= 1400 + 2 * MARGIN


def test_a_picture_is_not_enlarged_unless_it_is_asked_for_or_where_it_is_large():
    content = Recorder(lambda planes: 5.0 if planes.shape[1] < 500 else -5.0)
    for pixels, find in (
        (picture(500, 700), content),
        (picture(ENLARGED + 1, 100), Recorder(lambda _: 5.0)),
        (picture(40, 40), Recorder(lambda _: 5.0)),  # it is already
        (picture(960, 1280), Recorder()),  # its own size was not asked for
    ):
        seen = scan(pixels, find)
        assert closer(pixels, seen, find) == seen


def test_every_level_is_seen_where_all_is_asked_for():
    find = Recorder(lambda _: 5.0)
    levels = scan(picture(500, 700), find)
    assert levels[-1].scale == 1
    assert levels[-1].maps.digit.shape[0] * 4 >= 500 + 2 * MARGIN


def test_tiles_together_are_what_the_whole_level_would_be():
    pixels = picture(500, 700)
    finest = scan(pixels, Recorder(lambda _: 5.0))[-1]
    grey = np.asarray(pixels @ [0.299, 0.587, 0.114])
    rows, columns = np.arange(0, 500 - 4, 4), np.arange(0, 700 - 4, 4)
    inside = finest.maps.digit[MARGIN // 4 :, MARGIN // 4 :][: len(rows), : len(columns)]
    logits = np.log(inside / (1 - inside))
    assert np.abs(logits * 32 - grey[::4, ::4][: len(rows), : len(columns)]).max() < 2


def test_only_tiles_that_are_asked_for_are_seen():
    def corner(planes):
        asked = np.full((len(planes), planes.shape[1] // 4, planes.shape[2] // 4), -9.0)
        asked[:, 5:8, 5:8] = 9.0
        return asked

    find = Recorder(corner)
    finest = scan(picture(640, 640), find)[-1]
    assert finest.scale == 1
    assert find.shapes[-1][0] == 1  # one tile of sixteen
    told = finest.maps.digit
    assert (told[: TILE // 4, : TILE // 4] > 1e-6).any()
    assert (told[TILE // 4 :] < 1e-6).all()


def opposite(planes):
    """Ask for more in the upper left and in the lower right."""
    asked = np.full((len(planes), planes.shape[1] // 4, planes.shape[2] // 4), -9.0)
    asked[:, 5:7, 5:7] = asked[:, -9:-7, -9:-7] = 9.0
    return asked


def test_tiles_far_apart_are_a_batch():
    find = Recorder(opposite)
    finest = scan(picture(640, 640), find)[-1]
    assert find.shapes[-1] == (2, TILE + 2 * AROUND, TILE + 2 * AROUND, 3)
    assert (finest.maps.digit[: TILE // 4, : TILE // 4] > 1e-6).all()
    assert (finest.maps.digit[TILE // 4 : 2 * TILE // 4] == 0).all()


def test_tiles_side_by_side_are_seen_at_one_go_and_say_the_same(monkeypatch):
    find = Recorder(lambda _: 5.0)
    pixels = picture(500, 700)
    together = scan(pixels, find)[-1].maps
    assert find.shapes[-1][0] == 1
    monkeypatch.setattr(
        "reader.find.scan._windows",
        lambda places, _: [
            (top - AROUND, left - AROUND, TILE + 2 * AROUND, TILE + 2 * AROUND)
            for top, left in places
        ],
    )
    alone = scan(pixels, find)[-1].maps
    assert find.shapes[-1][0] > 1
    assert np.array_equal(together.digit, alone.digit)
