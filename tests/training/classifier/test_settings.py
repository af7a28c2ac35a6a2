"""The command line of a training run."""

from pathlib import Path

import pytest

from training.classifier.settings import Settings


def refusal(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        Settings.parse(arguments)
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_every_setting_has_a_flag():
    settings = Settings.parse(
        ["--seed", "7", "--nondigit-part", "0.2", "--data", "somewhere", "--teachers", "a", "b"]
    )
    teachers = (Path("a"), Path("b"))
    assert settings == Settings(
        seed=7, nondigit_part=0.2, data=Path("somewhere"), teachers=teachers
    )


def test_an_unknown_flag_fails(capsys):
    assert "unrecognized arguments: --epoch" in refusal(capsys, "--epoch", "3")


def test_a_word_where_a_number_belongs_fails(capsys):
    assert "invalid int value: 'many'" in refusal(capsys, "--epochs", "many")


@pytest.mark.parametrize("flag", ["--epochs", "--batch", "--validation", "--nondigits"])
def test_nothing_to_train_on_fails(capsys, flag):
    assert f"{flag} is 0, but must be at least 1" in refusal(capsys, flag, "0")


def test_a_part_above_one_fails(capsys):
    assert "must lie in 0..1" in refusal(capsys, "--nondigit-part", "1.5")


@pytest.mark.parametrize(
    ("flag", "value", "words"),
    [
        ("--plan", "huge", "must be shipped or assistant or teacher or large"),
        ("--precision", "float8", "must be float32 or mixed_bfloat16"),
        ("--softness", "0", "must be above 0"),
        ("--rough", "1.1", "must lie in 0..1"),
        ("--trust", "1", "must lie in 0..1"),
        ("--labels", "ABCDEFGHI", "must be 10 different characters"),
        ("--labels", "ABCDEFGHIA", "must be 10 different characters"),
        ("--labels", "ABCDEFGHIJ", "give --numerals 0 --written 0 --crops 0 as well"),
    ],
)
def test_a_value_that_cannot_train_fails(capsys, flag, value, words):
    assert words in refusal(capsys, flag, value)


def test_the_data_lies_where_it_is_named_or_in_the_environment(monkeypatch):
    monkeypatch.setenv("INKLING_DATA", "/elsewhere")
    assert Settings().mnist == Path("/elsewhere/mnist")
    assert Settings(data=Path("here")).mnist == Path("here")
    monkeypatch.delenv("INKLING_DATA")
    assert Settings().mnist == Path("../shared/data/mnist")


def test_settings_that_decide_the_result_hold_no_path():
    assert Settings(data=Path("/private"), name="x").as_dict() == Settings().as_dict()
    assert Settings(teachers=(Path("/private/one"),)).as_dict()["teachers"] == ["one"]
    assert Settings(seed=2).as_dict() != Settings().as_dict()
