"""`python -m training.finder.summary runs/finder-*`: what a finder learns from, and how it did.

Two tables of Markdown for LOG.md: the scenes and choices of the generated pages, from their own
constants, and the finished runs, from their results. The losses are those of the pages set aside.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes drown the tables

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from training.finder.losses import WEIGHTS
from training.pages.board import BOARDS
from training.pages.content import KINDS as AMOUNTS
from training.pages.doodle import DOODLES
from training.pages.form import FRAMES
from training.pages.grid import GRIDS
from training.pages.ruling import RULINGS
from training.pages.scenes import SCENES
from training.pages.setting import CAMERAS, GROUNDS
from training.pages.stain import STAINS
from training.pages.stationery import KINDS as PENS
from training.pages.surface import SURFACES
from training.pages.texture import TEXTURES
from training.pages.typeface import HANDS, PRINTS
from training.pages.writer import ORIGINS

THOUSAND: Final = 1000  # pages that scenes are counted in
MOST: Final = 14  # kinds that are named, the most frequent ones


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is drawn, and a row for each folder that has results; gives the exit status."""
    folders = sys.argv[1:] if arguments is None else arguments
    found = [path for folder in folders if (path := Path(folder) / "results.json").is_file()]
    for row in (*scenes(), "", *choices()):
        print(row)
    if found:
        print()
        for row in runs([json.loads(path.read_text(encoding="utf-8")) for path in found]):
            print(row)
    if len(found) < len(folders):
        print("Some of these folders have no results.json; finish a run first.", file=sys.stderr)
        return 1
    return 0


def scenes() -> list[str]:
    """Give the table of scenes: how many of a thousand pages each is."""
    rows = [
        f"| {each.name} | {THOUSAND * each.chance:g} | {_first(each.draw)} |" for each in SCENES
    ]
    return [f"| scene | of {THOUSAND:,} pages | |", "|---|--:|---|", *rows]


def choices() -> list[str]:
    """Give the table of choices: what there is of each, with its share in per cent."""
    named: dict[str, Mapping[Any, float]] = {
        "grounds": GROUNDS,
        **{f"cameras, {ground}": kinds for ground, kinds in CAMERAS.items()},
        "hands": ORIGINS,
        "pens": {name: odds for name, (odds, *_) in PENS.items()},
        "rulings": RULINGS,
        "tables under sheets": SURFACES,
        "boards and screens": BOARDS,
        "stains": STAINS,
        "grids": GRIDS,
        "boxes of forms": FRAMES,
        "doodles": DOODLES,
        "things that are no writing": TEXTURES,
        "amounts, dates, times, sums": AMOUNTS,
    }
    fonts = ", ".join(
        f"{len(kinds['train'])} {name} and {len(kinds['validation'])} set aside"
        for name, kinds in (("of handwriting", HANDS), ("typefaces", PRINTS))
    )
    rows = [f"| {name} | {len(kinds)} | {_shares(kinds)} |" for name, kinds in named.items()]
    return [
        "| choice | kinds | per cent of each |",
        "|---|--:|---|",
        *rows,
        f"| fonts | | {fonts} |",
    ]


def runs(results: Sequence[dict[str, Any]]) -> list[str]:
    """Give the table of finished runs."""
    losses = [*WEIGHTS, "total"]
    heading = ["run", "plan", "steps", "minutes", *losses, "parameters", "commit"]
    rows = []
    for each in results:
        settings, last = each["settings"], each["last"]["validation"]
        cells = [
            *(
                each["run"],
                settings["plan"],
                f"{settings['steps']:,}",
                f"{each['seconds'] / 60:.0f}",
            ),
            *(f"{last[name]:.3f}" for name in losses),
            *(f"{each['parameters']:,}", each["commit"]),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return [f"| {' | '.join(heading)} |", f"|{' --- |' * len(heading)}", *rows]


def _first(function: Callable[..., Any]) -> str:
    """Give what a function's docstring says first, without its end."""
    return (function.__doc__ or "").strip().partition("\n")[0].rstrip(".")


def _shares(kinds: Mapping[Any, float]) -> str:
    total = sum(kinds.values())
    most = sorted(kinds.items(), key=lambda each: -each[1])
    named = [
        f"{getattr(kind, '__name__', str(kind)).replace('_', ' ')} {100 * share / total:.2g}"
        for kind, share in most[:MOST]
    ]
    return ", ".join([*named, "..."] if len(most) > MOST else named)


if __name__ == "__main__":
    sys.exit(main())
