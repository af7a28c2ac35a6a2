"""Files appear whole or not at all; the disk that is full is a real one."""

from pathlib import Path

import pytest

from training.errors import DataError
from training.run.atomic import atomic, write_json

FULL = Path("/dev/full")  # Linux's device on which every write finds no space


def test_a_file_appears_when_it_is_whole(tmp_path):
    with atomic(tmp_path / "a.txt") as partial:
        partial.write_text("new")
        assert not (tmp_path / "a.txt").exists()
    assert (tmp_path / "a.txt").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_interrupt_leaves_what_was_there(tmp_path):
    (tmp_path / "a.txt").write_text("old")

    def interrupted():
        with atomic(tmp_path / "a.txt") as partial:
            partial.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (tmp_path / "a.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said_with_the_remedy_and_leaves_what_was_there(tmp_path):
    write_json(tmp_path / "history.json", ["old"])
    (tmp_path / "partial-history.json").symlink_to(FULL)
    with pytest.raises(
        DataError, match=r"history\.json could not be written \(No space left .*Make"
    ):
        write_json(tmp_path / "history.json", ["new"] * 100_000)
    assert "old" in (tmp_path / "history.json").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["history.json"]
