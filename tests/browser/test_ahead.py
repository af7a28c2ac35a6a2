"""What the page is made of is asked for all at once, not each part when the one before has come."""

import re
import time
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request

from serve import SITE
from tests.browser.test_start import held_back
from tests.browser.visitor import START_MS
from tests.serving import serving

HEAD, BODY = (SITE / "index.html").read_text(encoding="utf-8").split("</head>")
SCRIPTS = re.findall(r'<script src="\./([^"]+)"', HEAD)
SHEETS = re.findall(r'<link rel="stylesheet" href="\./([^"]+)">', HEAD)
(TEMPLATE,) = re.findall(r'<template id="ahead">(.*?)</template>', BODY, re.DOTALL)
AHEAD = re.findall(r'href="\./([^"]+)"', TEMPLATE)


def asked_for(page: Page, url: str) -> list[str]:
    """Give a list that grows by the path of each request of the page."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith(url):
            asked.append(request.url.removeprefix(url))

    page.on("request", note)
    return asked


def until(page: Page, done: Callable[[], bool]) -> None:
    """Wait for something that takes no longer than a page does to start."""
    end = time.monotonic() + START_MS / 1000
    while not done():
        assert time.monotonic() < end
        page.wait_for_timeout(50)


@pytest.mark.parametrize(
    ("first", "rest"),
    [(SCRIPTS[0], [*SCRIPTS, *SHEETS]), (AHEAD[0], AHEAD)],
    ids=["head", "python"],
)
def test_a_part_that_comes_late_keeps_none_of_the_others_from_being_asked_for(
    visit_briefly, first, rest
):
    with serving() as server:
        visitor = visit_briefly(server.url)
        asked = asked_for(visitor.page, server.url)
        with held_back(server, first):
            visitor.page.goto(server.url, wait_until="commit")
            until(visitor.page, lambda: set(rest) <= set(asked))
        visitor.until_ready()
        visitor.page.close()


def test_what_is_asked_for_ahead_is_taken_and_not_asked_for_again(visit_briefly):
    with serving() as server:
        visitor = visit_briefly(server.url)
        asked = asked_for(visitor.page, server.url)
        visitor.open()
        visitor.until_ready()
        often = Counter(asked)
        assert {name: often[name] for name in [*SCRIPTS, *AHEAD]} == dict.fromkeys(
            [*SCRIPTS, *AHEAD], 1
        )
        visitor.page.close()
