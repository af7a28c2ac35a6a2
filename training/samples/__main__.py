"""Draw the samples of the empty page, and list them: `python -m training.samples`."""

import argparse
import json
from pathlib import Path
from typing import Final

import numpy as np

from training.samples.photograph import stored
from training.samples.pictures import SAMPLES, Sample

OUT: Final = Path("site/samples")
LIST: Final = "samples.json"


def drawn(sample: Sample, seed: int | None = None) -> bytes:
    """Draw a sample's file: always the same from a seed, its own if none is given."""
    return stored(sample.draw(np.random.default_rng(sample.seed if seed is None else seed)))


def listed() -> str:
    """Give the list of all samples, from which the page makes its strip, as JSON."""
    rows = [
        {
            "name": each.name,
            "file": f"{each.name}.jpg",
            "caption": each.caption,
            "alternative": each.alternative,
            "text": each.text,
            "verdict": each.verdict,
        }
        for each in SAMPLES
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files and the list."""
    parser = argparse.ArgumentParser(prog="python -m training.samples", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to write them to")
    parser.add_argument("--only", choices=[each.name for each in SAMPLES], help="one of them")
    parser.add_argument("--seed", type=int, help="try another seed than the samples' own")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        if asked.only in (None, sample.name):
            content = drawn(sample, asked.seed)
            (asked.out / f"{sample.name}.jpg").write_bytes(content)
            print(f"{sample.name:10} {len(content):>7,} bytes")
    (asked.out / LIST).write_text(listed(), encoding="utf-8")


if __name__ == "__main__":
    main()
