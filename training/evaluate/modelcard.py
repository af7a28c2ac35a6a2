"""docs/model-card.md, written from the evaluation and the networks' own cards: no figure by hand.

Source of the form: Mitchell et al., "Model Cards for Model Reporting" (2019).
"""

from pathlib import Path
from typing import Any, Final

from training.classifier import network
from training.evaluate.requirements import Requirement, share
from training.finder import network as finder_network
from training.pages.sources import KEPT
from training.pages.typeface import HANDS, PRINTS
from training.run.atomic import atomic

TEMPLATE: Final = Path(__file__).with_suffix(".md")


def write(
    path: Path, evaluation: dict[str, Any], card: dict[str, Any], finder: dict[str, Any]
) -> None:
    """Write the model card as Markdown; the file is replaced only when the new one is whole."""
    with atomic(path) as partial:
        partial.write_text(text(evaluation, card, finder), encoding="utf-8")


def text(evaluation: dict[str, Any], card: dict[str, Any], finder: dict[str, Any]) -> str:
    """Give the model card: the template with its figures put in; `card` is the classifier's."""
    return TEMPLATE.read_text(encoding="utf-8").format(
        **{f"classifier_{name}": value for name, value in _classifier(card).items()},
        **{f"finder_{name}": value for name, value in _finder(finder).items()},
        skeletons=f"{KEPT['train']:,}",
        hands=len(HANDS["train"]),
        prints=len(PRINTS["train"]),
        hands_held=len(HANDS["validation"]),
        prints_held=len(PRINTS["validation"]),
        command=evaluation["command"],
        evaluation_seed=evaluation["seed"],
        machine=evaluation["machine"],
        promises="\n".join(map(_requirement, evaluation["promises"])),
        sets="\n".join(f"{_counts(each)} {_calibration(each)}" for each in evaluation["sets"]),
        lines="\n".join(map(_lines, (*evaluation["lines"], *evaluation["turned"]))),
        grids="\n".join(map(_grid, evaluation["grids"])),
        generated="\n".join(map(_generated, evaluation["generated"])),
        signs="\n".join(map(_signs, evaluation["signs"])),
        corruptions="\n".join(map(_counts, evaluation["corruptions"])),
        seeds="\n".join(map(_seed, evaluation["seeds"])),
    )


def _sizes(card: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": card["weights"]["sha256"][:12],
        "parameters": f"{card['parameters']:,}",
        "bytes": f"{card['weights']['bytes']:,}",
    }


def _classifier(card: dict[str, Any]) -> dict[str, Any]:
    training, parity = card["training"], card["parity"]
    return {
        **_sizes(card),
        **{
            name: training[name]
            for name in ("data", "seed", "epochs", "start", "teacher", "commit")
        },
        "difference": f"{parity['largest_logit_difference']:.1e}",
        "same": parity["same_class"],
        "inputs": parity["inputs"],
        "parity": parity["conditions"],
        "channels": ", ".join(
            f"{each.channels}{f' (stride {each.stride})' if each.stride > 1 else ''}"
            for each in network.SHIPPED
        ),
        "temperature": card["temperature"],
        **card["thresholds"],
    }


def _finder(card: dict[str, Any]) -> dict[str, Any]:
    training, parity = card["training"], card["parity"]
    plan = finder_network.PLANS[training["plan"]]
    losses = ", ".join(
        f"{name} {value:g}"
        for name, value in card["validation"].items()
        if isinstance(value, int | float)
    )
    return {
        **_sizes(card),
        **{name: training[name] for name in ("data", "seed", "commit")},
        "steps": f"{training['steps']:,}",
        "half": plan.half,
        "quarter": plan.quarter,
        "eighth": plan.eighth,
        "sixteenth": plan.sixteenth,
        "deep": 2 * plan.depth,
        "signs": ", ".join(card["signs"]),
        "losses": losses or "not measured",
        "ink_difference": f"{parity['largest_ink_difference']:.1e}",
        "maps_difference": f"{parity['largest_maps_difference']:.1e}",
        "same": share(parity["same"]),
        "inputs": parity["inputs"],
        "parity": parity["conditions"],
        **card["thresholds"],
    }


def _requirement(each: Requirement) -> str:
    met = "met" if each["met"] else "**missed**"
    return f"| {each['what']} | {each['asked']} | {each['measured']} | {met} |"


def _counts(each: dict[str, Any]) -> str:
    return (
        f"| {each['set']} | {each['n']:,} | {share(each['right'] / each['n'])} "
        f"| {share(each['sure'] / each['n'])} | {_surely(each)} "
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


def _generated(each: dict[str, Any]) -> str:
    found, right = ("none" if not each["n"] else share(each[name] / each["n"]) for name in
                    ("found", "right"))  # fmt: skip
    false = f"{each['false'] / each['pages']:.3f}" if each["pages"] else "none"
    return (
        f"| {each['set']} | {each['pages']:,} | {each['n']:,} | {found} | {right} "
        f"| {_surely(each)} | {false} | {each['false_and_sure']:,} | {each['conditions']} |"
    )


def _signs(each: dict[str, Any]) -> str:
    held = (_part(each[name], each["n"]) for name in ("right", "unsure", "lost"))
    return (
        f"| {each['set']} | {each['pages']:,} | {each['n']:,} | {' | '.join(held)} "
        f"| {_surely(each)} | {each['conditions']} |"
    )


def _surely(each: dict[str, Any]) -> str:
    return share(each["sure_and_right"] / each["sure"]) if each["sure"] else "none sure"


def _part(part: int, total: int) -> str:
    return f"{part:,} of {total:,}, {share(part / total)}" if total else "none"


def _seed(each: dict[str, Any]) -> str:
    return (
        f"| {each['run']} | {each['seed']} | {share(each['validation_accuracy'])} "
        f"| {share(each['test_accuracy'])} | {'yes' if each['chosen'] else ''} |"
    )
