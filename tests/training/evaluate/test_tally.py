"""Counting what came of reading: by hand, and through the real reader and the committed model."""

import shutil

import numpy as np
import pytest

from reader import CardError, read
from reader.answer.verdict import verdict as judged
from reader.reading import Box, Digit, Line, Reading, Sign, Source
from tests import made_up
from training.digits import numerals
from training.errors import DataError
from training.evaluate import tally as counts
from training.evaluate.pictures import NONE, Picture, framed, labelled, png, usps
from training.evaluate.tally import Tally, read_into
from training.shipped import SHIPPED, Shipped


@pytest.fixture(scope="module")
def model():
    return Shipped()


def counted(*answers):
    tally = Tally("some", "by hand")
    for answer in answers:
        tally.count(*answer)
    return tally


def test_answers_are_counted_by_what_they_say():
    tally = counted(
        ("7", "7", "digit", 0.99), ("7", "1", "digit", 0.9), ("3", "3", "unsure", 0.6),
        ("4", NONE, "nothing", None), (NONE, NONE, "nothing", None), (NONE, "0", "digit", 0.95),
    )  # fmt: skip
    assert (tally.n, tally.right, tally.sure, tally.sure_and_right, tally.nothing) == (
        6,
        3,
        3,
        1,
        2,
    )
    assert tally.correct == [True, False, True, False]
    assert tally.calibration_error is None, "four answers are too few"


def test_sets_are_pooled_by_adding_them():
    first, second = counted(("7", "7", "digit", 0.9)), counted(("1", NONE, "nothing", None))
    first.add(second)
    assert (first.n, first.right, first.nothing, first.pairs) == (2, 1, 1, [("7", "7"), ("1", "")])


def test_the_calibration_error_is_that_of_the_answers():
    tally = counted(*[("7", "7", "digit", 0.8)] * 150, *[("7", NONE, "nothing", None)] * 50)
    assert tally.calibration_error == pytest.approx(0.2)


def test_pictures_are_read_by_the_committed_model(model):
    pixels, labels = numerals.write(40, seed=50)
    tally = Tally("numerals", "drawn")
    for place, (picture, label) in enumerate(zip(pixels, labels, strict=True)):
        shown = Picture(f"{place}.png", "numerals", png(picture), str(label))
        read_into(tally, shown, model.networks)
    assert tally.n == 40
    assert tally.right >= 36
    blank = png(np.full((99, 99), 250, np.uint8))
    for content in (blank, b"no picture"):
        read_into(tally, Picture("none", "none", content, NONE), model.networks)
    assert tally.nothing >= 2


def test_the_model_answers_any_number_of_pictures_alike(model):
    pixels, _ = numerals.write(30, seed=51)
    together = model.classify(np.tile(pixels, (40, 1, 1)))
    assert together.shape == (1200, 11)
    assert np.abs(together[:30] - model.classify(pixels[:1])[0])[0].max() < 1e-4
    assert np.abs(together[:30] - together[-30:]).max() < 1e-4
    assert model.classify(pixels[:0]).shape == (0, 11)


def written(*lines):
    """A picture file of lines of numerals, ink dark, each 84 pixels wide; " " is a gap as wide."""
    pixels, labels = numerals.write(60, seed=52)
    places = {str(label): place for place, label in enumerate(labels)} | {" ": None}
    paper = np.zeros((28, 28), np.uint8)
    drawn = [
        [paper if places[mark] is None else pixels[places[mark]] for mark in line] for line in lines
    ]
    page = np.concatenate([np.concatenate(line, axis=1) for line in drawn], axis=0)
    return png(255 - np.kron(np.pad(page, 8), np.ones((3, 3), np.uint8)))


@pytest.mark.parametrize(
    ("lines", "read_as", "counted_as"),
    [(["72"], "72", "72"), (["72  35"], "72 35", "7235"), (["72", "35"], "72\n35", "72\n35")],
)
def test_spaces_between_numbers_are_ignored_but_lines_are_not(model, lines, read_as, counted_as):
    page = written(*lines)
    reading = read(page, None, model.networks)
    assert reading.text == read_as
    tally = Tally("numerals", "drawn")
    for label in ("".join(lines).replace(" ", ""), "7", NONE):
        read_into(tally, Picture("a.png", "drawn", page, label), model.networks)
    assert [text for _, text in tally.pairs] == [counted_as] * 3
    assert (tally.n, tally.right, tally.nothing) == (3, len(lines) == 1, 0)
    confidences = sorted(digit.confidence for line in reading.lines for digit in line.digits)
    assert confidences[0] < confidences[-1]
    assert tally.confidence == [confidences[0]] * 3, "that in the least certain digit"


