"""What is asked of the networks and the reader, held against what was measured."""

from collections.abc import Iterable
from typing import Any, Final

# What is asked, in words, what was measured, and whether that is enough.
Requirement = dict[str, Any]
Counts = dict[str, dict[str, Any]]  # what was counted, by the set's name
# What, what was measured (a number, a part of a whole, or None), the bound, its direction and kind.
Row = tuple[str, float | tuple[int, int] | None, float, str, str]

# Sets whose pictures are read as a whole, so that what is said of one surely is right or wrong.
SURE: Final = (
    *("photos", "photos/sudoku", "drawn", "strings", "registers", "nondigits"),
    *("blank papers", "ruled papers, nothing written"),
)
READ: Final = "MNIST test, read"
EMPTY: Final = ("nondigits/blank", "blank papers", "ruled papers, nothing written")


def requirements(
    evaluation: dict[str, Any], card: dict[str, Any], finder: dict[str, Any]
) -> list[Requirement]:
    """Hold what was measured against what is asked, of pictures and of the networks.

    `card` is the classifier's, `finder` the finder's.
    """
    rows = (*_accuracy(evaluation), *_networks(evaluation, card, finder))
    return [
        {
            "what": what,
            "measured": _measured(value, kind),
            "asked": f"at {direction} {_text(bound, kind)}",
            "met": _met(value, bound, direction),
        }
        for what, value, bound, direction, kind in rows
    ]


def _accuracy(evaluation: dict[str, Any]) -> list[Row]:
    """What is asked since a network finds the digits, and what has been asked of pages before."""
    sets, lines = _named(evaluation, "sets"), _named(evaluation, "lines")
    cells = _named(evaluation, "grids")["strings/sudoku"]
    pages = evaluation["generated"][-1]
    strings, none = lines["strings"], sets["nondigits"]
    papers = [sets[name] for name in EMPTY]
    given = sum(each["n"] - each["right"] for each in papers)
    blank = sum(each["n"] for each in papers)
    counted = [{**sets, **lines}[name] for name in SURE]
    sure = (sum(each["sure_and_right"] for each in counted), sum(each["sure"] for each in counted))
    doubtful = (none["n"] - none["sure"], none["n"])
    digits = (strings["digits"] - strings["errors"], strings["digits"])
    corrupted = [each["right"] / each["n"] for each in evaluation["corruptions"]]
    made = "generated pages, other writers and fonts"
    return [
        ("`photos` without `sudoku`", _parts(sets["photos"]), 0.995, "least", "share"),
        ("`photos/sudoku`", _parts(sets["photos/sudoku"]), 0.985, "least", "share"),
        ("`drawn`", _parts(sets["drawn"]), 1.0, "least", "share"),
        ("`strings`, lines", _parts(strings), 0.96, "least", "share"),
        ("`strings/sudoku`, cells", _parts(cells), 0.98, "least", "share"),
        ("`registers`, exact", _parts(sets["registers"]), 0.92, "least", "share"),
        ("`nondigits`, nothing or unsure", doubtful, 0.97, "least", "share"),
        (f"blank and ruled papers giving a digit, of {blank}", given, 0, "most", "count"),
        ("right of what is said surely, all of these pooled", sure, 0.995, "least", "share"),
        ("`faults/pictures`", _parts(sets["faults"]), 1.0, "least", "share"),
        (f"{made}: found at IoU 0.5 and read", _parts(pages), 0.98, "least", "share"),
        (f"{made}: false digits a page", (pages["false"], pages["pages"]), 0.05, "most", "rate"),
        ("MNIST test through the reader", _right(sets[READ]), 0.9962, "least", "share"),
        ("MNIST-C, mean of 15 corruptions", _mean(corrupted), 0.9745, "least", "share"),
        ("MNIST-C, worst corruption", min(corrupted), 0.908, "least", "share"),
        ("USPS", _right(sets["USPS"]), 0.989, "least", "share"),
        ("`strings`, digits by edit distance", digits, 0.95, "least", "share"),
    ]  # fmt: skip


def _networks(
    evaluation: dict[str, Any], card: dict[str, Any], finder: dict[str, Any]
) -> list[Row]:
    """What is asked of the networks: their size, and the classifier on MNIST's own pixels."""
    sets = _named(evaluation, "sets")
    mnist, photos = sets["MNIST test"], sets["photos"]
    seeds = [each["test_accuracy"] for each in evaluation["seeds"]]
    sure = (mnist["sure_and_right"], mnist["sure"])
    error = mnist["calibration_error"]
    sizes = [
        (f"{what} of the {name}", value, bound, "most", "count")
        for name, stated, most, bytes_ in (
            ("finder", finder, 160_000, 330_000),
            ("classifier", card, 100_000, 200_000),
        )
        for what, value, bound in (
            ("parameters", stated["parameters"], most),
            ("bytes of float16 weights", stated["weights"]["bytes"], bytes_),
        )
    ]
    return [
        *sizes,
        (f"MNIST test, mean of {len(seeds)} seeds", _mean(seeds), 0.997, "least", "share"),
        ("MNIST test, the shipped classifier", _right(mnist), 0.997, "least", "share"),
        ("MNIST test digits refused", mnist["nothing"] / mnist["n"], 0.01, "most", "share"),
        ("photos refused", photos["nothing"] / photos["n"], 0.02, "most", "share"),
        ("MNIST test, right of what is without doubt", sure, 0.999, "least", "share"),
        ("MNIST test, expected calibration error", error, 0.003, "most", "share"),
    ]


def _named(evaluation: dict[str, Any], kind: str) -> Counts:
    counted: Iterable[dict[str, Any]] = evaluation[kind]
    return {each["set"]: each for each in counted}


def _met(value: float | tuple[int, int] | None, bound: float, direction: str) -> bool:
    if isinstance(value, tuple):
        part, whole = value
        value = part / whole if whole else None
    if value is None:
        return False
    return value >= bound if direction == "least" else value <= bound


def _parts(counted: dict[str, Any]) -> tuple[int, int]:
    return counted["right"], counted["n"]


def _right(counted: dict[str, Any]) -> float:
    return float(counted["right"] / counted["n"])


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _measured(value: float | tuple[int, int] | None, kind: str) -> str:
    if isinstance(value, tuple):
        part, whole = value
        if not whole:
            return "none measured"
        return f"{_text(part / whole, kind)} ({part:,} of {whole:,})"
    return _text(value, kind)


def _text(value: float | None, kind: str) -> str:
    if kind == "rate":
        return f"{value:.3f}"
    return f"{value:,}" if kind == "count" else share(value)


def share(value: float | None) -> str:
    """Write a share, 0..1, as a percentage; None stands for too few answers to state one."""
    return "too few" if value is None else f"{100 * value:.2f} %"
