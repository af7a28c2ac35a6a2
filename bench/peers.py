"""`python -m bench.peers`: this page beside its peer, a page of npm's onnxruntime-web.

It makes the peer (bench/peer.py) in a temporary folder, fetched once by npm and verified, and opens
both pages in Chromium in turn, in every run with two empty profiles: one comes over an emulated
line of 20 Mbit/s and 40 ms; the other without it, comes again when nothing more is stored, and then
times single digits. Both get the same photograph of one digit as soon as they can take one, and
both must read it. The server compresses as GitHub Pages does and counts bytes: as they were sent,
headers among them, and as files once they are unpacked.

A digit's milliseconds are those from a PNG file of 28 x 28 pixels to its answer, through
`window.inkling.read` here (which decodes, finds digits, classifies and judges in a worker), and
those of the network alone, TensorFlow.js here, from pixels to logits. It prints medians, and writes
docs/peers.json.
"""

import argparse
import base64
import io
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

from bench import line, network, peer, pictures, summary
from bench.course import RESTORED
from bench.machine import machine
from bench.networks import short_names
from bench.pages import Copy, copies, published
from bench.visit import SHOWN, Visit, again, come, newcomer, settle
from convert.runtime.__main__ import CACHE
from convert.runtime.cache import Cache
from convert.runtime.error import VendorError
from reader import ClassifierCard
from serve import SITE

ROOT: Final = Path(__file__).resolve().parent.parent
PEERS: Final = ROOT / "docs" / "peers.json"
RUNS: Final = 7
DIGITS: Final = 200  # timed in a run, after others that warm the page up
WARMING: Final = 50
TOGETHER: Final = 10  # networks timed at once: the clock of a page is coarse
SIDE: Final = 28  # pixels, of the picture of one digit

LINE: Final = "first visit on the emulated line"
LOOPBACK: Final = "first visit on loopback"
SECOND: Final = "second visit"
SENT: Final = "bytes until the first answer, as sent"
UNPACKED: Final = "bytes until the first answer, unpacked"
FILE: Final = "a digit, from its file to the answer"
NETWORK: Final = "a digit, the network alone"
STEPS: Final = ("page usable", "engine ready", "first answer")

# Every figure, its unit, and what it is multiplied by.
FIGURES: Final = {
    **{f"{visit}: {step}": ("s", 1.0) for visit in (LINE, LOOPBACK, SECOND) for step in STEPS},
    SENT: ("MB", 1e-6),
    UNPACKED: ("MB", 1e-6),
    FILE: ("ms", 1.0),
    NETWORK: ("ms", 1.0),
}

# It must be JavaScript: the way from this program to the page is no part of what is timed.
READ: Final = """
async ([base64, rounds]) => {
  const read = window.peer?.read ?? (async (file) => (await window.inkling.read(file)).text);
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const file = new File([bytes], "digit.png", {type: "image/png"});
  const times = [];
  const texts = new Set();
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    texts.add(await read(file));
    times.push(performance.now() - start);
  }
  return {times, texts: [...texts]};
}
"""

# What bench.network.TIME is to TensorFlow.js; the same pixels.
CLASSIFY: Final = """
async ([length, rounds, together]) => {
  const pixels = Float32Array.from({length}, (_, place) => (place * 37) % 256);
  const times = [];
  for (let round = 0; round < rounds / together; round += 1) {
    const start = performance.now();
    for (let turn = 0; turn < together; turn += 1) await window.peer.classify(pixels);
    times.push((performance.now() - start) / together);
  }
  return {times};
}
"""

Run = Mapping[str, float]


