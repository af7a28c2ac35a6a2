"""Files that vanish: their bytes are taken when they arrive, or the card says what to do."""

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ElementHandle, expect

from tests.browser.test_start import held_back
from tests.browser.visitor import READ_MS, Visitor, file
from tests.handwriting import encode, write
from tests.serving import serving

# A second input, whose files nobody takes before the test hands them on.
ASIDE = """
() => {
  const input = document.createElement("input");
  Object.assign(input, {type: "file", multiple: true});
  document.body.append(input);
  return input;
}
"""
HAND_ON = """
(aside) => {
  const chosen = new DataTransfer();
  for (const each of aside.files) chosen.items.add(each);
  const input = document.getElementById("file");
  input.files = chosen.files;
  input.dispatchEvent(new Event("change"));
}
"""
READ_ASIDE = """
(aside) => window.inkling.read(aside.files[0]).catch(({code, message}) => [code, message])
"""

LARGE = 10_000_000  # bytes of a large file, of which a page may well be given a hundred
MANY = 40
SPARE = 160_000_000  # bytes that a page may grow by for that, of the 400 MB that come


def aside(visitor: Visitor, *paths: Path) -> ElementHandle:
    """Choose files without handing them to the page yet."""
    element = visitor.page.evaluate_handle(ASIDE).as_element()
    assert element
    element.set_input_files(list(paths))
    return element


def test_a_file_that_vanishes_after_it_was_picked_is_read_all_the_same(visit_briefly, tmp_path):
    path = tmp_path / "moved away.png"
    path.write_bytes(encode(write(6)))
    with serving() as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor: Visitor = visit_briefly(server.url).open()
        visitor.page.wait_for_selector("#pick:enabled")
        visitor.pick(path)
        expect(visitor.card("moved away.png").photo).to_be_visible(timeout=READ_MS)
        path.unlink()
        release.set()
        visitor.until_ready()
        assert visitor.card("moved away.png").answered().digit == "6"
        visitor.page.close()


def test_files_that_cannot_be_read_are_told_end_no_worker_and_lose_no_other(
    visit_briefly, tmp_path
):
    paths = [tmp_path / f"cloud-{number}.png" for number in range(4)]
    good = tmp_path / "good.png"
    for path in (*paths, good):
        path.write_bytes(encode(write(4)))
    visitor: Visitor = visit_briefly().open().until_ready()
    chosen = aside(visitor, *paths, good)
    for path in paths:
        path.unlink()
    chosen.evaluate(HAND_ON)
    for path in paths:
        card = visitor.card(path.name).answered()
        assert (card.attribute("state"), card.attribute("code")) == ("failed", "unreadable-file")
        assert f"“{path.name}” could not be opened" in card.sentence
        assert "opy it to this device first" in card.sentence
    assert visitor.card("good.png").answered().digit == "4"
    code, message = chosen.evaluate(READ_ASIDE)
    assert code == "unreadable-file"
    assert "cloud-0.png" in message
    assert visitor.engine == "ready"
    assert [
        each
        for each in visitor.page.evaluate(
            "[...document.scripts].map((each) => each.getAttribute('name'))"
        )
        if each
    ] == ["engine-1"]


def test_a_file_that_vanishes_after_read_was_called_is_read_all_the_same(settled, tmp_path):
    paths = [tmp_path / f"{digit}.png" for digit in (2, 3)]
    for path, digit in zip(paths, (2, 3), strict=True):
        path.write_bytes(encode(write(digit)))
    chosen = aside(settled, *paths)
    settled.page.evaluate(
        """(aside) => {
          window.answers = Promise.all([...aside.files].map((each) => window.inkling.read(each)));
        }""",
        chosen,
    )
    settled.page.evaluate(
        "(aside) => Promise.all([...aside.files].map((each) => arrivals.hold(each)))", chosen
    )
    for path in paths:
        path.unlink()
    texts = settled.page.evaluate("window.answers.then((all) => all.map(({text}) => text))")
    assert texts == ["2", "3"]


def renderer_bytes(visitor: Visitor) -> int:
    """What the page's own process holds for itself, at its highest: resident, not shared."""
    browser: Any = visitor.page.context.browser
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max(_peak(each["id"]) for each in processes if each["type"] == "renderer")


def _peak(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="Linux tells what a process holds"
)
def test_large_files_that_wait_do_not_fill_the_page(visit_briefly, tmp_path):
    picture = encode(write(7))
    rest = random.Random(7).randbytes(LARGE - len(picture))
    paths = [tmp_path / f"large-{number}.png" for number in range(MANY)]
    for path in paths:
        path.write_bytes(picture + rest)
    with serving() as server, held_back(server, "pyodide.asm.wasm"):
        visitor: Visitor = visit_briefly(server.url).open().as_cards()
        visitor.page.wait_for_selector("#pick:enabled")
        visitor.pick(file("small.png", picture))
        expect(visitor.card("small.png").photo).to_be_visible()
        before = renderer_bytes(visitor)
        visitor.pick(*paths)
        for path in (paths[0], paths[-1]):
            expect(visitor.card(path.name).photo).to_be_visible(timeout=60_000)
        assert renderer_bytes(visitor) - before < SPARE
        visitor.page.close()
