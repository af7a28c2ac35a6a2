"""The emulated line: its bits a second are shared, and its delay comes once an answer."""

import pytest

from bench.line import Line


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self):
        self.now = 100.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time():
    return Time()


def test_bytes_take_as_long_as_their_bits(time):
    line = Line(8_000, 0.5, clock=lambda: time.now, sleep=time.sleep)
    line.carry(250)
    line.carry(750)
    assert time.slept == pytest.approx([0.25, 0.75])


def test_who_comes_while_the_line_is_busy_waits_for_those_before():
    slept: list[float] = []
    line = Line(8_000, 0.5, clock=lambda: 100.0, sleep=slept.append)
    line.carry(250)
    line.carry(250)
    assert slept == pytest.approx([0.25, 0.5])


def test_a_line_that_was_idle_saves_nothing_up(time):
    line = Line(8_000, 0.5, clock=lambda: time.now, sleep=time.sleep)
    line.carry(250)
    time.now += 60
    line.carry(250)
    assert time.slept == pytest.approx([0.25, 0.25])


def test_an_answer_waits_for_the_delay(time):
    Line(8_000, 0.5, clock=lambda: time.now, sleep=time.sleep).answer()
    assert time.slept == [0.5]
