"""docs/model-card.md, written from the evaluation and the model's own card: no figure by hand.

Source of the form: Mitchell et al., "Model Cards for Model Reporting" (2019).
"""

from pathlib import Path
from typing import Any, Final

from training.promises import Promise, share
from training.whole import whole

TEMPLATE: Final = Path(__file__).with_suffix(".md")


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
        **{
            name: training[name]
            for name in ("data", "seed", "epochs", "start", "teacher", "commit")
        },
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
        lines="\n".join(map(_lines, evaluation["lines"])),
        grids="\n".join(map(_grid, evaluation["grids"])),
        corruptions="\n".join(map(_counts, evaluation["corruptions"])),
        seeds="\n".join(map(_seed, evaluation["seeds"])),
    )


def _promise(each: Promise) -> str:
    met = "met" if each["met"] else "**missed**"
    return f"| {each['what']} | {each['asked']} | {each['measured']} | {met} |"


def _counts(each: dict[str, Any]) -> str:
    right = share(each["sure_and_right"] / each["sure"]) if each["sure"] else "none sure"
    return (
        f"| {each['set']} | {each['n']:,} | {share(each['right'] / each['n'])} "
        f"| {share(each['sure'] / each['n'])} | {right} "
        f"| {share(each['nothing'] / each['n'])} |"
    )


def _calibration(each: dict[str, Any]) -> str:
    return f"{share(each['calibration_error'])} | {each['conditions']} |"


def _lines(each: dict[str, Any]) -> str:
    digits = share(1 - each["errors"] / each["digits"])
    right = _part(each["sure_and_right"], each["sure"]) if each["sure"] else "none sure"
    return (
        f"| {each['set']} | {each['pictures']:,} | {_part(each['right'], each['n'])} "
        f"| {digits} | {each['digits']:,} | {share(each['sure'] / each['pictures'])} | {right} "
        f"| {each['conditions']} |"
    )


def _grid(each: dict[str, Any]) -> str:
    return f"| {each['set']} | {_part(each['right'], each['n'])} | {each['conditions']} |"


def _part(part: int, total: int) -> str:
    return f"{part:,} of {total:,}, {share(part / total)}"


def _seed(each: dict[str, Any]) -> str:
    return (
        f"| {each['run']} | {each['seed']} | {share(each['validation_accuracy'])} "
        f"| {share(each['test_accuracy'])} | {'yes' if each['chosen'] else ''} |"
    )
