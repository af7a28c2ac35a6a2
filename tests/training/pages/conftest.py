"""What pages are drawn from in tests: sources, a seeded generator, and white paper to draw on."""

import numpy as np
import pytest

from training.pages.canvas import Canvas
from training.pages.sources import Sources
from training.pages.view import flat

SEED = 11


@pytest.fixture(scope="module")
def sources(data):
    return Sources.load(data, "train")


@pytest.fixture
def random():
    return np.random.default_rng(SEED)


@pytest.fixture
def canvas(random, sources):
    """White paper of 200 by 300 pixels, seen from straight above."""
    ground = np.full((200, 300, 3), 240, np.float32)
    return Canvas(random, sources, flat((200, 300)), ground, None, 40)
