"""What is stored is listed, and all of it can be forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.copies import FORM_PATH, whole_site
from tests.browser.host import Host, hosting
from tests.browser.small import ACTIVE, CHANGING, UNREACHABLE, Small, publish, small_site

# What PyScript and the page make, and what another site of the same origin has.
STORE = """
async (ours) => {
  await (await caches.open("inkling-snapshot")).put("snapshot", new Response("12345"));
  await (await caches.open("another-site")).put("file", new Response("theirs"));
  localStorage.setItem("inkling-x", "12");
  localStorage.setItem("another", "theirs");
  for (const name of [...ours, "another"]) {
    await new Promise((done) => {
      indexedDB.open(name).onsuccess = ({target}) => done(target.result.close());
    });
  }
}
"""
BREAK = """
async (url) => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  const html = {headers: {"Content-Type": "text/html"}};
  await cache.put(url, new Response("<!doctype html><title>Broken</title>" +
    "<link rel=icon href='data:,'>", html));
  const script = {headers: {"Content-Type": "text/javascript"}};
  await cache.put(`${url}runtime/small.js`, new Response("", script));
}
"""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A server of the small site's first version, in a folder as a project's page is."""
    with hosting(small_site(tmp_path / "small"), "/inkling/") as host:
        yield host


def test_what_is_stored_is_listed_and_forgotten_and_the_rest_is_not_ours(visit, host):
    visitor = Small(visit, host).until_kept()
    (site,) = visitor.caches()
    databases = ["IDBMap/@pyscript.fs", f"IDBMap/{host.url}runtime@1"]
    visitor.page.evaluate(STORE, databases)
    stored = {each["name"]: (each["what"], each["bytes"]) for each in visitor.offline("stored()")}
    assert stored == {
        site: ("site", sum(len(each.read_bytes()) for each in listed(host.root))),
        "inkling-snapshot": ("snapshot", 5),
        "inkling-x": ("storage", 11),
        **dict.fromkeys(databases, ("database", None)),
    }
    assert visitor.offline("forget()") == []
    assert visitor.offline("stored()") == []
    assert visitor.caches() == ["another-site"]
    assert visitor.page.evaluate("Object.keys(localStorage)") == ["another"]
    assert visitor.page.evaluate("indexedDB.databases()") == [{"name": "another", "version": 1}]
    assert visitor.page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    assert visitor.sign is None
    # The page that is open goes on, from the server, and keeps nothing more.
    visitor.page.evaluate("dispatchEvent(new Event('online'))")
    assert visitor.fetch(CHANGING) == "made = 'first'\n"
    assert visitor.caches() == ["another-site"]


def listed(root: Path) -> list[Path]:
    """The files that are kept of the small site."""
    left_out = {"sw.js", "inventory.js", "form.html"}
    return [each for each in root.rglob("*") if each.is_file() and each.name not in left_out]


def test_a_database_that_is_open_is_named_and_goes_with_the_page(visit, host):
    visitor = Small(visit, host).until_kept()
    visitor.page.evaluate(
        """() => new Promise((done) => {
          indexedDB.open("IDBMap/@pyscript.fs").onsuccess = ({target}) => {
            window.database = target.result;
            done();
          };
        })"""
    )
    assert visitor.offline("forget()") == ["IDBMap/@pyscript.fs"]
    visitor.page.goto(host.url + FORM_PATH)
    visitor.page.wait_for_function(
        "indexedDB.databases().then(({length}) => { window.left = length; }), window.left === 0"
    )


def test_reset_starts_over_from_the_server_even_where_what_is_kept_is_broken(visit, host):
    visitor = Small(visit, host).until_kept()
    visitor.page.evaluate(BREAK, host.url)
    visitor.page.reload()
    assert visitor.page.title() == "Broken"
    new = publish(host.root, "second")
    visitor.page.goto(f"{host.url}?reset&a=b")
    visitor.page.wait_for_url(f"{host.url}?a=b")
    visitor.until_kept()
    assert visitor.made == "second"
    assert visitor.told("ready")["first"], "everything was forgotten"
    assert visitor.caches() == [new]


def test_reset_forgets_without_a_server_too(visit, host):
    visitor = Small(visit, host).until_kept()
    host.stop()
    # The page that is here forgets everything, and then there is nothing left to load.
    visitor.page.goto(f"{host.url}?reset", wait_until="commit")
    visitor.page.wait_for_function("location.protocol === 'chrome-error:'")
    host.start()
    visitor.visitor.open()
    visitor.until_kept()
    assert visitor.told("ready")["first"]


def test_the_whole_page_forgets_before_it_starts_anything(visit, tmp_path):
    with hosting(whole_site(tmp_path), "/inkling/") as host:
        visitor = visit(host.url)
        visitor.tolerated = UNREACHABLE
        visitor.open()
        visitor.page.wait_for_function(ACTIVE)
        visitor.page.evaluate("caches.open('inkling-snapshot').then(() => undefined)")
        asked: list[str] = []
        visitor.page.on("request", lambda request: asked.append(request.url))
        visitor.page.goto(f"{host.url}?reset", wait_until="commit")
        visitor.page.wait_for_url(host.url)
        before = asked[: asked.index(host.url)]
        assert f"{host.url}runtime/offline.js" in before
        assert f"{host.url}main.py" not in before
        assert visitor.page.evaluate("caches.has('inkling-snapshot')") is False
        visitor.page.close()
