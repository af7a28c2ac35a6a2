"""`python -m reader.trace`, run as people run it."""

import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from reader.trace.__main__ import main
from serve import SITE
from tests.hand import Hand
from tests.handwriting import Sheet, blank, encode, write
from tests.pages import Page, page


def run(*arguments):
    """Run the command; a warning of Python's would be an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "reader.trace", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SITE)},
        capture_output=True,
        text=True,
        check=False,
    )


def strip_of(image, tmp_path):
    """The strip of a picture, RGB."""
    (tmp_path / "in.png").write_bytes(encode(image))
    assert main([str(tmp_path / "in.png"), str(tmp_path / "out.png")]) == 0
    with Image.open(tmp_path / "out.png") as strip:
        strip.load()
        assert strip.format == "PNG"
        return strip


def test_a_strip_is_written_and_nothing_is_said(tmp_path):
    content, _ = page(Page(("27", "5"), ruling="lines", hand=Hand(height=48), margin=1))
    (tmp_path / "page.jpg").write_bytes(content)

    done = run(tmp_path / "page.jpg", tmp_path / "strip.png")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with Image.open(tmp_path / "strip.png") as strip:
        strip.load()
        assert strip.format == "PNG"
        assert strip.height == 720
        assert strip.width > 5 * 200


def test_what_is_no_picture_fails_by_name_and_says_why(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear diary, today I wrote a 7.")

    done = run(tmp_path / "letter.txt", tmp_path / "strip.png")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "letter.txt" in done.stderr
    assert "text" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "strip.png").exists()


def test_a_file_that_is_not_there_fails_by_name(tmp_path, capsys):
    assert main([str(tmp_path / "gone.png"), str(tmp_path / "strip.png")]) == 1

    assert "gone.png" in capsys.readouterr().err


def test_a_folder_that_is_not_there_fails(tmp_path, capsys):
    (tmp_path / "7.png").write_bytes(encode(write(7)))

    assert main([str(tmp_path / "7.png"), str(tmp_path / "gone" / "strip.png")]) == 1

    assert "strip.png" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("size", "levels", "width"),
    [
        ((300, 300), 4, 720 + 4 * 244),
        ((600, 300), 4, 1440 + 4 * 476),
        ((28, 28), 2, 720 + 2 * 244),
        ((1, 1), 1, 720 + 244),
    ],
)
def test_the_strip_has_a_column_for_each_level(size, levels, width, tmp_path):
    """300 pixels are seen as 300, 150, 75 and 38; a thumbnail is enlarged first."""
    strip = strip_of(blank(Sheet(size=size)), tmp_path)

    assert strip.size == (width, 720)
    columns = (np.asarray(strip) == 255).all(axis=(0, 2))
    gaps = np.flatnonzero(np.diff(columns.astype(int)) == 1)
    assert len(gaps) == levels


@pytest.mark.parametrize("inverted", [False, True])
def test_a_level_shows_its_grey_and_its_dark_and_its_light_contrast(inverted, tmp_path):
    image = write(7)
    image = Image.eval(image, lambda level: 255 - level) if inverted else image

    strip = np.asarray(strip_of(image, tmp_path)).astype(int)

    grey, dark, light = (strip[top : top + 232, 732:964, 0] for top in (0, 244, 488))
    inked = grey > 140 if inverted else grey < 140
    shown, empty = (light, dark) if inverted else (dark, light)
    assert inked.mean() > 0.02
    assert shown[inked].mean() > 200
    assert empty[inked].mean() < 60
    assert shown[:5].max() == 0
