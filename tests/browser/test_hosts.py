"""Whatever the host and the browser: the page reads where it can, and else names the cause."""

import base64
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from serve import SITE
from tests.browser.copies import minified, whole_site, with_crlf
from tests.browser.host import Host, hosting
from tests.browser.visitor import Visitor
from tests.handwriting import encode, write

OCTETS = "application/octet-stream"

SOON_MS = (
    30_000  # milliseconds until a cause is said, on a busy machine: some come late in the start
)
QUIET_MS = 3_000  # milliseconds in which a loop would be seen
FILES = 170  # more than the site has

# The words of browsers and of Python, which tell a visitor nothing.
RAW = r"Exception|Error|Traceback|Failed to fetch|undefined|not defined|MIME"

REJECTED = """
async () => Promise.all([inkling.ready, inkling.read(new Blob([]))].map(
  (each) => each.catch(({code, message}) => [code, message]),
))
"""
FRAME = """<!doctype html>
<link rel="icon" href="data:,">
<iframe sandbox="allow-scripts" src="../"></iframe>
"""


@pytest.fixture
def host_of() -> Iterator[Callable[..., Host]]:
    """Serve a site in a folder: `host_of(root, **what it does otherwise than others)`."""
    with ExitStack() as stack:

        def serve(root: Path = SITE, **ways: Any) -> Host:
            host = stack.enter_context(hosting(root, "/inkling/"))
            for name, way in ways.items():
                assert hasattr(host, name)
                setattr(host, name, way)
            return host

        yield serve


def come(visit: Callable[..., Visitor], url: str) -> Visitor:
    """Someone whose browser may complain on the console: the host is odd."""
    visitor = visit(url)
    visitor.tolerated = None
    return visitor


def assert_that_it_reads(visitor: Visitor, host: Host) -> None:
    """It reads from the server and, kept, without it."""
    assert visitor.until_ready().read(encode(write(7)))["text"] == "7"
    visitor.until_offline()
    host.stop()
    visitor.page.reload()
    assert visitor.until_ready().read(encode(write(3)))["text"] == "3"
    visitor.page.close()


@pytest.mark.parametrize("wasm", [OCTETS, "text/plain", "application/wasm; charset=utf-8"])
def test_scripts_and_webassembly_under_the_types_of_simple_servers_run(visit, host_of, wasm):
    host = host_of(types={".mjs": OCTETS, ".wasm": wasm}, nosniff=False)
    visitor = come(visit, host.url).open()
    assert_that_it_reads(visitor, host)


def assert_that_it_says_why(
    visitor: Visitor, *words: str, page: Page | Frame | None = None
) -> None:
    """It has failed, soon, in one voice, and says so in these words and not in a browser's."""
    page = page or visitor.page
    html = page.locator("html")
    expect(html).to_have_attribute("data-engine", "failed", timeout=SOON_MS)
    expect(page.locator("#engine")).not_to_have_text(re.compile("Loading|Waiting"))
    expect(page.locator("#status")).to_have_text("", timeout=SOON_MS)
    said = page.locator("#failure").inner_text()
    assert said.startswith("Inkling could not start")
    for each in words:
        assert each in said
    assert not re.search(RAW, said)
    told = page.evaluate(REJECTED)
    assert told == [["engine-failed", said]] * 2


@pytest.mark.parametrize("moved", [{"": "index.html"}, {"index.html": ""}])
@pytest.mark.parametrize("address", ["", "index.html"])
def test_a_redirect_to_the_page_s_other_address_costs_nothing(visit, host_of, moved, address):
    host = host_of(moved=moved)
    visitor = come(visit, host.url + address).open().until_ready()
    # From the server, though what leads there is a redirect.
    visitor.until_offline().page.goto(f"{host.url}?reset")
    visitor.page.wait_for_url(re.compile(r"/(index\.html)?$"))
    visitor.page.goto(host.url + address)
    assert_that_it_reads(visitor, host)


