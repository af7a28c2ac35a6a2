"""docs/model-card.md, written from the evaluation and the model's own card: no figure by hand.

Source of the form: Mitchell et al., "Model Cards for Model Reporting" (2019).
"""

from pathlib import Path
from typing import Any, Final

from training.whole import whole

TEMPLATE: Final = Path(__file__).with_suffix(".md")

# What is asked, in words, what was measured, and whether that is enough.
Promise = dict[str, Any]


def promises(evaluation: dict[str, Any], card: dict[str, Any]) -> list[Promise]:
    """Hold what was measured against what is asked of the model."""
    sets = {each["set"]: each for each in evaluation["sets"]}
    mnist, photos, none = sets["MNIST test"], sets["photos"], sets["nondigits"]
    corrupted = [each["right"] / each["n"] for each in evaluation["corruptions"]]
    seeds = [each["test_accuracy"] for each in evaluation["seeds"]]
    unsure = 1 - none["sure"] / none["n"]
    right_when_sure = mnist["sure_and_right"] / max(1, mnist["sure"])
    error = mnist["calibration_error"]
    asked: list[tuple[str, float | None, float, str, str]] = [
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
    return [
        {
            "what": what,
            "measured": _text(value, kind),
            "asked": f"at {direction} {_text(bound, kind)}",
            "met": value is not None
            and (value >= bound if direction == "least" else value <= bound),
        }
        for what, value, bound, direction, kind in asked
    ]


def write(path: Path, evaluation: dict[str, Any], card: dict[str, Any]) -> None:
    """Write the model card as Markdown; the file is replaced only when the new one is whole."""
    with whole(path) as partial:
        partial.write_text(text(evaluation, card), encoding="utf-8")


def text(evaluation: dict[str, Any], card: dict[str, Any]) -> str:
    """Give the model card: the template with its figures put in."""
    training, parity = card["training"], card["parity"]
    return TEMPLATE.read_text(encoding="utf-8").format(
        model=evaluation["model"],
        parameters=f"{card['parameters']:,}",
        bytes=f"{card['weights']['bytes']:,}",
        **{name: training[name] for name in ("data", "seed", "epochs", "teacher", "commit")},
        difference=f"{parity['largest_logit_difference']:.1e}",
        same=parity["same_class"],
        inputs=parity["inputs"],
        parity=parity["conditions"],
        temperature=card["temperature"],
        **card["thresholds"],
        command=evaluation["command"],
        evaluation_seed=evaluation["seed"],
        machine=evaluation["machine"],
        promises="\n".join(map(_promise, evaluation["promises"])),
        sets="\n".join(f"{_counts(each)} {_calibration(each)}" for each in evaluation["sets"]),
        corruptions="\n".join(map(_counts, evaluation["corruptions"])),
        seeds="\n".join(map(_seed, evaluation["seeds"])),
    )


def _promise(each: Promise) -> str:
    met = "met" if each["met"] else "**missed**"
    return f"| {each['what']} | {each['asked']} | {each['measured']} | {met} |"


def _counts(each: dict[str, Any]) -> str:
    right = _share(each["sure_and_right"] / each["sure"]) if each["sure"] else "none sure"
    return (
        f"| {each['set']} | {each['n']:,} | {_share(each['right'] / each['n'])} "
        f"| {_share(each['sure'] / each['n'])} | {right} "
        f"| {_share(each['nothing'] / each['n'])} |"
    )


def _calibration(each: dict[str, Any]) -> str:
    return f"{_share(each['calibration_error'])} | {each['conditions']} |"


def _seed(each: dict[str, Any]) -> str:
    return (
        f"| {each['run']} | {each['seed']} | {_share(each['validation_accuracy'])} "
        f"| {_share(each['test_accuracy'])} | {'yes' if each['chosen'] else ''} |"
    )


def _right(*sets: dict[str, Any]) -> float:
    return float(sum(each["right"] for each in sets) / sum(each["n"] for each in sets))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _share(value: float | None) -> str:
    return "too few" if value is None else f"{100 * value:.2f} %"


def _text(value: float | None, kind: str) -> str:
    return f"{value:,}" if kind == "count" else _share(value)
