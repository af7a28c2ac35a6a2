"""`python -m docs.results`: writes the README's table of results from what was measured.

It reads docs/results.json, which `make results` makes by reading pictures through the page, and
the model's card. No figure in the table is typed by hand.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
RESULTS = ROOT / "docs" / "results.json"
CARD = ROOT / "site" / "model" / "card.json"

BEGIN = "<!-- results: written by `python -m docs.results` -->"
END = "<!-- end of results -->"


class StaleError(Exception):
    """What was measured belongs to another model than the one in the page."""


def table(results: dict[str, Any], card: dict[str, Any]) -> str:
    """Give the table as Markdown; raises StaleError where results and card do not match."""
    model = card["weights"]["sha256"][:12]
    if results["model"] != model:
        raise StaleError(
            f"docs/results.json was measured with the model {results['model']}, but the page has "
            f"{model}: run `make results`."
        )
    lines = [
        _model(model, card, results["browser"]),
        "",
        "| pictures | n | right | sure | right when sure | conditions |",
        "|---|--:|--:|--:|--:|---|",
        *(_row(each) for each in results["sets"]),
        "",
        "Of the network alone, from `site/model/card.json`, written by `make export`:",
        "",
        "| pictures | n | right | conditions |",
        "|---|--:|--:|---|",
        *(
            f"| {each['set']} | {each['n']:,} | {100 * each['accuracy']:.2f} % "
            f"| {each['conditions']} |"
            for each in card["accuracy"]
        ),
        "",
        _parity(card["parity"]),
    ]
    return "\n".join(lines)


def _model(model: str, card: dict[str, Any], browser: str) -> str:
    weights = card["weights"]
    return (
        f"Model `{model}`, {card['parameters']:,} parameters, {weights['bytes']:,} bytes of "
        f"{weights['dtype']} weights. Read through `window.inkling.read` in {browser} by "
        "`make results`:"
    )


def _row(each: dict[str, Any]) -> str:
    return (
        f"| {each['set']} | {each['n']:,} | {_share(each['right'], each['n'])} "
        f"| {_share(each['sure'], each['n'])} | {_share(each['sure_and_right'], each['sure'])} "
        f"| {each['conditions']} |"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _parity(parity: dict[str, Any]) -> str:
    return (
        f"The page's model against Keras on {parity['inputs']} inputs: the largest difference of a "
        f"logit is {parity['largest_logit_difference']:.1e}, and the class is the same on "
        f"{parity['same_class']} ({parity['conditions']})."
    )


def put(readme: str, block: str) -> str:
    """Put a block between the README's markers; raises ValueError where there are none."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md needs the lines {BEGIN!r} and {END!r} around its results")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def current() -> str:
    """Give the README as it should be."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    card = json.loads(CARD.read_text(encoding="utf-8"))
    return put(README.read_text(encoding="utf-8"), table(results, card))


def main() -> None:
    """Write the README's table."""
    try:
        README.write_text(current(), encoding="utf-8")
    except (StaleError, ValueError, OSError) as cause:
        sys.exit(str(cause))
    print("README.md states what docs/results.json and site/model/card.json say")


if __name__ == "__main__":
    main()
