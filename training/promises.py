"""What is asked of the model and the reader, held against what was measured."""

from typing import Any

# What is asked, in words, what was measured, and whether that is enough.
Promise = dict[str, Any]
Row = tuple[str, float | tuple[int, int] | None, float, str, str]


def promises(evaluation: dict[str, Any], card: dict[str, Any]) -> list[Promise]:
    """Hold what was measured against what is asked, of single digits and of whole pages."""
    return [
        {
            "what": what,
            "measured": _measured(value, kind),
            "asked": f"at {direction} {_text(bound, kind)}",
            "met": _met(value, bound, direction),
        }
        for what, value, bound, direction, kind in (*_single(evaluation, card), *_pages(evaluation))
    ]


def _single(evaluation: dict[str, Any], card: dict[str, Any]) -> list[Row]:
    sets = {each["set"]: each for each in evaluation["sets"]}
    mnist, photos, none = sets["MNIST test"], sets["photos"], sets["nondigits"]
    corrupted = [each["right"] / each["n"] for each in evaluation["corruptions"]]
    seeds = [each["test_accuracy"] for each in evaluation["seeds"]]
    unsure = 1 - none["sure"] / none["n"]
    right_when_sure = mnist["sure_and_right"] / max(1, mnist["sure"])
    error = mnist["calibration_error"]
    return [
        ("parameters", card["parameters"], 100_000, "most", "count"),
        ("bytes of float16 weights", card["weights"]["bytes"], 200_000, "most", "count"),
        (f"MNIST test, mean of {len(seeds)} seeds", _mean(seeds), 0.997, "least", "share"),
        ("MNIST test, the shipped model", _right(mnist), 0.997, "least", "share"),
        ("USPS", _right(sets["USPS"]), 0.96, "least", "share"),
        ("photos without sudoku, and drawn", _right(photos, sets["drawn"]), 0.99, "least", "share"),
        ("MNIST-C, mean of 15 corruptions", _mean(corrupted), 0.97, "least", "share"),
        ("MNIST-C, worst corruption", min(corrupted), 0.9, "least", "share"),
        ("non-digits ending as nothing or unsure", unsure, 0.9, "least", "share"),
        ("MNIST test digits refused", mnist["nothing"] / mnist["n"], 0.01, "most", "share"),
        ("photos refused", photos["nothing"] / photos["n"], 0.02, "most", "share"),
        ("MNIST test, right of what is without doubt", right_when_sure, 0.999, "least", "share"),
        ("MNIST test, expected calibration error", error, 0.003, "most", "share"),
    ]  # fmt: skip


def _pages(evaluation: dict[str, Any]) -> list[Row]:
    """What is asked of the reader since it reads whole pages; shares as parts of a whole."""
    sets = {each["set"]: each for each in evaluation["sets"]}
    lines = {each["set"]: each for each in evaluation["lines"]}["strings"]
    cells = {each["set"]: each for each in evaluation["grids"]}["strings/sudoku"]
    none, papers = sets["nondigits"], (sets["nondigits/blank"], sets["blank papers"])
    digits = (lines["digits"] - lines["errors"], lines["digits"])
    doubtful = (none["n"] - none["sure"], none["n"])
    given = sum(each["n"] - each["right"] for each in papers)
    blank = sum(each["n"] for each in papers)
    return [
        ("`photos` without `sudoku`", _parts(sets["photos"]), 0.995, "least", "share"),
        ("`photos/sudoku`, borders visible", _parts(sets["photos/sudoku"]), 0.97, "least", "share"),
        ("`drawn`", _parts(sets["drawn"]), 1.0, "least", "share"),
        ("`strings`, lines read exactly", _parts(lines), 0.9, "least", "share"),
        ("`strings`, digits by edit distance", digits, 0.95, "least", "share"),
        ("`strings/sudoku`, cells of whole pages", _parts(cells), 0.9, "least", "share"),
        ("`registers`, numbers read exactly", _parts(sets["registers"]), 0.75, "least", "share"),
        ("`nondigits` ending as nothing or unsure", doubtful, 0.92, "least", "share"),
        (f"blank papers giving a digit, of {blank}", given, 0, "most", "count"),
    ]  # fmt: skip


def _met(value: float | tuple[int, int] | None, bound: float, direction: str) -> bool:
    if value is None:
        return False
    if isinstance(value, tuple):
        value = value[0] / value[1]
    return value >= bound if direction == "least" else value <= bound


def _parts(counted: dict[str, Any]) -> tuple[int, int]:
    return counted["right"], counted["n"]


def _right(*sets: dict[str, Any]) -> float:
    return float(sum(each["right"] for each in sets) / sum(each["n"] for each in sets))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _measured(value: float | tuple[int, int] | None, kind: str) -> str:
    if isinstance(value, tuple):
        part, whole = value
        return f"{share(part / whole)} ({part:,} of {whole:,})"
    return _text(value, kind)


def _text(value: float | None, kind: str) -> str:
    return f"{value:,}" if kind == "count" else share(value)


def share(value: float | None) -> str:
    """Write a share, 0..1, as a percentage; None stands for too few answers to state one."""
    return "too few" if value is None else f"{100 * value:.2f} %"
