"""Draw a contact sheet of made pictures: `python -m training.pages`."""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import cv2

from training.pages.contact import sheet
from training.pages.page import make
from training.pages.scenes import SCENES
from training.pages.sources import Sources


@dataclass(frozen=True)
class Options:
    """What the command was asked for."""

    seed: int
    count: int
    first: int
    out: Path
    truth: bool
    scene: str | None
    data: Path
    part: str


def options(arguments: list[str] | None = None) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.pages", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40, help="pictures")
    parser.add_argument("--first", type=int, default=0, help="number of the first picture")
    parser.add_argument("--out", type=Path, default=Path("runs/pages.png"))
    parser.add_argument("--truth", action="store_true", help="draw boxes, labels and lines")
    parser.add_argument("--scene", choices=[scene.name for scene in SCENES], help="of one kind")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("train", "validation"), default="train")
    return Options(**vars(parser.parse_args(arguments)))


def main() -> None:
    """Make the pictures and write the sheet."""
    asked = options()
    sources = Sources.load(asked.data, "train" if asked.part == "train" else "validation")
    began = time.perf_counter()
    numbers = range(asked.first, asked.first + asked.count)
    pages = [make(asked.seed, number, sources, asked.scene) for number in numbers]
    spent = (time.perf_counter() - began) / max(1, asked.count)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(asked.out), sheet(pages, truth=asked.truth)[..., ::-1])
    digits = sum(len(page.labels) for page in pages)
    print(f"{asked.count} pictures, {digits} digits, {1000 * spent:.0f} ms each: {asked.out}")


if __name__ == "__main__":
    main()
