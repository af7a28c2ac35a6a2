"""Pictures to measure on: known faults with what each must give, and pages that lie on a side."""

import io

import numpy as np
import pytest
from PIL import Image

from training.errors import DataError
from training.evaluate.pictures import NONE, Picture, faults, png, turned

EXIF_ORIENTATION = 0x0112


def test_faults_say_what_each_picture_must_give(tmp_path):
    (tmp_path / "pictures").mkdir()
    for name in ("strip.jpg", "page.png"):
        (tmp_path / "pictures" / name).write_bytes(name.encode())
    rows = ["path,expected,why", "files/a.tiff,5,its format", "pictures/strip.jpg,nothing,dark",
            "pictures/page.png,12|345,two lines"]  # fmt: skip
    (tmp_path / "expected.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert faults(tmp_path) == [
        Picture("pictures/strip.jpg", "faults/strip.jpg", b"strip.jpg", NONE),
        Picture("pictures/page.png", "faults/page.png", b"page.png", "12\n345"),
    ]


def test_faults_that_are_not_there_are_named(tmp_path):
    with pytest.raises(DataError, match=r"expected\.csv is missing; --faults names"):
        faults(tmp_path)


@pytest.mark.data
def test_the_known_faults_are_seven(data):
    folder = data.parent / "faults"
    if not folder.is_dir():
        pytest.skip(f"there are no faults at {folder}")
    labels = [each.label for each in faults(folder)]
    assert len(labels) == 7
    assert labels.count(NONE) == 1
    assert "9840178855" in labels
    assert all(set(label) <= set("0123456789\n") for label in labels)


def pixels(picture):
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.format == "PNG"
        assert not image.getexif()
        return np.asarray(image)


@pytest.mark.parametrize(
    ("turns", "corner"), [(1, (-1, 0)), (2, (-1, -1)), (3, (0, -1))]
)  # fmt: skip
def test_a_page_is_turned_counter_clockwise(turns, corner):
    page = np.full((30, 50, 3), 200, np.uint8)
    page[0, 0] = (250, 0, 0)
    seen = pixels(made := turned(Picture("a.png", "strings/pen", png(page), "12|3"), turns))
    assert seen.shape == ((50, 30, 3) if turns % 2 else (30, 50, 3))
    assert tuple(seen[corner]) == (250, 0, 0)
    assert (made.label, made.source) == ("12|3", "strings/pen")


def test_a_photograph_that_its_camera_held_on_a_side_is_upright_before_it_is_turned():
    page = np.full((40, 64, 3), 200, np.uint8)
    page[:8, :8] = 0  # top left, as stored
    file, exif = io.BytesIO(), Image.Exif()
    exif[EXIF_ORIENTATION] = 6  # to be turned clockwise to be shown: then it is top right
    Image.fromarray(page).save(file, "JPEG", exif=exif, quality=95)
    seen = pixels(turned(Picture("a.jpg", "strings/pen", file.getvalue(), "1"), 2))
    assert seen.shape == (64, 40, 3)
    assert seen[-4, 4, 0] < 50, "bottom left, on its head"
    assert seen[4, -4, 0] > 150