@pytest.mark.parametrize("slash_off", [False, True])
def test_a_folder_s_address_without_its_slash_leads_to_the_page(visit, host_of, slash_off):
    host = host_of(slashless=True, slash_off=slash_off)
    visitor = come(visit, host.url.rstrip("/") + "?a=b#c").open()
    visitor.page.wait_for_url(f"{host.url}{'index.html' if slash_off else ''}?a=b#c")
    assert_that_it_reads(visitor, host)


def test_a_folder_s_address_that_never_keeps_its_slash_is_said_to_be_the_cause(visit, host_of):
    host = host_of(slashless=True, slash_off=True, moved={"index.html": ""})
    visitor = come(visit, host.url.rstrip("/")).open()
    assert_that_it_says_why(visitor, "without a slash", "redirect", "to /inkling/")


def test_scripts_of_another_folder_that_is_not_there_are_said_to_be_the_cause(visit, tmp_path):
    shutil.copy(SITE / "index.html", tmp_path / "index.html")
    with hosting(tmp_path) as host:
        visitor = come(visit, host.url).open()
        assert_that_it_says_why(visitor, f"{host.url}runtime/", "Inkling's folder")
        visitor.page.close()


@pytest.mark.parametrize("nosniff", [False, True])
@pytest.mark.parametrize("kind", ["text/plain", OCTETS])
def test_scripts_under_a_type_that_no_browser_runs_are_said_to_be(visit, host_of, kind, nosniff):
    host = host_of(types={".js": kind}, nosniff=nosniff)
    visitor = come(visit, host.url).open()
    assert_that_it_says_why(visitor, f".js as {kind}", "text/javascript", "server")


def test_a_script_alone_under_such_a_type_is_named(visit, host_of):
    host = host_of(types={"tf.js": "text/plain"})
    visitor = come(visit, host.url).open()
    assert_that_it_says_why(visitor, "vendor/tensorflow/tf.js as text/plain", "text/javascript")


@pytest.mark.parametrize("change", [with_crlf, minified])
def test_where_a_server_changes_files_the_page_reads_and_says_why_it_is_not_kept(
    visit, host_of, tmp_path, change
):
    host = host_of(change(whole_site(tmp_path)))
    visitor = come(visit, host.url).open().until_ready()
    assert visitor.read(encode(write(7)))["text"] == "7"
    visitor.page.locator("#device summary").click()
    said = visitor.page.locator("#device .offline")
    expect(said).to_contain_text("the server changes files")
    expect(said).to_contain_text(re.compile(r"\.(js|html|css|py|json|svg)\.$"))
    visitor.page.reload()
    asked = len(host.asked)
    assert visitor.until_ready().read(encode(write(3)))["text"] == "3"
    expect(said).to_contain_text("the server changes files")
    visitor.page.wait_for_timeout(QUIET_MS)
    assert len(host.asked) - asked < 2 * FILES, "asks again and again"


@pytest.mark.parametrize("is_open", [False, True])
def test_a_frame_without_an_origin_is_said_to_be_the_cause(visit, host_of, tmp_path, is_open):
    root = whole_site(tmp_path)
    (root / "samples" / "frame.html").write_text(FRAME, encoding="utf-8")
    host = host_of(root, is_open=is_open)
    visitor = come(visit, f"{host.url}samples/frame.html").open()
    (frame,) = visitor.page.main_frame.child_frames
    assert_that_it_says_why(visitor, "sandbox", "allow-same-origin", page=frame)


def test_a_browser_without_webassembly_is_said_to_be_the_cause(visit):
    visitor = visit()
    visitor.tolerated = None
    visitor.page.add_init_script("delete globalThis.WebAssembly")
    visitor.open()
    assert_that_it_says_why(visitor, "WebAssembly is switched off", "Lockdown Mode", "settings")


def test_the_script_in_the_page_is_the_one_that_its_policy_lets_run():
    page = (SITE / "index.html").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page, "put this hash into the policy of index.html"
