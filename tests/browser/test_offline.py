"""The page is kept on the device, whole, and opens and reads without a server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from convert import inventory
from tests.browser import chromium
from tests.browser.copies import FORM, FORM_PATH, whole_site
from tests.browser.host import Host, hosting
from tests.browser.small import CHANGING, CONSTANT, UNREACHABLE, Small, small_site
from tests.browser.visitor import START_MS, Visitor, file
from tests.handwriting import encode, write

# A name that leads to this machine, but that a browser does not take for it.
ELSEWHERE = "inkling.test"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A server of the small site, in a folder as a project's page is."""
    with hosting(small_site(tmp_path / "small"), "/inkling/") as host:
        yield host


def test_exactly_the_files_of_the_version_are_kept_and_it_is_said_once(visit, host):
    visitor = Small(visit, host).until_kept()
    assert visitor.told("ready") == {"kind": "ready", "first": True}
    made = inventory.take(host.root)
    assert visitor.caches() == [f"inkling-site-{made.version}"]
    paths = [each.path for each in (*made.shell, *made.engine)]
    assert len(paths) == 7
    assert visitor.files() == {host.url + path.replace("index.html", "") for path in paths}
    visitor.page.reload()
    visitor.until_kept()
    assert visitor.told("ready") == {"kind": "ready", "first": False}
    assert visitor.page.evaluate("told.length") == 1
    assert visitor.page.evaluate("inventory.kept") is True


@pytest.mark.parametrize("address", ["", "index.html", "?shared", "?a=b#c"])
def test_without_a_server_every_address_of_the_page_opens_it(visit, host, address):
    visitor = Small(visit, host).until_kept()
    host.stop()
    visitor.page.goto(host.url + address)
    expect(visitor.page.locator("p")).to_have_text("Made first.")
    visitor.told("ready")
    assert visitor.beside().evaluate("made") == "first"
    assert visitor.fetch(CHANGING) == "made = 'first'\n"


def test_what_is_no_file_of_the_page_is_left_to_the_server_and_not_kept(visit, host):
    visitor = Small(visit, host).until_kept()
    before = visitor.files()
    assert visitor.fetch(FORM_PATH) == FORM
    assert visitor.fetch(f"{CHANGING}?other") == "made = 'first'\n"
    assert {FORM_PATH, f"{CHANGING}?other"} <= set(host.asked)
    assert visitor.files() == before


def test_a_connection_that_broke_is_taken_up_where_it_was(visit, host):
    host.cut.add(CONSTANT)
    visitor = Small(visit, host)
    assert visitor.told("unavailable")["why"].startswith(CONSTANT)
    assert visitor.sign is None
    visitor.page.reload()
    assert visitor.told("unavailable")
    assert visitor.page.evaluate("inventory.kept") is False
    host.cut.clear()
    del host.asked[:]
    visitor.page.evaluate("dispatchEvent(new Event('online'))")
    assert visitor.told("ready")["first"]
    assert host.asked == [CONSTANT]


@pytest.mark.parametrize("room", [1_000, 100_000])  # bytes: not for the shell, not for the engine
def test_without_room_for_it_the_page_goes_on_and_says_so(visit, host, room):
    visitor = visit(host.url)
    visitor.page.context.new_cdp_session(visitor.page).send(
        "Storage.overrideQuotaForOrigin", {"origin": visitor.origin, "quotaSize": room}
    )
    small = Small(lambda _: visitor, host)
    assert "no room" in small.told("unavailable")["why"]
    assert small.made == "first"
    assert small.sign is None


def test_the_whole_page_reads_with_the_server_gone_in_any_tab(visit, tmp_path):
    with hosting(whole_site(tmp_path), "/inkling/") as host:
        visitor = visit(host.url)
        visitor.tolerated = UNREACHABLE
        visitor.open().until_ready()
        html = visitor.page.locator("html")
        expect(html).to_have_attribute("data-offline", "ready", timeout=START_MS)
        host.stop()
        visitor.page.reload()
        visitor.until_ready()
        visitor.pick(file("seven.png", encode(write(7))))
        assert visitor.card("seven.png").answered().digit == "7"
        expect(html).to_have_attribute("data-offline", "ready")
        second = Visitor(visitor.page.context, host.url)
        second.open().until_ready()
        second.pick(file("two.png", encode(write(2))))
        assert second.card("two.png").answered().digit == "2"
        second.page.close()


@pytest.mark.data
def test_a_photograph_is_read_on_a_second_visit_without_a_network(visit, data, tmp_path):
    photographs = sorted((data / "photos" / "hikaruikebe").glob("*.jpg"))
    assert len(photographs) == 10
    with hosting(whole_site(tmp_path)) as host:
        visitor = visit(host.url)
        visitor.tolerated = UNREACHABLE
        visitor.open().until_ready()
        visitor.pick(file("seven.png", encode(write(7))))
        visitor.until_offline().until_kept()
        host.stop()
        visitor.page.context.set_offline(True)
        visitor.page.reload()
        visitor.until_ready()
        assert visitor.start == "snapshot"
        for path in photographs:
            assert visitor.read(path.read_bytes())["text"] == path.stem


def test_where_a_browser_keeps_no_page_the_page_reads_all_the_same(
    browser: Browser, watched: list[Visitor], tmp_path
):
    # Plain http, and not this machine by its name: no service worker, no caches, no hashes.
    there = browser.browser_type.launch(
        executable_path=chromium.executable(),
        args=[
            *chromium.arguments(),
            chromium.QUICK,
            f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
        ],
    )
    with hosting(whole_site(tmp_path)) as host:
        visitor = Visitor(there.new_context(), re.sub(r"127\.0\.0\.1", ELSEWHERE, host.url))
        watched.append(visitor)
        visitor.open().until_ready()
        assert visitor.page.evaluate("[isSecureContext, 'caches' in window]") == [False, False]
        told = visitor.page.evaluate(
            """async () => {
              const {watch, stored, forget} = await import("./runtime/offline.js");
              const told = [];
              await watch((each) => told.push(each));
              return [told, (await stored()).map(({what}) => what), await forget()];
            }"""
        )
        assert told[0][0]["kind"] == "unavailable"
        assert "https" in told[0][0]["why"]
        visitor.pick(file("four.png", encode(write(4))))
        assert visitor.card("four.png").answered().digit == "4"
        visitor.page.close()
    there.close()
