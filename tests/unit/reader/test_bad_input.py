"""Odd pictures and broken networks: each gives a reading or a clear error, and soon."""

import time

import numpy as np
import pytest
from PIL import Image

from reader import read
from reader.find.maps import CHANNELS
from reader.networks import NetworkError
from tests.finder import Patches
from tests.handwriting import blank, encode, write
from tests.made_up import always, networks
from tests.network import shipped

# Seconds of the processor that any of them may take.
LIMIT = 3.0

NOISE = np.random.default_rng(7)


def noise(height, width):
    return Image.fromarray(NOISE.integers(0, 256, (height, width, 3), np.uint8))


PICTURES = {
    "20,000 x 40, blank": Image.new("L", (20_000, 40), 235),
    "20,000 x 40, noise": noise(40, 20_000),
    "40 x 20,000": Image.new("L", (40, 20_000), 235),
    "9 x 9, blank": Image.new("L", (9, 9), 235),
    "9 x 9, noise": noise(9, 9),
    "one colour": Image.new("RGB", (1500, 1100), (120, 40, 200)),
    "black": Image.new("L", (1280, 960), 0),
    "noise": noise(960, 1280),
    "noise of a thumbnail": noise(28, 28),
    "grey noise": noise(700, 900).convert("L"),
    "one pixel": Image.new("L", (1, 1), 0),
}


@pytest.mark.parametrize("name", PICTURES)
def test_an_odd_picture_is_nothing_with_a_reason_and_takes_no_time(name):
    data = encode(PICTURES[name], compress_level=1)
    shipped()
    start = time.process_time()

    reading = shipped().read(data)

    assert time.process_time() - start < LIMIT
    assert (reading.verdict, reading.lines, reading.text) == ("nothing", (), "")
    assert reading.reason in {"blank", "too-small", "too-faint", "not-a-digit", "not-writing"}
    assert (reading.source.width, reading.source.height) == PICTURES[name].size


@pytest.mark.parametrize("name", ["one colour", "black", "20,000 x 40, blank"])
def test_one_colour_is_blank(name):
    reading = shipped().read(encode(PICTURES[name], compress_level=1))

    assert (reading.reason, reading.doubts) == ("blank", ())


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("part", ["ink", "maps"])
def test_a_finder_that_gives_what_is_no_number_is_an_error_by_name(part, value):
    """One cell of one level is enough."""
    inner = Patches()

    def find(planes):
        told = dict(zip(("ink", "maps"), inner(planes), strict=True))
        told[part][0, 3, 3, 2] = value
        return told["ink"], told["maps"]

    with pytest.raises(NetworkError, match=f"finder gave {part} that are no numbers") as error:
        read(encode(write(7)), None, networks(find))
    assert "restore site/model/finder" in str(error.value)


@pytest.mark.parametrize(
    ("ink_stride", "ink_channels", "maps_stride", "maps_channels", "words"),
    [
        (1, 1, 4, CHANNELS, r"finder gave ink of the shape \(1, 80, 80, 1\)"),
        (2, 4, 4, CHANNELS - 1, r"finder gave maps of the shape .*, but this reader needs"),
        (2, 4, 8, CHANNELS, r"finder gave maps of the shape .*, but this reader needs"),
    ],
    ids=["ink at full size", "a kind of sign less", "coarser maps"],
)
def test_a_finder_that_does_not_fit_its_card_is_an_error_by_name(
    ink_stride, ink_channels, maps_stride, maps_channels, words
):
    def find(planes):
        count, height, width, _ = planes.shape
        ink = np.zeros((count, height // ink_stride, width // ink_stride, ink_channels))
        maps = np.zeros((count, height // maps_stride, width // maps_stride, maps_channels))
        return ink.astype(np.float32), maps.astype(np.float32)

    with pytest.raises(NetworkError, match=words) as error:
        read(encode(write(7, None, height=0.7).resize((48, 48))), None, networks(find))
    assert "export the finder again" in str(error.value)


def test_a_classifier_that_gives_what_is_no_number_is_an_error_by_name():
    classify, _ = always(7, np.nan)

    with pytest.raises(NetworkError, match="classifier gave logits that are no numbers"):
        read(encode(write(7)), None, networks(classify=classify))


def test_a_classifier_of_other_classes_is_an_error_by_name():
    with pytest.raises(NetworkError, match=r"classifier gave logits of the shape \(1, 10\)"):
        read(
            encode(write(7)),
            None,
            networks(classify=lambda pixels: np.zeros((len(pixels), 10), np.float32)),
        )


@pytest.mark.parametrize("channel", range(CHANNELS))
def test_a_finder_that_sees_everything_everywhere_breaks_nothing(channel):
    """As high as float32 goes in one channel, whatever it stands for."""
    inner = Patches()

    def find(planes):
        ink, maps = inner(planes)
        maps[..., channel] = 1e4
        return ink, maps

    for image in (write(7), blank()):
        reading = read(encode(image), None, networks(find))
        assert reading.verdict in ("digit", "number", "unsure", "nothing")
