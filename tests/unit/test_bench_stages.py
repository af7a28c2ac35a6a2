"""The stages of a start: in their order, each by the median of all runs."""

from bench.stages import STAGES, summed_up
from docs import beside


def run(*times):
    return dict(zip(STAGES, times, strict=True))


def test_a_stage_is_timed_from_the_one_before_in_its_own_run():
    count = len(STAGES)
    runs = [
        run(*(100 * (place + 1) for place in range(count))),
        run(*(100 * (place + 1) + 50 for place in range(count))),
        run(*(400 * (place + 1) for place in range(count))),
    ]
    told = summed_up(runs)
    assert [each["what"] for each in told] == list(STAGES.values())
    assert [each["at"] for each in told][:2] == [150, 250]
    # Of the medians of when they ended the differences are others.
    assert [each["took"] for each in told][:2] == [150, 100]
    assert told[-1]["at"] == 100 * count + 50


def test_the_table_has_a_row_for_each_stage():
    measured = {
        "command": "python -m bench.stages",
        "machine": "two cores",
        "runs": 3,
        "stages": [{"what": "all is there", "at": 1234, "took": 56}],
    }
    lines = beside.stages(measured)
    assert "3 visits" in lines[1]
    assert lines[-1] == "| all is there | 1,234 ms | 56 ms |"
