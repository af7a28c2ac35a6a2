"""The README and docs/ keep their promises: their links, files, verbs and modules exist."""

import re
import subprocess
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT

DOCUMENTS = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]  # fmt: skip
MOST_LINES = 150  # of the README: what it is, how to open it, what it can do, where the rest is

# What of "make" is a verb of the Makefile, in running text and in blocks of code.
VERB = re.compile(r"(?:`|^)make ([a-z][a-z-]*)", re.MULTILINE)
MODULE = re.compile(r"python3?(?:\.11)? -m ([\w.]+)")


def named(path):
    """A document's name, for the test's."""
    return path.relative_to(ROOT).as_posix()


def anchors(path):
    """The anchors that a host gives the headings of a document."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document):
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    for link in links:
        if re.match(r"https?:", link):
            continue  # other people's pages: a test asks nothing of them
        place, _, anchor = link.partition("#")
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_readme_says_what_of_the_device_is_used_and_when():
    text = " ".join(DOCUMENTS[0].read_text(encoding="utf-8").split())
    assert "The camera and the clipboard are used when somebody presses their button" in text


@pytest.fixture(scope="module")
def verbs():
    """What `make` lists."""
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"^ *make ([a-z-]+) ", listed, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_verb_and_every_module_is_one(document, verbs):
    text = document.read_text(encoding="utf-8")
    assert set(VERB.findall(text)) <= verbs
    for module in MODULE.findall(text):
        *folders, name = module.split(".")
        root = ROOT / "site" if folders[:1] == ["reader"] or name == "reader" else ROOT
        path = root.joinpath(*folders, name)
        ours = path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
        assert ours or (not folders and find_spec(name)), module


def test_the_readme_is_short_and_shows_the_page():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert "(docs/screenshot.png)" in text
    assert "python3 serve.py\n" in text
    assert "test" in VERB.findall(text)


def test_all_documents_can_be_reached_from_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for document in DOCUMENTS[1:]:
        assert f"]({named(document)})" in text


def test_make_lists_what_people_need(verbs):
    assert {"serve", "test", "test-fast", "sweep", "check", "train", "export", "vendor"} <= verbs
    assert {"screenshots", "evaluate", "bench", "results"} <= verbs
