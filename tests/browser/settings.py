"""A browser whose owner has set it up in another way than it came."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext

from tests.browser import chromium
from tests.browser.outside import Outside

# As Chromium's settings write them down: "block all cookies", and "block third-party cookies". Both
# are about storage of every kind, and the second about pages in frames of other sites.
ALL_BLOCKED: Final = {"profile": {"default_content_setting_values": {"cookies": 2}}}
THIRD_BLOCKED: Final = {"profile": {"block_third_party_cookies": True, "cookie_controls_mode": 1}}

# What becomes of an attempt at each kind of storage: "rejected" where it is blocked.
STORED: Final = """
async () => {
  const looks = [
    () => localStorage, () => caches.keys(), () => navigator.serviceWorker.getRegistration(),
    () => IDBFactory.prototype.databases.call(IDBFactory.prototype),
  ];
  const attempts = looks.map(async (look) => { await look(); });
  return (await Promise.allSettled(attempts)).map(({status}) => status);
}
"""


@contextmanager
def set_up(
    browser: Browser, outside: Outside, folder: Path, settings: Mapping[str, Any]
) -> Iterator[BrowserContext]:
    """Start a browser with these settings, whose profile is made in a folder."""
    profile = folder / "profile"
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")
    with browser.browser_type.launch_persistent_context(
        profile,
        executable_path=chromium.executable(),
        args=[*chromium.arguments(), chromium.QUICK, outside.argument],
    ) as context:
        yield context
