"""The page can be installed, wherever its folder lies, and says what it opens."""

import json
import re

import pytest
from PIL import Image

from serve import SITE
from tests.browser.copies import whole_site
from tests.browser.host import hosting
from tests.browser.small import UNREACHABLE

MANIFEST = json.loads((SITE / "manifest.webmanifest").read_text(encoding="utf-8"))


def test_chromium_finds_nothing_that_keeps_it_from_being_installed(visit, tmp_path):
    with hosting(whole_site(tmp_path), "/inkling/") as host:
        visitor = visit(host.url)
        visitor.tolerated = UNREACHABLE
        visitor.open()
        session = visitor.page.context.new_cdp_session(visitor.page)
        read = session.send("Page.getAppManifest")
        assert read["url"] == f"{host.url}manifest.webmanifest"
        assert read["errors"] == []
        found = read["manifest"]
        # An "id" in the manifest would count from the origin, and two copies be one app. Without
        # one it is the page's address.
        assert found["id"] == found["scope"] == found["startUrl"] == host.url
        assert found["shareTarget"]["action"] == f"{host.url}?share"
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A test's profile is a private one.
        assert [each["errorId"] for each in errors] in ([], ["in-incognito"])
        visitor.page.close()


def test_its_addresses_are_relative_and_its_colours_those_of_the_page():
    addresses = [
        *(MANIFEST[key] for key in ("start_url", "scope")),
        *(icon["src"] for icon in MANIFEST["icons"]),
        *(shot["src"] for shot in MANIFEST.get("screenshots", [])),
        *(handler["action"] for handler in MANIFEST["file_handlers"]),
        MANIFEST["share_target"]["action"],
    ]
    assert not [each for each in addresses if not each.startswith("./")]
    style = (SITE / "style.css").read_text(encoding="utf-8")
    (paper,) = set(re.findall(r":root \{\s+color-scheme.*?--paper: (#\w+);", style, re.DOTALL))
    assert MANIFEST["theme_color"] == MANIFEST["background_color"] == paper


@pytest.mark.parametrize("purpose", ["any", "maskable"])
def test_there_are_icons_of_the_sizes_that_it_names(purpose):
    icons = [icon for icon in MANIFEST["icons"] if icon["purpose"] == purpose]
    drawn = [icon for icon in icons if icon["type"] == "image/png"]
    assert [icon["sizes"] for icon in drawn] == ["192x192", "512x512"]
    for icon in drawn:
        with Image.open(SITE / icon["src"]) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert image.format == "PNG"
    for icon in icons:
        assert (SITE / icon["src"]).is_file()


def test_it_takes_what_the_button_takes():
    page = (SITE / "index.html").read_text(encoding="utf-8")
    (accepted,) = re.findall(r'<input type="file" id="file"[^>]*accept="([^"]+)"', page)
    (files,) = MANIFEST["share_target"]["params"]["files"]
    assert files["accept"] == accepted.split(",")
    (handler,) = MANIFEST["file_handlers"]
    endings = {ending for each in handler["accept"].values() for ending in each}
    assert {each for each in accepted.split(",") if each.startswith(".")} <= endings
    assert {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"} <= endings
