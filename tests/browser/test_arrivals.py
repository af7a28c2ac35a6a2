"""Pictures that another app shares, or that are opened with Inkling, and where they go."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser import chromium
from tests.browser.copies import FORM_PATH, whole_site
from tests.browser.host import Host, hosting
from tests.browser.outside import Outside
from tests.browser.small import ACTIVE, UNREACHABLE, Small, small_site
from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write

HELD = """
async () => {
  const cache = await caches.open("inkling-shared");
  return Promise.all((await cache.keys()).map(async (place) => {
    const blob = await (await cache.match(place)).blob();
    return [decodeURIComponent(place.url.split("/").at(-1)), blob.type, await blob.text()];
  }));
}
"""


def share(visitor: Visitor, host: Host, *files: FilePayload) -> None:
    """Share files from another app, which is another page here, as a device does."""
    visitor.page.goto(host.url + FORM_PATH)
    visitor.page.locator("input").set_input_files(list(files))
    visitor.page.locator("button").click()


def test_a_shared_picture_waits_on_the_device_and_goes_to_no_server(visit, tmp_path):
    with hosting(small_site(tmp_path / "small"), "/inkling/") as host:
        small = Small(visit, host).until_kept()
        del host.asked[:]
        share(
            small.visitor,
            host,
            file("sieben 7%.png", b"seven"),
            file("acht.jpg", b"eight", "image/jpeg"),
        )
        small.page.wait_for_url(f"{host.url}?shared")
        assert small.made == "first"
        held = [["sieben 7%.png", "image/png", "seven"], ["acht.jpg", "image/jpeg", "eight"]]
        assert small.page.evaluate(HELD) == held
        assert "shared" in [each["what"] for each in small.offline("stored()")]
        assert not [each for each in host.asked if each.startswith("POST") or "share" in each]


@pytest.fixture
def page(visit, tmp_path: Path):
    """Someone at the whole page, whose worker runs, and its server."""
    with hosting(whole_site(tmp_path)) as host:
        visitor = visit(host.url)
        visitor.tolerated = UNREACHABLE
        visitor.open()
        yield visitor, host
        visitor.page.close()


def test_shared_pictures_lie_on_the_desk_and_nowhere_else(page):
    visitor, host = page
    visitor.page.wait_for_function(ACTIVE)
    share(visitor, host, file("shared 3.png", encode(write(3))), file("empty.png", b""))
    visitor.page.wait_for_url(host.url)  # and loading it again brings no second card
    expect(visitor.card("shared 3.png").locator).to_be_visible()
    assert visitor.card("empty.png").answered().attribute("code") == "not-an-image"
    assert visitor.page.evaluate("caches.has('inkling-shared')") is False
    assert not [each for each in host.asked if each.startswith("POST") or "share" in each]
    visitor.until_ready()
    assert visitor.card("shared 3.png").answered().digit == "3"


def test_what_was_shared_without_a_picture_is_said_to_have_none(page):
    visitor, host = page
    visitor.page.wait_for_function(ACTIVE)
    share(visitor, host)
    visitor.page.wait_for_url(host.url)
    card = visitor.newest().answered()
    assert card.attribute("code") == "not-an-image"
    assert "shared" in card.sentence
    visitor.page.goto(f"{host.url}?shared=lost")
    card = visitor.newest().answered()
    assert card.attribute("code") == "too-large"
    assert "no room" in card.sentence


def test_a_picture_that_is_opened_with_the_installed_page_lies_on_its_desk(
    browser: Browser, outside: Outside, tmp_path
):
    picture, empty = tmp_path / "opened 9.png", tmp_path / "empty.png"
    picture.write_bytes(encode(write(9)))
    empty.touch()
    kind = browser.browser_type
    profile = tmp_path / "profile"  # in a private one nothing can be installed
    arguments = [
        *chromium.arguments(),
        chromium.QUICK,
        outside.argument,
        "--remote-debugging-port=0",
    ]
    with (
        hosting(whole_site(tmp_path), "/inkling/") as host,
        kind.launch_persistent_context(
            profile, executable_path=chromium.executable(), args=arguments
        ) as person,
    ):
        page = person.pages[0]
        page.goto(host.url)
        session = person.new_cdp_session(page)
        app = {"manifestId": host.url}
        session.send("PWA.install", {**app, "installUrlOrBundleUrl": host.url})
        files = [str(picture), str(empty)]
        session.send("PWA.launchFilesInApp", {**app, "files": files})
        page.goto("about:blank")
        # Playwright does not show the windows of apps, except to somebody who comes later.
        port = (profile / "DevToolsActivePort").read_text().split()[0]
        later = kind.connect_over_cdp(f"http://127.0.0.1:{port}")
        (window,) = (each for each in later.contexts[0].pages if each.url == host.url)
        cards = window.locator("#cards > .card")
        expect(cards).to_have_count(2)
        names = cards.evaluate_all("(all) => all.map((each) => each.dataset.name)")
        assert sorted(names) == ["empty.png", "opened 9.png"]
        assert cards.filter(has_text="empty").first.get_attribute("data-code") == "not-an-image"
        later.close()
