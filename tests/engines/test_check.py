"""Each engine computes as Keras does: the page's own check of the device says so."""

import json
import time

from tests.engines.driven import ANSWER_SECONDS

PRESS = """
  document.getElementById("device").open = true;
  document.querySelector("#check .begin").click();
"""
FOUND = """
  const check = document.getElementById("check");
  return "checked" in check.dataset ? check.querySelector(".report").textContent : null;
"""
SAID = "return document.querySelector('#check .found').textContent;"


def test_the_page_s_own_check_finds_this_engine_in_order(engine, settled):
    settled.browser.ask(PRESS)
    end = time.monotonic() + ANSWER_SECONDS
    while (report := settled.browser.ask(FOUND)) is None:
        assert time.monotonic() < end, settled.browser.ask(SAID)
        time.sleep(0.1)
    found = json.loads(report)
    assert (found["pictures"], found["right"], found["as_keras"]) == (100, 100, 100)
    assert found["largest_difference"] <= 1e-3
    assert found["start"] in ("normal", "snapshot")
    names = {"chromium": "Chrome", "firefox": "Firefox", "webkit": "Safari"}
    assert found["browser"].startswith(names[engine.name])
    assert settled.browser.ask(SAID).startswith("100 of 100 digits right")
