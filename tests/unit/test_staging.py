"""A generated folder is replaced whole or not at all."""

import shutil

import pytest

from convert.staging import replaced


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "place" / "model"
    folder.mkdir(parents=True)
    (folder / "old").write_text("old")
    return folder


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_folder_is_replaced_whole(folder):
    with replaced(folder) as staged:
        (staged / "new").write_text("new")
        assert names(folder) == ["old"]

    assert names(folder) == ["new"]
    assert names(folder.parent) == ["model"]


def test_a_folder_that_is_not_there_yet_appears(tmp_path):
    with replaced(tmp_path / "far" / "away") as staged:
        (staged / "new").write_text("new")

    assert names(tmp_path / "far") == ["away"]
    assert names(tmp_path / "far" / "away") == ["new"]


@pytest.mark.parametrize("cause", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_folder_and_nothing_else(folder, cause):
    def fail():
        with replaced(folder) as staged:
            (staged / "new").write_text("new")
            raise cause

    with pytest.raises(cause):
        fail()

    assert names(folder) == ["old"]
    assert names(folder.parent) == ["model"]


def test_a_swap_that_fails_half_way_is_undone(folder):
    def lose():
        with replaced(folder) as staged:
            shutil.rmtree(staged)  # so that the old folder can be moved away and no new one in

    with pytest.raises(FileNotFoundError):
        lose()

    assert names(folder) == ["old"]
    assert names(folder.parent) == ["model"]
