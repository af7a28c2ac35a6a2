"""A copy of the site on a device that has no room for anything: all that is kept is refused.

Browsers have no common way to say how much room there is, and what one of them does to a page that
it opens it does not do to the page's workers. So the site's own scripts say it to themselves.
"""

from pathlib import Path

from tests.browser.copies import take_inventory, whole_site

# Each refusal is told to the server by the name of the cache, so that a test can see it.
REFUSE = """{
  const open = CacheStorage.prototype.open;
  CacheStorage.prototype.open = async function (name) {
    return Object.assign(await open.call(this, name), {named: name});
  };
  for (const way of ["put", "add", "addAll"]) {
    Cache.prototype[way] = async function () {
      await fetch(`${self.origin}/refused/${this.named}`);
      throw new DOMException("There is no room.", "QuotaExceededError");
    };
  }
}
"""


def without_room(to: Path) -> Path:
    """A copy of the site whose page and workers are refused every byte; gives its folder."""
    root = whole_site(to)
    own = (root / "runtime").glob("*.js")
    for script in (root / "sw.js", *own):
        script.write_text(REFUSE + script.read_text(encoding="utf-8"), encoding="utf-8")
    take_inventory(root)
    return root
