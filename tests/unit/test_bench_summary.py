"""The summary of many runs: medians, ratios, and whether what is asked is met."""

from bench import summary
from bench.summary import BYTES, FIRST, OFFLINE, READY, SECOND, USABLE, WITHOUT, sentence


def rows(stock, inkling):
    return {row["what"]: row for row in summary.summary(stock, inkling)}


def runs(key, *values):
    return [{key: value} for value in values]


def test_a_row_has_the_median_the_least_and_the_most_of_each_page():
    row = rows(runs((SECOND, READY), 4.0, 3.0, 8.0), runs((SECOND, READY), 0.9, 1.1, 1.0))
    row = row["second visit: engine ready"]
    assert row["stock"] == {"n": 3, "median": 4.0, "min": 3.0, "max": 8.0}
    assert row["inkling"] == {"n": 3, "median": 1.0, "min": 0.9, "max": 1.1}
    assert row["ratio"] == 0.25
    assert row["asked"] == "at most 0.30 of stock"
    assert row["met"] is True


def test_a_share_above_the_asked_one_is_missed():
    row = rows(runs((SECOND, READY), 4.0), runs((SECOND, READY), 1.3))
    assert row["second visit: engine ready"]["met"] is False


def test_bytes_are_stated_in_millions_and_both_limits_count():
    what = "first visit: bytes until the first reading"
    key = FIRST, BYTES
    row = rows(runs(key, 11_000_000), runs(key, 8_000_000))[what]
    assert row["inkling"]["median"] == 8.0
    assert row["asked"] == "at most 8.4 MB and 0.80 of stock"
    assert row["met"] is True
    assert rows(runs(key, 11_000_000), runs(key, 8_600_000))[what]["met"] is False
    assert rows(runs(key, 10_000_000), runs(key, 8_400_000))[what]["met"] is False


def test_without_a_snapshot_the_page_stands_beside_the_stock_page_s_second_visit():
    row = rows(runs((SECOND, READY), 4.0), runs((WITHOUT, READY), 2.0))
    assert row["second visit without snapshot: engine ready"]["ratio"] == 0.5


def test_a_page_that_fails_every_time_has_no_figures_and_meets_nothing():
    row = rows([{}, {}], runs((OFFLINE, USABLE), 0.3, 0.4))[
        "reload with the server gone: page usable"
    ]
    assert (row["stock"], row["ratio"], row["met"]) == (None, None, True)
    row = rows([{}], [{}])["reload with the server gone: page usable"]
    assert (row["inkling"], row["met"]) == (None, False)


def test_one_failure_is_enough_to_miss_what_is_asked():
    row = rows([{}, {}], [{(OFFLINE, USABLE): 0.3}, {}])["reload with the server gone: page usable"]
    assert row["inkling"]["n"] == 1
    assert row["met"] is False


def test_where_nothing_is_asked_nothing_is_met_or_missed():
    row = rows([{}], runs((OFFLINE, READY), 1.0))["reload with the server gone: engine ready"]
    assert (row["asked"], row["met"]) == ("", None)


def test_a_row_is_told_in_a_line():
    row = rows(runs((SECOND, READY), 4.0), runs((SECOND, READY), 1.3))["second visit: engine ready"]
    assert sentence(row) == (
        "second visit: engine ready: stock 4.00 s (4.00 to 4.00), Inkling 1.30 s (1.30 to 1.30), "
        "ratio 0.325 (asked: at most 0.30 of stock): MISSED"
    )
    row = rows([{}], [{}])["reload with the server gone: engine ready"]
    assert sentence(row) == "reload with the server gone: engine ready: stock fails, Inkling fails"
