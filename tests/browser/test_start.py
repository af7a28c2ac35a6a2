"""The page starts: at once for the visitor, and with a clear word where it cannot."""

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from serve import SITE, SiteHandler, SiteServer
from tests.browser.copies import take_inventory
from tests.browser.visitor import START_MS, Refused, file
from tests.handwriting import encode, write
from tests.serving import serving

# Collects what the masthead says of the engine, each word once.
EVERY_WORD = """
  window.words = [];
  new MutationObserver(() => {
    const word = document.getElementById("engine")?.textContent;
    if (word && words.at(-1) !== word) words.push(word);
  }).observe(document, {subtree: true, childList: true, characterData: true});
"""


@contextmanager
def held_back(server: SiteServer, name: str) -> Iterator[threading.Event]:
    """Let the server answer for one file only when the event is set."""
    release = threading.Event()

    class Holding(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 the base class's name
            if self.path.endswith(name):
                release.wait(timeout=60)
            super().do_GET()

    server.RequestHandlerClass = Holding
    try:
        yield release
    finally:
        release.set()
        server.RequestHandlerClass = SiteHandler


def test_a_picture_given_before_the_engine_is_ready_is_shown_at_once_and_read_later(visit_briefly):
    with serving() as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor = visit_briefly(server.url).open()
        assert visitor.engine == "loading"
        # main.py is up when the button works; until then nobody takes the file.
        expect(visitor.page.locator("#pick")).to_be_enabled()
        visitor.pick(file("early-1.png", encode(write(1))), file("early-8.png", encode(write(8))))
        card = visitor.card("early-8.png")
        expect(card.locator).to_have_attribute("data-state", "waiting")
        expect(card.photo).to_be_visible()
        assert visitor.engine == "loading"
        visitor.page.evaluate(
            """() => { window.early = window.inkling.read(new Blob([])).catch((e) => e.code); }"""
        )
        release.set()
        visitor.until_ready()
        assert visitor.card("early-1.png").answered().digit == "1"
        assert visitor.card("early-8.png").answered().digit == "8"
        assert visitor.names == ["early-8.png", "early-1.png"]
        assert visitor.page.evaluate("window.early") == "not-an-image"


def test_python_is_on_its_way_before_the_worker_is_told_what_to_run(visit_briefly):
    asked, told_later = threading.Event(), []

    class Watching(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 the base class's name
            if self.path == "/engine.py":
                told_later.append(asked.wait(timeout=10))
            elif self.path.endswith("/pyodide.asm.wasm"):
                asked.set()
            super().do_GET()

    with serving() as server:
        server.RequestHandlerClass = Watching
        visitor = visit_briefly(server.url).open().until_ready()
        assert told_later[0]
        visitor.page.close()  # before its server, which it would miss


def test_the_start_says_what_is_loading(visit_briefly):
    with serving() as server, held_back(server, "pyodide.asm.wasm"):
        visitor = visit_briefly(server.url).open()
        expect(visitor.page.locator("#status")).to_contain_text("oading")
        assert visitor.engine == "loading"
        visitor.page.close()  # before its server, which it would miss


def test_progress_is_what_has_come_of_what_must_and_no_progress_where_all_is_here(visit):
    held = (SITE / "vendor" / "pyodide" / "pyodide.asm.wasm").stat().st_size / 1e6  # megabytes
    with serving() as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor = visit(server.url)
        visitor.page.add_init_script(EVERY_WORD)
        visitor.open()
        visitor.page.wait_for_function(
            """(held) => {
              const told = document.getElementById("engine").textContent;
              const [, percent, total] = told.match(/Loading (\\d+) % of ([\\d.]+) MB/) ?? [];
              return Math.abs(percent - 100 * (1 - held / total)) < 1.5;
            }""",
            arg=held,
            timeout=START_MS,
        )
        release.set()
        visitor.until_ready()
        percents = [
            int(word.split()[1]) for word in visitor.page.evaluate("words") if " % of " in word
        ]
        assert len(percents) > 5
        assert percents == sorted(percents)
        visitor.until_offline().page.reload()
        visitor.until_ready()
        words = visitor.page.evaluate("words")
        assert "Starting…" in words
        assert not [word for word in words if " % of " in word]


def test_the_page_works_below_a_sub_path(visit_briefly):
    with serving(prefix="/inkling/") as server:
        assert server.url.endswith("/inkling/")
        visitor = visit_briefly(server.url).open().until_ready()
        visitor.pick(file("below.png", encode(write(5))))
        assert visitor.card("below.png").answered().digit == "5"


def test_everything_the_page_loads_exists(visit):
    answers = []
    visitor = visit()
    visitor.page.context.on("response", lambda got: answers.append((got.status, got.url)))
    visitor.open().until_ready()
    assert len(answers) > 20
    assert not [(status, url) for status, url in answers if status >= 400]


def copy_of_the_site(to: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(SITE, to / "site"))


def missing(path: Path) -> None:
    path.unlink()


def corrupted(path: Path) -> None:
    """Turn one bit in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


DAMAGES = [
    (missing, "model/classifier/card.json"),
    (missing, "model/classifier/model.json"),
    (missing, "model/finder/card.json"),
    (missing, "model/finder/group1-shard1of1.bin"),
    (corrupted, "model/classifier/group1-shard1of1.bin"),
    (corrupted, "model/finder/model.json"),
    (corrupted, "model/finder/group1-shard1of1.bin"),
    (truncated, "model/classifier/card.json"),
    (truncated, "model/finder/card.json"),
    (missing, "vendor/tensorflow/tf.js"),
    (missing, "vendor/tensorflow/tfjs-backend-wasm-simd.wasm"),
    (truncated, "vendor/tensorflow/tfjs-backend-wasm-simd.wasm"),
    (missing, "vendor/pyodide/pyodide.js"),
    (missing, "vendor/pyodide/pyodide.asm.js"),
    (missing, "vendor/pyodide/pyodide.asm.wasm"),
    (truncated, "vendor/pyodide/pyodide.asm.wasm"),
    (missing, "vendor/pyodide/python_stdlib.zip"),
    (missing, "vendor/pyodide/pyodide-lock.json"),
    (missing, "vendor/pyodide/numpy.pack"),
    (corrupted, "vendor/pyodide/pillow.pack"),
    (missing, "vendor/pyodide/_multiarray_umath.wasm"),
    (truncated, "vendor/pyodide/_imaging.wasm"),
    (missing, "vendor/micropython/micropython.js"),
    (missing, "vendor/micropython/micropython.wasm"),
    (missing, "vendor/pyscript/core.js"),
    (missing, "bytecode/reader.pack"),
    (missing, "bytecode/engine.pack"),
    (missing, "engine.py"),
]


@pytest.mark.parametrize(("damage", "name"), DAMAGES)
def test_a_missing_or_damaged_file_is_named_with_what_to_do(visit_briefly, tmp_path, damage, name):
    root = copy_of_the_site(tmp_path)
    (path,) = root.glob(name)
    damage(path)
    with serving(root) as server:
        visitor = visit_briefly(server.url)
        visitor.tolerated = None  # whatever the browser complains of: this is a broken site
        visitor.open()
        html = visitor.page.locator("html")
        expect(html).to_have_attribute("data-engine", "failed", timeout=START_MS)
        expect(visitor.page.locator("#failure")).to_be_visible()
        assert path.relative_to(root).name in visitor.failure
        assert len(visitor.failure) > 60, "names the file, but not what to do"
        assert visitor.page.evaluate("window.inkling.ready.catch((e) => e.code)") == "engine-failed"
        with pytest.raises(Refused) as refused:
            visitor.read(encode(write(7)))
        assert refused.value.code == "engine-failed"


def test_an_edited_reader_is_the_one_that_reads_though_its_bytecode_is_older(
    visit_briefly, tmp_path
):
    root = copy_of_the_site(tmp_path)
    source = root / "reader" / "answer" / "reason.py"
    text = source.read_text(encoding="utf-8")
    assert "LEAST_SIDE: Final = 8\n" in text
    changed = text.replace("LEAST_SIDE: Final = 8\n", "LEAST_SIDE: Final = 8000\n")
    source.write_text(changed, encoding="utf-8")
    take_inventory(root)
    with serving(root) as server:
        visitor = visit_briefly(server.url).open().until_ready()
        assert visitor.read(encode(write(7)))["reason"] == "too-small"


@pytest.mark.parametrize("network", ["classifier", "finder"])
def test_a_card_that_does_not_match_is_refused(visit_briefly, tmp_path, network):
    root = copy_of_the_site(tmp_path)
    card = root / "model" / network / "card.json"
    told = json.loads(card.read_text(encoding="utf-8"))
    card.write_text(json.dumps({**told, "contract": told["contract"] + 1}), encoding="utf-8")
    assert f"{network}/card.json states" in (said := failure_at(visit_briefly, root))
    assert "contract" in said


def test_a_model_folder_that_is_empty_is_said_to_be(visit_briefly, tmp_path):
    root = copy_of_the_site(tmp_path)
    for path in (root / "model" / "finder").iterdir():
        path.unlink()
    assert "model/finder/card.json is missing" in failure_at(visit_briefly, root)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"maps": "Identity:0"}, "finder/model.json gave an output of the shape"),
        ({"ink": "Nothing:0"}, "finder/model.json does not run"),
    ],
)
def test_a_finder_that_does_not_fit_its_card_is_refused(visit_briefly, tmp_path, answer, words):
    root = copy_of_the_site(tmp_path)
    card = root / "model" / "finder" / "card.json"
    told = json.loads(card.read_text(encoding="utf-8"))
    told["outputs"].update(answer)
    card.write_text(json.dumps(told), encoding="utf-8")
    assert words in failure_at(visit_briefly, root)


def test_a_finder_whose_answers_are_no_numbers_is_refused(visit_briefly, tmp_path):
    root = copy_of_the_site(tmp_path)
    folder = root / "model" / "finder"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    weights = folder / card["weights"]["file"]
    content = np.full(card["weights"]["bytes"] // 2, np.nan, np.float16).tobytes()
    weights.write_bytes(content)
    card["weights"]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    said = failure_at(visit_briefly, root)
    assert "The finder gave ink that are no numbers; restore site/model/finder" in said


def failure_at(visit, root):
    """What the page of a site says when it does not start; its files are its own, and undamaged."""
    take_inventory(root)
    with serving(root) as server:
        visitor = visit(server.url)
        visitor.tolerated = None
        visitor.open()
        html = visitor.page.locator("html")
        expect(html).to_have_attribute("data-engine", "failed", timeout=START_MS)
        return visitor.failure


def test_a_picture_that_waited_is_told_of_the_failure(visit_briefly, tmp_path):
    root = copy_of_the_site(tmp_path)
    (root / "model" / "finder" / "model.json").unlink()
    with serving(root) as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor = visit_briefly(server.url)
        visitor.tolerated = None
        visitor.open()
        expect(visitor.page.locator("#pick")).to_be_enabled()
        visitor.pick(file("hopeful.png", encode(write(1))))
        release.set()
        card = visitor.card("hopeful.png")
        expect(card.locator).to_have_attribute("data-state", "failed", timeout=START_MS)
        assert card.attribute("code") == "engine-failed"


def test_opened_as_a_file_the_page_says_how_to_open_it(visit_briefly):
    visitor = visit_briefly((SITE / "index.html").as_uri())
    visitor.tolerated = None
    visitor.open()
    expect(visitor.page.locator("html")).to_have_attribute(
        "data-engine", "failed", timeout=START_MS
    )
    assert "serve.py" in visitor.failure
    visitor.take_notes()  # for a page in a file every address is another origin
