"""docs/fork.md, tried: letters for digits, by nothing but data, the model's card and its labels."""

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from convert import inventory
from convert.model.__main__ import main as export
from serve import SITE
from tests.browser import chromium
from tests.browser.outside import nothing_outside
from tests.browser.visitor import Visitor, file
from tests.serving import serving
from tests.training.classifier.test_run import write_idx
from training.classifier import check
from training.classifier.train import main as train
from training.digits.drawing import Stroke, arc, draw, frame, line
from training.digits.hand import pen, shaken

LETTERS: Final[dict[str, tuple[Stroke, ...]]] = {
    "A": (line((0.05, 1), (0.5, 0), (0.95, 1)), line((0.2, 0.62), (0.8, 0.62))),
    "B": (
        line((0.15, 1), (0.15, 0), (0.5, 0)),
        arc(0.5, 0.24, 0.35, 0.24, -90, 90),
        arc(0.5, 0.74, 0.4, 0.26, -90, 90),
        line((0.5, 0.48), (0.15, 0.48)),
        line((0.5, 1), (0.15, 1)),
    ),
    "C": (arc(0.55, 0.5, 0.5, 0.5, -45, -315),),
    "D": (line((0.3, 0), (0.1, 0), (0.1, 1), (0.3, 1)), arc(0.3, 0.5, 0.6, 0.5, -90, 90)),
    "E": (line((0.8, 0), (0.1, 0), (0.1, 1), (0.85, 1)), line((0.1, 0.48), (0.7, 0.48))),
    "F": (line((0.85, 0), (0.1, 0), (0.1, 1)), line((0.1, 0.48), (0.7, 0.48))),
    "G": (arc(0.5, 0.5, 0.5, 0.5, -50, -360), line((1, 0.5), (0.55, 0.5)), line((1, 0.5), (1, 1))),
    "H": (line((0.1, 0), (0.1, 1)), line((0.9, 0), (0.9, 1)), line((0.1, 0.5), (0.9, 0.5))),
    "I": (line((0.2, 0), (0.8, 0)), line((0.5, 0), (0.5, 1)), line((0.2, 1), (0.8, 1))),
    "J": (line((0.3, 0), (1, 0)), line((0.7, 0), (0.7, 0.7)), arc(0.4, 0.7, 0.3, 0.3, 0, 170)),
}
LABELS: Final = "".join(LETTERS)
FLAGS: Final = [
    *("--labels", LABELS, "--numerals", "0", "--written", "0", "--crops", "0"),
    *("--name", "letters", "--train", "1200", "--validation", "200", "--nondigits", "400"),
    *("--epochs", "5", "--batch", "64", "--averaging", "0.9", "--rough", "0", "--seed", "1"),
    *("--redrawn-part", "0"),
]
SIDE: Final = 36  # pixels of a picture: so small a one is read as a whole, without the finder


def ink(letter: str, random: np.random.Generator) -> NDArray[np.uint8]:
    """A letter as somebody writes it, uint8 [280, 280], bright."""
    return draw(shaken(LETTERS[letter], random, turn=6), pen(random))


def written(count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Letters in MNIST's geometry, uint8 [count, 28, 28], and their places among the labels."""
    random = np.random.default_rng(seed)
    labels = (np.arange(count) % len(LABELS)).astype(np.uint8)
    return np.stack([frame(ink(LABELS[label], random)) for label in labels]), labels


def picture(letter: str, seed: int, side: int = SIDE) -> bytes:
    """A PNG file of a letter, dark on white, of so many pixels along a side."""
    made = Image.fromarray(255 - ink(letter, np.random.default_rng(seed))).resize((side, side))
    content = io.BytesIO()
    made.save(content, "PNG")
    return content.getvalue()


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site whose classifier was trained on letters, as docs/fork.md says."""
    folder = tmp_path_factory.mktemp("fork")
    site, data = folder / "site", folder / "letters"
    shutil.copytree(SITE, site)
    data.mkdir()
    write_idx(data, "train", *written(1400, 1))
    write_idx(data, "t10k", *written(200, 2))
    assert train([*FLAGS, "--data", str(data), "--runs", str(folder)]) == 0
    model = site / "model" / "classifier"
    reference = folder / "parity.json"
    run = folder / "letters"
    assert export([str(run), "--model", str(model), "--reference", str(reference)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "SHIPPED", site / "model")
        patch.setattr(check, "FILE", site / "model" / "check.json")
        assert check.main() == 0
    (site / inventory.NAME).write_text(inventory.take(site).script(), encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def visitor(fork: Path) -> Iterator[Visitor]:
    """Someone at the fork's page."""
    with serving(fork) as server, nothing_outside() as outside, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(),
            args=[*chromium.arguments(), outside.argument],
        )
        visitor = Visitor(browser.new_context(), server.url)
        yield visitor.open().as_cards().until_ready()
        browser.close()
        assert not outside.asked
        assert visitor.take_notes() == ([], [])


def test_only_the_model_is_another_one(fork):
    changed = {
        path.relative_to(SITE).as_posix()
        for path in SITE.rglob("*")
        if path.is_file() and path.read_bytes() != (fork / path.relative_to(SITE)).read_bytes()
    }
    parts = ("card.json", "model.json", "group1-shard1of1.bin")
    model = {f"model/classifier/{name}" for name in parts}
    assert changed <= {*model, "model/check.json", "inventory.js"}
    card = json.loads((fork / "model" / "classifier" / "card.json").read_text(encoding="utf-8"))
    assert card["labels"] == [*LABELS, "not-a-digit"]
    assert card["accuracy"][0]["set"] == f"{LABELS} test"
    assert card["accuracy"][0]["accuracy"] > 0.9


def test_the_page_reads_letters(visitor):
    read = {
        (letter, seed): visitor.read(picture(letter, seed))
        for letter in LABELS
        for seed in (11, 12)
    }
    right = sum(each["text"] == letter for (letter, _), each in read.items())
    assert right >= 0.9 * len(read)
    (digit,) = read["A", 11]["lines"][0]["digits"]
    assert (digit["digit"], read["A", 11]["labels"]) == ("A", LABELS)


def test_in_a_large_picture_the_finder_of_digits_sees_a_letter_that_is_asked_for(visitor):
    read = [visitor.read(picture(letter, 11, 400), expect="digit") for letter in LABELS]
    right = sum(each["text"] == letter for each, letter in zip(read, LABELS, strict=True))
    assert right >= 0.6 * len(read)  # it was trained to leave letters out


def test_the_page_shows_letters_and_lets_them_be_corrected(visitor):
    visitor.pick(file("d.png", picture("D", 12)))
    card = visitor.newest().answered()
    assert card.digit == "D"
    assert "D" in card.sentence
    assert [bar[0] for bar in card.bars] == [*LABELS]
    assert card.locator.locator(".bars .best th").inner_text() == "D"
    card.locator.locator(".correct").click()
    keys = card.locator.locator(".keypad [data-digit]")
    assert keys.all_inner_texts() == [*LABELS, "None"]
    keys.nth(1).click()
    expect(card.locator.locator(".digit")).to_have_text("B")
    assert card.sentence.startswith("The digit is B.")
    visitor.page.keyboard.press("Shift+J")
    expect(card.locator.locator(".digit")).to_have_text("J")
