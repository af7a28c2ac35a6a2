"""Firefox that is told to keep no cookies refuses databases, caches and service workers, too."""

import os

import pytest

from serve import SITE
from tests.browser.host import hosting
from tests.engines import firefox
from tests.engines.driven import NoEngineError
from tests.engines.guest import Guest
from tests.handwriting import encode, write

BLOCKED = {"network.cookie.cookieBehavior": 2}  # no cookies from anywhere


def test_firefox_without_cookies_and_storage_reads_and_says_what_is_not_kept(tmp_path):
    try:
        firefox.find()
    except NoEngineError as why:
        if os.environ.get("CI"):
            pytest.fail(str(why))
        pytest.skip(str(why))
    profile, pictures = tmp_path / "profile", tmp_path / "pictures"
    profile.mkdir()
    pictures.mkdir()
    with firefox.start(profile, BLOCKED) as browser, hosting(SITE) as host:
        guest = Guest(browser, pictures).open(host.url).until_ready()
        assert guest.pick("unkept.png", encode(write(8)))["digit"] == "8"
        assert "cookies and storage are blocked" in guest.about_offline
        guest.reload().until_ready()
        assert guest.read(encode(write(5)))["text"] == "5"
        browser.open("about:blank")  # before the server is gone, which the page would miss
