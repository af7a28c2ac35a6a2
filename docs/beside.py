"""How the page starts: beside a stock page of PyScript, by stages, and beside onnxruntime-web."""

from typing import Any


def stock(start: dict[str, Any]) -> list[str]:
    """Give the lines of docs/start.json: this page beside a stock page of PyScript."""
    line, runs = start["line"], start["runs"]
    return [
        "",
        (
            f"Starting, by `{start['command']}` ({start['machine']}, load {start['load']:.1f} "
            "before the start): this page, and a stock PyScript page with the same Pyodide, numpy, "
            f"Pillow, TensorFlow.js, model and reader, opened in turn, {runs} runs each, from an "
            f"empty profile on. The first visit is over an emulated line of "
            f"{line['megabits_a_second']:g} Mbit/s and {line['milliseconds']:g} ms, from a server "
            "that compresses as GitHub Pages does, and the other visits are over none. "
            f"{start['restored']} of {runs} second visits restored a snapshot. Medians, with the "
            "least and the most of all runs; ratios are of medians:"
        ),
        "",
        "| what | asked | stock | Inkling | ratio | |",
        "|---|--:|--:|--:|--:|---|",
        *(_beside(each, runs) for each in start["figures"]),
    ]


def stages(measured: dict[str, Any]) -> list[str]:
    """Give the lines of docs/stages.json: where the milliseconds of a second visit go."""
    return [
        "",
        (
            f"Where the milliseconds of a second visit go, by `{measured['command']}` "
            f"({measured['machine']}): {measured['runs']} visits, each from a profile of its own, "
            "over no emulated line, with a picture that is given as soon as the page can take one. "
            "Medians of when a stage ended, since the navigation, and of how long it took after "
            "the one before; those of the worker begin while the page's own Python still starts:"
        ),
        "",
        "| stage | ended | took |",
        "|---|--:|--:|",
        *(
            f"| {each['what']} | {each['at']:,} ms | {each['took']:,} ms |"
            for each in measured["stages"]
        ),
    ]


def peers(measured: dict[str, Any]) -> list[str]:
    """Give the lines of docs/peers.json: this page beside one of onnxruntime-web."""
    line, runs = measured["line"], measured["runs"]
    return [
        "",
        (
            f"Beside a page of {measured['peer']}, by `{measured['command']}` "
            f"({measured['machine']}, load {measured['load']:.1f} before the start). That page is "
            "one HTML file; it scales a picture to 28 x 28 pixels and shows the class that this "
            "page's classifier, as ONNX, gives it: it finds no digits and states no doubt. Opened "
            f"in turn, {runs} runs each, from an empty profile on; the line is of "
            f"{line['megabits_a_second']:g} Mbit/s and {line['milliseconds']:g} ms; "
            f"{measured['restored']} of {runs} second visits restored a snapshot. Medians, with "
            "the least and the most of all runs; ratios are of medians:"
        ),
        "",
        "| what | onnxruntime-web | Inkling | ratio |",
        "|---|--:|--:|--:|",
        *(_by_peer(each, runs) for each in measured["figures"]),
    ]


def _by_peer(each: dict[str, Any], runs: int) -> str:
    pages = (_spread(each[page], each["unit"], runs) for page in ("peer", "inkling"))
    return f"| {each['what']} | {' | '.join(pages)} | {each['ratio']:.3f} |"


def _beside(each: dict[str, Any], runs: int) -> str:
    ratio = "" if each["ratio"] is None else f"{each['ratio']:.3f}"
    met = {True: "met", False: "**missed**", None: ""}[each["met"]]
    pages = (_spread(each[page], each["unit"], runs) for page in ("stock", "inkling"))
    return f"| {each['what']} | {each['asked']} | {' | '.join(pages)} | {ratio} | {met} |"


def _spread(figures: dict[str, Any] | None, unit: str, runs: int) -> str:
    if figures is None:
        return "fails"
    failed = f", fails in {runs - figures['n']}" if figures["n"] < runs else ""
    return f"{figures['median']:.2f} {unit} ({figures['min']:.2f} to {figures['max']:.2f}{failed})"
