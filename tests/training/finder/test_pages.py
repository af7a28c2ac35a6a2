"""Pages for training come in the order of their numbers, and what fails in a worker is raised."""

import multiprocessing
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.training.finder.made import page
from training.finder import pages
from training.finder.pages import Pages, validation
from training.finder.truth import levels_of
from training.pages.page import make
from training.pages.sources import Sources

ROOT = Path(__file__).parents[3]
DATA = Path("data")  # of which nothing is read

LONGEST = 60  # seconds that a page may take on a busy machine, and a process to end


class Worker(threading.Thread):
    """A thread in place of a process."""

    def terminate(self):
        """Leave it: it ends with its parent."""


class Threads:
    """What `multiprocessing` gives, made of threads, so that a test can look inside."""

    class Queue(queue.Queue[Any]):
        """Of a thread, which nobody waits for."""

        def cancel_join_thread(self):
            """Let the process end although nobody takes what is left."""

    def __init__(self):
        self.alive, self.started = True, []

    def Process(self, target, args, daemon):  # noqa: N802 as multiprocessing names it
        thread = Worker(target=target, args=args, daemon=daemon)
        self.started.append(thread)
        return thread

    def is_alive(self):
        """Tell whether the parent that the threads work for is alive."""
        return self.alive


@pytest.fixture
def drawn(monkeypatch):
    """Workers that are threads; gives seed, number and sources of each page that was drawn.

    A page tells its number by the width of its digit.
    """
    workers = Threads()
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: workers)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: workers)
    monkeypatch.setattr(pages, "PATIENCE", 0.02)
    monkeypatch.setattr(Sources, "load", lambda data, part: (data, part))
    told = []

    def made(seed, number, sources):
        told.append((seed, number, sources))
        return page([(10, 10, 11 + number, 50)], size=(200, 100))

    monkeypatch.setattr(pages, "make", made)
    yield told
    workers.alive = False
    for thread in workers.started:
        thread.join()


def number_of(levels):
    """The number of a page that was made up."""
    _, truth = levels[0]
    return int(truth.boxes[0, 2] - truth.boxes[0, 0]) - 1


def taken(count, **settings):
    """The numbers of the pages that come, one by one."""
    given = {"seed": 3, "start": 0, "workers": 1, "kept": 1, "data": DATA, **settings}
    random = np.random.default_rng(1)
    with Pages(**given) as source:
        numbers = []
        for _ in range(count):
            source.take()
            numbers.append(number_of(source.any(random)))
        assert source.taken == given["start"] + count
    return numbers


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("start", [0, 7])
def test_pages_come_in_the_order_of_their_numbers(drawn, workers, start):
    assert taken(40, workers=workers, start=start) == list(range(start, start + 40))
    assert {(seed, sources) for seed, _, sources in drawn} == {(3, (DATA, "train"))}


def test_each_worker_draws_ahead_and_no_more_than_that(drawn, monkeypatch):
    monkeypatch.setattr(pages, "AHEAD", 4)

    taken(6, workers=2)

    assert max(number for _, number, _ in drawn) <= 6 + 2 * (4 + 1)


def test_only_the_newest_pages_are_kept(drawn):  # noqa: ARG001 a fixture
    random = np.random.default_rng(1)
    with Pages(3, 0, 1, 5, DATA) as source:
        for _ in range(20):
            source.take()
        seen = {number_of(source.any(random)) for _ in range(200)}

    assert seen == {15, 16, 17, 18, 19}


def test_what_fails_in_a_worker_is_raised_with_the_page_s_number(drawn, monkeypatch):  # noqa: ARG001
    def make_until(_seed, number, _sources):
        if number == 5:
            raise ValueError("no ink in the pen")
        return page([(10, 10, 11 + number, 50)], size=(200, 100))

    monkeypatch.setattr(pages, "make", make_until)
    with Pages(3, 4, 2, 8, DATA) as source:
        source.take()
        with pytest.raises(RuntimeError, match=r"Page 5 .* ValueError: no ink in the pen"):
            source.take()


def test_validation_pages_are_of_writers_that_are_set_aside(drawn):
    levels = validation(3, 9, DATA)

    assert [number_of(each) for each in levels] == [0, 1, 2]
    assert drawn == [(9, number, (DATA, "validation")) for number in range(3)]


@pytest.mark.data
def test_a_process_draws_the_same_pages_as_this_one(data):
    """A real worker: its pages are those that `make` gives here."""
    sources = Sources.load(data, "train")
    random = np.random.default_rng(1)
    with Pages(11, 2, 1, 1, data) as source:
        for number in range(2, 5):
            source.take()
            expected = levels_of(make(11, number, sources))
            for (level, truth), (own, its) in zip(source.any(random), expected, strict=True):
                assert np.array_equal(level.planes, own.planes)
                assert np.array_equal(truth.instances, its.instances)
                assert np.array_equal(truth.boxes, its.boxes)


# Draws until the queue is full, says who draws, and is killed.
KILLED = """
import multiprocessing, os, signal, sys, time
from pathlib import Path
from training.finder.pages import _draw

context = multiprocessing.get_context("spawn")
queue = context.Queue(2)
drawing = context.Process(target=_draw, args=(3, 0, 1, Path(sys.argv[1]), queue))
drawing.start()
while not queue.full():
    time.sleep(0.1)
Path(sys.argv[2]).write_text(str(drawing.pid))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.data
def test_a_process_ends_when_the_training_was_killed(data, tmp_path):
    subprocess.run(
        [sys.executable, "-c", KILLED, str(data), str(tmp_path / "number")],
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "site"), str(ROOT)))},
    )
    number = (tmp_path / "number").read_text(encoding="utf-8")
    end = time.monotonic() + pages.PATIENCE + LONGEST
    while is_running(number):
        assert time.monotonic() < end, "it draws for nobody"
        time.sleep(0.5)


def is_running(number):
    """Whether a process is there and is no mere entry of one that has ended."""
    asked = ["ps", "-o", "stat=", "-p", number]
    state = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")
