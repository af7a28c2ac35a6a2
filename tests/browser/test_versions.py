"""A page is of one version: neither a new one nor an altered file gets into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.host import Host, hosting
from tests.browser.small import CHANGING, CONSTANT, Small, publish, small_site

FIRST, SECOND = "made = 'first'\n", "made = 'second'\n"

# Waits until no new version waits any more. A navigation in the middle of a change of versions may
# be given either, and on a busy machine Chromium may let it hang.
TAKEN_OVER = """
async (scope) => {
  for (let tries = 0; tries < 400; tries += 1) {
    const {waiting, active} = await navigator.serviceWorker.getRegistration(scope);
    if (!waiting && active.state === "activated") return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("the new version still waits");
}
"""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A server of the small site's first version, in a folder as a project's page is."""
    with hosting(small_site(tmp_path / "small"), "/inkling/") as host:
        yield host


def test_a_new_version_waits_for_the_visitor_while_the_old_tab_goes_on(visit, host):
    visitor = Small(visit, host).until_kept()
    (old,) = visitor.caches()
    new = publish(host.root, "second")
    host.stop()
    host.start()
    visitor.page.reload()
    visitor.told("update")
    assert visitor.made == "first"
    assert visitor.fetch(CHANGING) == FIRST
    assert visitor.caches() == sorted([old, new])
    # What has not changed is not downloaded again.
    assert CHANGING in host.asked
    assert CONSTANT not in host.asked
    host.stop()  # it is here, whole
    visitor.update()
    assert visitor.made == "second"
    assert visitor.fetch(CHANGING) == SECOND
    assert visitor.caches() == [new]
    assert not visitor.told("ready")["first"], "it has been said"


def test_while_there_are_other_tabs_a_new_version_waits_until_all_are_closed(visit, host):
    visitor = Small(visit, host).until_kept()
    other = visitor.beside()
    new = publish(host.root, "second")
    visitor.page.reload()
    visitor.told("update")
    assert visitor.offline("update()") == 1, "the number of the other tabs"
    other.reload()
    assert visitor.made == other.evaluate("made") == "first"
    # Of the same origin and not of the page, so that it is no tab that keeps the old version.
    aside = visitor.page.context.new_page()
    blank = '<link rel="icon" href="data:,">'
    aside.route("**/aside", lambda route: route.fulfill(content_type="text/html", body=blank))
    aside.goto(host.url.replace(host.prefix, "/aside"))
    visitor.page.goto("about:blank")
    other.goto("about:blank")
    aside.evaluate(TAKEN_OVER, host.url)
    visitor.visitor.open()
    visitor.until_kept()
    assert visitor.made == "second"
    assert visitor.caches() == [new]


def test_two_copies_of_one_origin_keep_out_of_each_others_way(visit, tmp_path):
    small_site(tmp_path / "one", "first")
    small_site(tmp_path / "two", "other")
    with hosting(tmp_path) as host:
        visitor = Small(visit, host, "one/").until_kept()
        (one,) = visitor.caches()
        visitor.page.goto(host.url + "two/")
        visitor.until_kept()
        two = publish(tmp_path / "two", "second")
        visitor.page.reload()
        visitor.update()
        assert visitor.made == "second"
        assert visitor.caches() == sorted([one, two])
        host.stop()
        visitor.page.goto(host.url + "one/")
        assert visitor.made == "first"
        assert visitor.fetch(CHANGING) == FIRST


@pytest.mark.parametrize("name", ["runtime/small.js", CHANGING])
def test_an_altered_file_is_never_kept(visit, host, name):
    content = (host.root / name).read_bytes()
    (host.root / name).write_bytes(content + b"\n")
    visitor = Small(visit, host)
    why = visitor.told("unavailable")["why"]
    assert "the server changes files" in why
    assert why.endswith(name)
    assert visitor.sign is None
    if name == CHANGING:
        assert host.url + name not in visitor.files()
    else:
        assert visitor.caches() == [], "a shell that is not whole is not kept at all"
    (host.root / name).write_bytes(content)
    visitor.page.reload()
    visitor.until_kept()
    assert visitor.told("ready")["first"]


def test_a_new_version_with_an_altered_file_leaves_the_old_one_alone(visit, host):
    visitor = Small(visit, host).until_kept()
    (old,) = visitor.caches()
    publish(host.root, "second")
    (host.root / CHANGING).write_text("altered")
    visitor.page.evaluate(
        """() => navigator.serviceWorker.getRegistration().then(async (registration) => {
          await registration.update();
          const worker = registration.installing;
          if (worker.state === "redundant") return;
          await new Promise((done) => { worker.onstatechange = done; });
        })"""
    )
    assert host.asked.count(CHANGING) == 3, "kept once, tried twice"
    assert visitor.caches() == [old]
    host.stop()
    visitor.page.reload()
    visitor.until_kept()
    assert visitor.made == "first"
    assert visitor.fetch(CHANGING) == FIRST


def test_a_file_that_the_browser_itself_remembers_does_not_get_into_a_new_version(visit, host):
    host.max_age = 600
    visitor = Small(visit, host).until_kept()
    assert host.asked.count("index.html") + host.asked.count("") == 2, "asked for when it was kept"
    new = publish(host.root, "second")
    visitor.page.reload()
    visitor.update()
    assert visitor.caches() == [new]
    assert visitor.made == "second"
    assert visitor.fetch(CHANGING) == SECOND


def test_what_is_missing_comes_from_the_server_only_as_the_file_of_this_version(visit, host):
    visitor = Small(visit, host).until_kept()
    visitor.page.evaluate(
        """async (url) => {
          const [name] = await caches.keys();
          await (await caches.open(name)).delete(url);
        }""",
        host.url + CHANGING,
    )
    assert visitor.fetch(CHANGING) == FIRST
    assert host.url + CHANGING not in visitor.files(), "nothing is kept by the way"
    publish(host.root, "second")
    visitor.visitor.tolerated = None  # the browser says at length why it refuses
    assert visitor.fetch(CHANGING) is None
    # Where nothing is left here at all, the page that comes from the server gets what it needs.
    visitor.page.evaluate("caches.keys().then(([name]) => caches.delete(name))")
    visitor.page.reload()
    assert visitor.made == "second"
    assert visitor.fetch(CHANGING) == SECOND