@pytest.mark.parametrize(
    ("sure", "text", "verdict", "label", "right"),
    [
        (True, "7,2", "number", "7,2", True),
        (True, "7,2", "number", "72", False),  # surely wrong
        (False, "7 2", "unsure", "72", True),  # the gap of a sign is a space, and a doubt
        (False, "7 2", "unsure", "7,2", False),
    ],
)
def test_a_sign_counts_where_it_is_sure_and_is_a_gap_where_it_is_not(
    sure, text, verdict, label, right, monkeypatch
):
    box = Box(0, 0, 9, 9)
    seven, two = (
        Digit(each, 0.9, sure=True, box=box, probabilities=(0.1,) * 10, not_a_digit=0.0, pixels=())
        for each in (7, 2)
    )
    line = Line((seven, two), (), (Sign(",", sure, 0.9, box, 1),))
    source = Source("a.png", 90, 90, "PNG")
    reading = Reading(source, judged([line]), None, (line,), {}, "model")
    assert (reading.text, reading.verdict) == (text, verdict)
    monkeypatch.setattr(counts, "seen", lambda *_: reading)
    tally = Tally("signs", "by hand")
    read_into(tally, Picture("a.png", "signs", b"", label), made_up.networks())
    assert (tally.right, tally.sure, tally.sure_and_right) == (right, sure, right and sure)


def test_a_number_without_doubt_is_sure():
    tally = counted(("72", "72", "number", 0.99), ("7", "72", "number", 0.99))
    assert (tally.sure, tally.sure_and_right) == (2, 1)


@pytest.mark.parametrize("network", ["classifier", "finder"])
@pytest.mark.parametrize("damaged", ["model.json", "group1-shard1of1.bin"])
def test_a_card_that_does_not_fit_its_files_is_refused(tmp_path, network, damaged):
    folder = shutil.copytree(SHIPPED, tmp_path / "model")
    path = folder / network / damaged
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CardError, match=rf"{network}/{damaged} has the SHA-256 .* restore both"):
        Shipped(folder)


@pytest.mark.parametrize("network", ["classifier", "finder"])
def test_a_missing_network_is_named(tmp_path, network):
    folder = shutil.copytree(SHIPPED, tmp_path / "model")
    shutil.rmtree(folder / network)
    with pytest.raises(CardError, match=rf"{network}/card\.json is missing"):
        Shipped(folder)


def test_an_empty_folder_is_an_error_that_says_what_would_help(tmp_path):
    with pytest.raises(CardError, match=r"card\.json is missing; restore the folder"):
        Shipped(tmp_path)


def test_a_digit_that_fills_its_frame_gets_paper_around_it():
    (picture,) = framed(np.full((1, 16, 16), 255, np.uint8))
    assert picture.shape == (192, 192)
    assert not picture[:32].any()
    assert (picture[40:150, 40:150] == 255).all()


def test_labels_say_what_a_picture_shows(tmp_path):
    folder = tmp_path / "photos"
    (folder / "someone").mkdir(parents=True)
    (folder / "someone" / "a.png").write_bytes(b"picture")
    (folder / "labels.csv").write_text("path,label,note\nsomeone/a.png,5,x\n", encoding="utf-8")
    (picture,) = labelled(folder)
    assert picture == Picture("photos/someone/a.png", "photos/someone", b"picture", "5")
    (folder / "labels.csv").write_text("path,kind\nsomeone/a.png,letter\n", encoding="utf-8")
    assert labelled(folder)[0].label == NONE
    (folder / "labels.csv").write_text("path,digits\nsomeone/a.png,12|3\n", encoding="utf-8")
    assert labelled(folder)[0].label == "12|3"


def test_pictures_without_a_folder_of_their_own_are_one_source(tmp_path):
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"picture")
    (folder / "labels.csv").write_text("path,digits\na.png,12\n", encoding="utf-8")
    assert labelled(folder) == [Picture("registers/a.png", "registers", b"picture", "12")]


def test_missing_pictures_are_named(tmp_path):
    with pytest.raises(DataError, match=r"labels\.csv is missing; --pictures names"):
        labelled(tmp_path)
    with pytest.raises(DataError, match=r"usps\.npz is missing"):
        usps(tmp_path / "usps.npz")
