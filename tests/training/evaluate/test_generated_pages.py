"""Generated pages to measure on: which they are, and how what is seen on them is counted."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from reader.look import look
from tests import made_up
from tests.finder import Mark, Told
from training.evaluate import generated_pages
from training.finder.score import ASKED
from training.finder.targets import FAINT
from training.pages.page import make
from training.pages.sources import Sources

COUNT = 8
ANSWERED = 16  # pixels: the made-up finder answers for no level where digits are much lower
SEVEN = 7  # what a made-up classifier takes every digit for


@pytest.fixture(scope="module")
def pages(data):
    return list(generated_pages.pages(COUNT, data))


@pytest.fixture
def knowing(pages, monkeypatch):
    """Let the reader see just what is on each page, at its own size."""

    def networks(picture):
        page = next(each for each in pages if each.picture is picture)
        marks = [
            Mark((float(left), float(top), float(right), float(bottom)))
            for left, top, right, bottom in page.boxes
        ]
        size = picture.shape[1], picture.shape[0]
        return made_up.networks(Told(size, marks), made_up.always(SEVEN)[0])

    monkeypatch.setattr(generated_pages, "pages", lambda *_: iter(pages))
    monkeypatch.setattr(
        generated_pages, "look", lambda picture, _: look(picture, networks(picture))
    )


@pytest.mark.data
def test_pages_are_those_of_a_seed_by_writers_that_are_set_aside(data, pages):
    sources = Sources.load(data, "validation")
    for number in (0, COUNT - 1):
        same = make(generated_pages.SEED, number, sources)
        assert np.array_equal(pages[number].picture, same.picture)
    amounts = next(generated_pages.pages(1, data, generated_pages.AMOUNTS))
    assert amounts.scene == generated_pages.AMOUNTS


def test_no_page_needs_no_data(tmp_path):
    assert not list(generated_pages.pages(0, tmp_path))
    (whole,) = generated_pages.found(0, tmp_path, made_up.networks())
    assert (whole.pages, whole.n) == (0, 0)
    assert generated_pages.signs(0, tmp_path, made_up.networks()).n == 0


@pytest.mark.data
@pytest.mark.usefixtures("knowing")
def test_digits_are_counted_by_scene_and_over_all_pages(data, pages):
    *scenes, whole = generated_pages.found(COUNT, data, made_up.networks())
    assert [each.name for each in scenes] == sorted(
        {f"generated/{page.scene}" for page in pages}, key=[each.name for each in scenes].index
    )
    for name in ("pages", "n", "found", "right", "sure", "sure_and_right", "false"):
        assert getattr(whole, name) == sum(getattr(each, name) for each in scenes), name
    asked = [
        (label, size)
        for page in pages
        for label, size, contrast, is_whole in zip(
            page.labels, page.heights, page.contrast, page.whole, strict=True
        )
        if size >= ASKED and contrast >= FAINT and is_whole
    ]
    assert (whole.pages, whole.n) == (COUNT, len(asked))
    large = sum(size >= ANSWERED for _, size in asked)
    assert whole.found >= 0.8 * large > 10, "a finder that knows where they are finds them"
    assert 0 < whole.right <= sum(label == SEVEN for label, _ in asked)
    assert json.loads(json.dumps(whole.as_dict()))["right"] == whole.right


@pytest.mark.data
def test_pages_of_amounts_are_read_as_files(data, monkeypatch):
    shown = []

    def read(content, *_):
        with Image.open(io.BytesIO(content)) as image:
            shown.append(np.asarray(image))
        raise KeyboardInterrupt

    monkeypatch.setattr(generated_pages, "read", read)
    with pytest.raises(KeyboardInterrupt):
        generated_pages.signs(1, data, made_up.networks())
    page = next(generated_pages.pages(1, data, generated_pages.AMOUNTS))
    assert np.array_equal(shown[0], page.picture)
