"""`python -m reader.trace`, run as people run it."""

import os
import subprocess
import sys

import pytest
from PIL import Image

from reader import trace
from serve import SITE
from tests.hand import Hand
from tests.handwriting import Sheet, blank, encode, write, write_strokes
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


def test_a_strip_is_written_and_nothing_is_said(tmp_path):
    content, _ = page(Page(("27", "5"), ruling="lines", hand=Hand(height=48), margin=1))
    (tmp_path / "page.jpg").write_bytes(content)

    done = run(tmp_path / "page.jpg", tmp_path / "strip.png")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with Image.open(tmp_path / "strip.png") as strip:
        strip.load()
        assert strip.format == "PNG"
        assert strip.height == 360
        assert strip.width > 4 * 200


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
    assert trace.main([str(tmp_path / "gone.png"), str(tmp_path / "strip.png")]) == 1

    assert "gone.png" in capsys.readouterr().err


def test_a_folder_that_is_not_there_fails(tmp_path, capsys):
    (tmp_path / "7.png").write_bytes(encode(write(7)))

    assert trace.main([str(tmp_path / "7.png"), str(tmp_path / "gone" / "strip.png")]) == 1

    assert "strip.png" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("image", "count"),
    [
        (write(7), 5),
        (blank(), 1),
        (write(3, Sheet(paper=(220, 220, 220), ink=(198, 198, 198))), 5),
        (Image.new("RGB", (1, 1)), 1),
        (
            write_strokes(
                [[(0.5, 0.5), (0.5, 0.501)]], Sheet(), centre=(0.5, 0.5), height=0.6, pen=0.02
            ),
            4,
        ),
    ],
    ids=["a digit", "blank", "faint", "one pixel", "a speck"],
)
def test_the_strip_is_as_long_as_there_is_something_to_see(image, count, tmp_path):
    """Square pictures: each stage is one more square."""
    (tmp_path / "in.png").write_bytes(encode(image))

    assert trace.main([str(tmp_path / "in.png"), str(tmp_path / "out.png")]) == 0

    with Image.open(tmp_path / "out.png") as strip:
        assert strip.size == (372 * count - 12, 360)