def main() -> int:
    """Measure, print and write; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers",
        description="Time this page beside a page of onnxruntime-web.",
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"of each page (default: {RUNS})")
    parser.add_argument("--out", type=Path, default=PEERS, help="the JSON file that is written")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error(f"--runs {options.runs} measures nothing; give 1 or more")
    try:
        measured = _measure(options.runs)
    except VendorError as error:
        sys.exit(f"The peer could not be made.\n{error}")
    options.out.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(f"{measured['machine']}, load {measured['load']} before the start")
    print(f"{measured['runs']} runs of each page: median (least to most)")
    print(f"a snapshot was restored on {measured['restored']} second visits")
    for each in measured["figures"]:
        print(sentence(each))
    return 0


def _measure(runs: int) -> dict[str, Any]:
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="inkling-peer-") as folder:
        peer.build(Path(folder), SITE, Cache(CACHE))
        pages = {"peer": copies(Path(folder)), "inkling": copies(SITE)}
    results: dict[str, list[Run]] = {name: [] for name in pages}
    restored = 0
    with sync_playwright() as playwright:
        for turn in range(1, runs + 1):
            for name, files in pages.items():
                print(f"run {turn} of {runs}: {name}", file=sys.stderr, flush=True)
                figures, start = _run(playwright, files)
                results[name].append(figures)
                restored += start == RESTORED
    return {
        **short_names(),
        "command": "python -m bench.peers",
        "machine": machine(),
        # Processes that wanted a core in the minute before: times are worth little where some did.
        "load": round(load, 1),
        "runs": runs,
        "peer": f"{peer.PACKAGE.package} {peer.PACKAGE.version}",
        "line": {
            "megabits_a_second": line.BITS_A_SECOND / 1e6,
            "milliseconds": line.DELAY_SECONDS * 1000,
        },
        # Of the second visits of the real page, those whose Python a snapshot has started.
        "restored": restored,
        "figures": rows(results["peer"], results["inkling"]),
    }


def _run(playwright: Playwright, files: dict[str, Copy]) -> tuple[Run, str | None]:
    """Give every figure of one page once, and how it says that its Python started at last."""
    figures: dict[str, float] = {}
    picture = pictures.one_digit()
    with published(files) as publication, newcomer(playwright, picture) as page:
        publication.line = line.Line()
        first = come(page, publication.url)
        figures |= _steps(LINE, first)
        figures[SENT] = publication.sent(until=first.done)
        figures[UNPACKED] = publication.unpacked(until=first.done)
    with published(files) as publication, newcomer(playwright, picture) as page:
        figures |= _steps(LOOPBACK, come(page, publication.url))
        settle(page)
        second = again(page)
        figures |= _steps(SECOND, second)
        settle(page)
        figures[FILE] = _file(page, small(picture.content))
        figures[NETWORK] = _network(page)
    return figures, second.start


def _steps(what: str, visit: Visit) -> dict[str, float]:
    seconds = (visit.usable, visit.ready, visit.read)
    return {f"{what}: {step}": second for step, second in zip(STEPS, seconds, strict=True)}


def small(photograph: bytes) -> bytes:
    """Give a photograph as a PNG of 28 x 28 pixels."""
    written = io.BytesIO()
    Image.open(io.BytesIO(photograph)).convert("L").resize((SIDE, SIDE)).save(written, "PNG")
    return written.getvalue()


def _file(page: Page, content: bytes) -> float:
    """Milliseconds from a file to its answer; raises RuntimeError where a reading is wrong."""
    given = [base64.b64encode(content).decode(), WARMING + DIGITS]
    told: dict[str, Any] = page.evaluate(READ, given)
    if [text.strip() for text in told["texts"]] != [SHOWN]:
        raise RuntimeError(f"the page read {told['texts']} where {SHOWN!r} was written")
    times: list[float] = told["times"]
    return statistics.median(times[WARMING:])


def _network(page: Page) -> float:
    """Milliseconds of the network on one digit."""
    rounds = WARMING + DIGITS
    if page.evaluate("'peer' in window"):
        told = page.evaluate(CLASSIFY, [SIDE * SIDE, rounds, TOGETHER])
    else:
        card = ClassifierCard.parse((SITE / "model/classifier/card.json").read_text("utf-8"))
        shapes = [(1, SIDE, SIDE, 1)]
        given = ["classifier", [card.logits], shapes, rounds, TOGETHER]
        told = page.evaluate(network.TIME, given)
    times: list[float] = told["times"]
    return statistics.median(times[WARMING // TOGETHER :])


def rows(theirs: Sequence[Run], ours: Sequence[Run]) -> list[dict[str, Any]]:
    """Give each figure of both pages over all runs, and the ratio of their medians."""
    told = []
    for what, (unit, scale) in FIGURES.items():
        peers, own = (summary.span([run[what] * scale for run in runs]) for runs in (theirs, ours))
        ratio = round(own["median"] / peers["median"], 3)
        told.append({"what": what, "unit": unit, "peer": peers, "inkling": own, "ratio": ratio})
    return told


def sentence(row: dict[str, Any]) -> str:
    """Give a row as a line of text."""
    peers, own = (summary.spread(row[page], row["unit"]) for page in ("peer", "inkling"))
    return f"{row['what']}: peer {peers}, Inkling {own}, ratio {row['ratio']:.3f}"


if __name__ == "__main__":
    sys.exit(main())
