"""`python -m docs.results`: writes docs/results.md, and the README's ten, from what was measured.

With `--check` nothing is written, and the status is 1 where they state something else.

It reads docs/evaluation.json (`make evaluate`), docs/results.json (`make results`, through the page
in Chromium), docs/speed.json, docs/reading.json and, once they are there, docs/start.json,
docs/stages.json and docs/peers.json (`make bench`). No figure in the tables is typed by hand.
"""

import json
import sys
from pathlib import Path
from typing import Any

from docs import beside, highlights

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGE = ROOT / "docs" / "results.md"
RESULTS = ROOT / "docs" / "results.json"
EVALUATION = ROOT / "docs" / "evaluation.json"
SPEED = ROOT / "docs" / "speed.json"
READING = ROOT / "docs" / "reading.json"
START = ROOT / "docs" / "start.json"
STAGES = ROOT / "docs" / "stages.json"
PEERS = ROOT / "docs" / "peers.json"
CARD = ROOT / "site" / "model" / "classifier" / "card.json"
FINDER = ROOT / "site" / "model" / "finder" / "card.json"

BEGIN = "<!-- results: written by `python -m docs.results` -->"
END = "<!-- end of results -->"

TITLE = """# Results

Written by `python -m docs.results` from what `make evaluate`, `make results` and `make bench`
measured.

"""
WORDS = """

"Right" means that `text` is the label; spaces do not count, and neither does the gap in which a
sign stands that is not read surely. "Sure" means the verdict `digit` or `number`, without a doubt
stated. The photographs and drawings were collected from public repositories that mostly state no
licence: they are measured on, never trained on, and not part of this repository. `INKLING_DATA`
names the folder that holds them; without it the tests that need them are skipped.
"""


class StaleError(Exception):
    """What was measured belongs to other networks than those in the page."""


def table(
    card: dict[str, Any],
    finder: dict[str, Any],
    evaluation: dict[str, Any],
    results: dict[str, Any],
    speed: dict[str, Any],
    reading: dict[str, Any],
    start: dict[str, Any] | None,
) -> str:
    """Give the tables as Markdown; raises StaleError where a measurement is of other networks.

    `card` is the classifier's. `start` is None as long as starting has never been measured.
    """
    networks = _short_names(card, finder)
    for name, verb, measured in (
        ("evaluation", "evaluate", evaluation),
        ("results", "results", results),
        ("speed", "bench", speed),
        ("reading", "bench", reading),
        ("start", "bench", start),
    ):
        if measured:
            _refuse_stale(name, verb, measured, networks)
    lines = [
        _networks(card, finder, evaluation),
        "",
        "| what | asked | measured | |",
        "|---|--:|--:|---|",
        *(_promise(each) for each in evaluation["promises"]),
        "",
        (
            "By source, and with the errors: [model card](model-card.md). Through "
            f"`window.inkling.read` in {results['browser']}, by `make results`:"
        ),
        "",
        "| pictures | n | right | sure | right when sure | conditions |",
        "|---|--:|--:|--:|--:|---|",
        *(_row(each) for each in results["sets"]),
        "",
        (
            f"The networks in the page, by `{speed['command']}` ({speed['machine']}; medians over "
            f"{speed['pages']} openings of the page):"
        ),
        "",
        "| what | asked | measured |",
        "|---|--:|--:|",
        *(_time(each) for each in speed["milliseconds"]),
        "",
        _reading(reading),
        "",
        "| what | asked | before | measured | ratio | |",
        "|---|--:|--:|--:|--:|---|",
        *(_compared(each) for each in reading["promises"]),
        *(beside.stock(start) if start else ()),
    ]
    return "\n".join(lines)


def _short_names(card: dict[str, Any], finder: dict[str, Any]) -> dict[str, str]:
    return {"model": _short(card), "finder": _short(finder)}


def _refuse_stale(name: str, verb: str, measured: dict[str, Any], networks: dict[str, str]) -> None:
    for network, own in networks.items():
        if measured.get(network) != own:
            raise StaleError(
                f"docs/{name}.json was measured with the {network} {measured.get(network)}, "
                f"but the page has {own}: run `make {verb}`."
            )


def _short(card: dict[str, Any]) -> str:
    """A network's short name: the first 12 hex digits of its weights' SHA-256."""
    return str(card["weights"]["sha256"][:12])


