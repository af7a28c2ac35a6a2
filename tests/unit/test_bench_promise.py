"""What is promised of a reading: in time, beside the page before, only where it was read."""

import pytest

from bench.bad import bad
from bench.before import NoHistoryError, model_of, site_before
from bench.letters import LETTERS, words
from bench.memory import Held
from bench.pictures import one_digit
from bench.promise import grown, milliseconds, patient, settled, timely, unblocked
from bench.stopwatch import Times, times


def timed(worker, *, digits=20, slowest=0.0, says="number"):
    """Times of a picture of twenty digits."""
    return Times(
        what="twenty", n=5, drawn=20, digits=digits, says=says, first=2 * worker, worker=worker,
        decode=1.0, find=1.0, classify=1.0, page=worker + 1, slowest=slowest,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "share", "met"),
    [(90, None, True), (110, None, False), (90, 0.8, False), (75, 0.8, True)],
)
def test_a_time_keeps_to_its_most_and_to_its_share_of_before(now, share, met):
    row = timely(timed(now), timed(100), 100, share)
    assert row["met"] is met
    assert row["ratio"] == now / 100
    assert (row["before"], row["measured"]) == ("100 ms", f"{now} ms")


def test_a_time_counts_only_where_the_digits_were_read():
    row = timely(timed(10, digits=17), timed(100), 100)
    assert row["met"] is False
    assert row["measured"] == "10 ms for 17 of 20 digits"
    assert timely(timed(10, digits=18), timed(100, digits=1), 100)["met"] is True


def test_of_a_bad_picture_the_slowest_reading_counts():
    row = patient(timed(10, slowest=3100, says="blank"), timed(10, slowest=6200), 3000)
    assert (row["measured"], row["asked"]) == ("blank in 3.1 s", "at most 3 s")
    assert (row["ratio"], row["met"]) == (0.5, False)


def test_times_are_told_in_seconds_from_a_second_on():
    assert [milliseconds(each) for each in (0.4, 999, 1000, 12_345)] == [
        "0 ms", "999 ms", "1 s", "12.3 s",
    ]  # fmt: skip


def test_memory_may_grow_by_little_and_counts_not_at_all():
    some, more, most = (Held(heap, 70, 9, 0, 4) for heap in (100, 105, 106))
    heap, counts = grown((some, more), (some, most), 10, 200)
    assert (heap["met"], counts["met"]) == (True, True)
    assert heap["before"] == "0 MB, +6.0 %"
    heap, counts = grown((some, Held(106, 70, 10, 0, 4)), (some, some), 10, 200)
    assert (heap["met"], counts["met"]) == (False, False)
    assert counts["measured"] == "9 + 0 + 4, then 10 + 0 + 4"
    assert settled(48_000_000, 1)["met"]
    assert not settled(48_000_001, 1)["met"]


def test_no_long_task_is_told_as_none():
    assert unblocked({"one": 0.0})["measured"] == "none above 50 ms"
    assert unblocked({"one": 0.0, "two": 51.0})["met"] is False


def test_medians_are_taken_and_the_first_and_the_slowest_told():
    readings = [
        {"page": page, "total": page - 1, "decode": 1, "find": 2, "classify": 3, "digits": 1,
         "says": "digit"}
        for page in (50, 10, 20)
    ]  # fmt: skip
    told = times(one_digit(), readings)
    assert (told.first, told.worker, told.page, told.slowest) == (49, 19, 20, 50)
    assert told.is_read


def test_a_refusal_is_no_time():
    with pytest.raises(RuntimeError, match="refused"):
        times(one_digit(), [{"page": 1, "code": "too-large"}])


def test_words_fill_the_sheet_and_are_the_same_each_time():
    size = (900, 600)
    strokes = words(size, 40, 60, 20, seed=1)
    assert strokes == words(size, 40, 60, 20, seed=1)
    x, y = zip(*(point for stroke in strokes for point in stroke), strict=True)
    assert 40 < min(x) < 120
    assert 600 < max(x) <= 900 + 10 * 40  # the last word of a line may go on
    assert 0 < min(y) < 30
    assert max(y) < 600
    assert not set("0123456789") & set(LETTERS)


def test_bad_pictures_have_the_sizes_that_they_say():
    assert [each.size for each in bad()] == [(20_000, 40), (9, 9), (1600, 1200), (1280, 960)]


def test_without_the_history_there_is_a_clear_word(monkeypatch):
    monkeypatch.setattr("bench.before.COMMIT", "f" * 40)
    with pytest.raises(NoHistoryError, match="git fetch --unshallow"), site_before():
        pass


def test_the_site_before_is_whole():
    try:
        with site_before() as site:
            assert model_of(site) == "97d39789f209"
            assert (site / "index.html").is_file()
    except NoHistoryError as none:
        pytest.skip(str(none))
