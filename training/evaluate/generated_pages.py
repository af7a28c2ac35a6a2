"""Generated pages to measure on, by writers and in fonts that no network was trained on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tqdm import tqdm

from reader import read
from reader.look import look
from reader.networks import Networks
from training.evaluate.pictures import png
from training.evaluate.signs import LEGIBLE, Signs
from training.finder.score import Score
from training.pages.page import Page, make
from training.pages.scenes import SCENES
from training.pages.sources import Sources

SEED: Final = 2026  # of the pages: no others that anything is trained or chosen on have it
COUNT: Final = 300  # pages of all kinds, and as many of amounts
AMOUNTS: Final = "amounts"  # the scene of amounts, dates, times and sums
HANDS: Final = f"drawn with seed {SEED}, writers and fonts that no training has"
FOUND: Final = "found at an intersection over union of 0.5 and read as what it is"


def pages(count: int, data: Path, scene: str | None = None) -> Iterator[Page]:
    """Draw pages, of one scene or of all; `data` has mnist/ and strokes/, and is not read for 0."""
    if count:
        sources = Sources.load(data, "validation")
        for number in tqdm(range(count), desc=scene or "generated", disable=None):
            yield make(SEED, number, sources, scene, upright=True)


def found(count: int, data: Path, networks: Networks) -> list[Score]:
    """Count digits that are found and read, and those seen where there are none.

    By scene, and over all pages last.
    """
    scores = {scene.name: Score(f"generated/{scene.name}", f"{FOUND}; {HANDS}") for scene in SCENES}
    whole = Score("generated pages", f"the {len(SCENES)} kinds above, as often as they are drawn")
    for page in pages(count, data):
        sight = look(page.picture, networks)
        scores[page.scene].count(page, sight)
        whole.count(page, sight)
    return [_plain(each) for each in (*scores.values(), whole) if each.pages or each is whole]


def _plain(score: Score) -> Score:
    """Make counts that compare arrays' elements Python's own numbers, which JSON knows."""
    for name, value in vars(score).items():
        if not isinstance(value, str):
            setattr(score, name, int(value))
    return score


def signs(count: int, data: Path, networks: Networks) -> Signs:
    """Count lines of amounts, dates, times and sums that are right or in doubt."""
    counted = Signs("signs", f"digits of {LEGIBLE:g} pixels or more; {HANDS}")
    for page in pages(count, data, AMOUNTS):
        counted.count(page, read(png(page.picture), None, networks))
    return counted