def _networks(card: dict[str, Any], finder: dict[str, Any], evaluation: dict[str, Any]) -> str:
    sizes = "; ".join(
        f"{name} `{_short(each)}`, {each['parameters']:,} parameters, "
        f"{each['weights']['bytes']:,} bytes of {each['weights']['dtype']} weights"
        for name, each in (("Finder", finder), ("classifier", card))
    )
    return (
        f"{sizes}. Measured through the reader by `{evaluation['command']}` "
        f"(seed {evaluation['seed']}, {evaluation['machine']}):"
    )


def _reading(reading: dict[str, Any]) -> str:
    times = reading["milliseconds"]
    ways = ", ".join(f"{each['page'] - each['worker']:,.0f}" for each in times)
    return (
        f"Reading in the page, by `{reading['command']}` ({reading['machine']}, load "
        f"{reading['load']:.1f} before the start), and in the page as it was before it had a "
        f"finder (commit `{reading['before']['commit']}`, model `{reading['before']['model']}`), "
        "the same pictures in both in turn. Times are medians of `timings_ms.total`, over "
        f"{min(each['n'] for each in times)} readings or more; the way to the worker and back adds "
        f"{ways} ms to them in their order, and the first picture after loading takes "
        f"{times[0]['first']:,.0f} ms. Of pictures that are bad the slowest of "
        f"{reading['bad'][0]['n']} readings is told:"
    )


def _time(each: dict[str, Any]) -> str:
    return f"| {each['what']} | at most {each['asked']:g} ms | {each['median']:.2f} ms |"


def _promise(each: dict[str, Any]) -> str:
    met = "met" if each["met"] else "**missed**"
    return f"| {each['what']} | {each['asked']} | {each['measured']} | {met} |"


def _compared(each: dict[str, Any]) -> str:
    ratio = "" if each["ratio"] is None else f"{each['ratio']:.2f}"
    met = "met" if each["met"] else "**missed**"
    figures = f"{each['before']} | {each['measured']} | {ratio}"
    return f"| {each['what']} | {each['asked']} | {figures} | {met} |"


def _row(each: dict[str, Any]) -> str:
    return (
        f"| {each['set']} | {each['n']:,} | {_share(each['right'], each['n'])} "
        f"| {_share(each['sure'], each['n'])} | {_share(each['sure_and_right'], each['sure'])} "
        f"| {each['conditions']} |"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def put(readme: str, block: str) -> str:
    """Put a block between the README's markers; raises ValueError where there are none."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md needs the lines {BEGIN!r} and {END!r} around its results")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def current() -> tuple[str, str]:
    """Give the README and docs/results.md as they should be.

    Raises StaleError and highlights.MissingError, ValueError where the README has no place for
    results, and OSError where a measurement is missing.
    """
    card, finder, evaluation, page, speed, reading = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (CARD, FINDER, EVALUATION, RESULTS, SPEED, READING)
    )
    start, stages, peers = (
        json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        for path in (START, STAGES, PEERS)
    )
    tables = table(card, finder, evaluation, page, speed, reading, start)
    for name, measured, told in (
        ("stages", stages, beside.stages),
        ("peers", peers, beside.peers),
    ):
        if measured:
            _refuse_stale(name, "bench", measured, _short_names(card, finder))
            tables = "\n".join((tables, *told(measured)))
    facts = {"evaluation": evaluation, "results": page, "reading": reading}
    if start:
        facts["start"] = start
    block = "\n".join((*highlights.HEAD, *highlights.rows(facts)))
    return put(README.read_text(encoding="utf-8"), block), f"{TITLE}{tables}{WORDS}"


def main(arguments: list[str]) -> None:
    """Write both, or only check them."""
    try:
        files = dict(zip((README, PAGE), current(), strict=True))
        for path, text in files.items():
            if arguments == ["--check"]:
                if path.read_text(encoding="utf-8") != text:
                    sys.exit(f"{path.name} states something else: run `python -m docs.results`")
            else:
                path.write_text(text, encoding="utf-8")
    except (StaleError, highlights.MissingError, ValueError, OSError) as cause:
        sys.exit(str(cause))
    print("README.md and docs/results.md state what was measured")


if __name__ == "__main__":
    main(sys.argv[1:])
