"""The mean of several runs' weights: of those that have one plan, each as often as it is named."""

import pytest

from training.classifier.settings import Settings
from training.classifier.state import State
from training.finder.settings import Settings as FinderSettings
from training.finder.state import State as FinderState
from training.run import average


def classifier(seed, plan="shipped"):
    return State(Settings(seed=seed, plan=plan))


def finder(seed):
    return FinderState(FinderSettings(seed=seed, plan="slim"))


def saved(folder, made=classifier):
    """Save two states, of one plan and of nothing else in common, as runs a and b."""
    states = [made(seed) for seed in (1, 2)]
    for name, state in zip("ab", states, strict=True):
        (folder / name).mkdir()
        state.save(folder / name / "state.npz")
    return states


def averaged(folder, *flags):
    """Average the runs a and b of a folder into c; gives the exit status."""
    return average.main([*(str(folder / name) for name in "ab"), "--to", str(folder / "c"), *flags])


@pytest.mark.parametrize(
    ("made", "flags", "parts"),
    [
        (classifier, (), (1, 1)),
        (classifier, ("--parts", "3", "1"), (3, 1)),
        (finder, (), (1, 1)),
    ],
)
def test_the_mean_is_one_to_start_from(tmp_path, made, flags, parts):
    states = saved(tmp_path, made)
    assert averaged(tmp_path, *flags) == 0
    begun = made(5)
    begun.begin(tmp_path / "c")
    for mean, one, other in zip(
        *(each.averaged.get_weights() for each in (begun, *states)), strict=True
    ):
        expected = (parts[0] * one + parts[1] * other) / sum(parts)
        assert mean == pytest.approx(expected, abs=1e-6)


def test_runs_of_different_plans_have_no_mean(tmp_path, capsys):
    saved(tmp_path)
    classifier(2, plan="assistant").save(tmp_path / "b" / "state.npz")
    assert averaged(tmp_path) == 1
    assert "assistant, shipped" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_each_run_needs_its_part(tmp_path, capsys):
    saved(tmp_path)
    assert averaged(tmp_path, "--parts", "1") == 1
    assert "1 parts are named for 2 runs" in capsys.readouterr().err
