"""What keeps people from using the page as it stands: by axe-core, and what its rules miss."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

from playwright.sync_api import Page, ViewportSize

PACKAGE, SCRIPT = "axe_playwright_python", "axe.min.js"
RUN = """
async (rules) => {
  const sheet = document.querySelector("dialog[open]"); // what is behind it was looked at before
  const {violations} = await axe.run(sheet ?? document, {
    resultTypes: ["violations"], preload: false, ...(rules.length ? {runOnly: rules} : {}),
  });
  return violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id} at ${target.join(" ")}: ${failureSummary.replaceAll(/\\s+/g, " ")}`));
}
"""
# What goes from one colour to another has two in between, also where it takes no time.
STILL = """
async () => {
  const moves = ({playState, effect}) =>
    playState === "running" && effect.getComputedTiming().iterations < Infinity;
  do {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  } while (document.getAnimations().some(moves));
}
"""
# In the few colours of a person's choice backgrounds and shadows are gone: what is chosen is told
# by a line around it, a sheet by its border, and what is painted, on a picture or as a bar, stays.
LOST = """
() => {
  const found = (selector, holds) => [...document.querySelectorAll(selector)]
    .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.matches(":focus"))
    .filter((each) => !holds(getComputedStyle(each)))
    .map((each) => `in forced colours: ${each.outerHTML.slice(0, 120)}`);
  const chosen = "[aria-pressed=true]:not(.stages *), .maps [aria-selected=true], " +
    ".number .chosen, .choices :checked + span";
  return [
    ...found(chosen, (style) =>
      style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2),
    ...found(".boxes, .fill, progress, .leaf, .square, .large, .maps span, .shutter", (style) =>
      style.forcedColorAdjust === "none"),
    ...found("dialog[open], .card, .row, .sample, #notice[data-shown], .picture, .trouble, " +
      "#viewfinder .view", (style) => style.borderTopStyle === "solid" || innerWidth < 704),
  ];
}
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

NARROW: ViewportSize = {"width": 320, "height": 568}  # 1280 pixels at 400 % are 320 (WCAG 1.4.10)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, in light, in dark, in forced colours and narrow."""
    wide = page.viewport_size
    with _axe(page) as violations:
        found = violations()
        page.emulate_media(color_scheme="dark")
        found += [f"in the dark: {each}" for each in violations("color-contrast")]
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += page.evaluate(LOST)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(NARROW)
    over = page.evaluate(OVERFLOW)
    if over:
        found.append(f"{over} pixels too wide for a narrow window")
    if wide:
        page.set_viewport_size(wide)
    return found


@contextmanager
def _axe(page: Page) -> Iterator[Callable[..., list[str]]]:
    """Give what axe finds by some of its rules, or by all.

    It runs beside the page's own scripts, as an extension does: what axe defines, they do not see.
    """
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})
    context = world["executionContextId"]

    def run(expression: str) -> Any:
        asked = {"contextId": context, "awaitPromise": True, "returnByValue": True}
        answer = session.send("Runtime.evaluate", {"expression": expression, **asked})
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def violations(*rules: str) -> list[str]:
        page.evaluate(STILL)
        return [str(each) for each in run(f"({RUN})({json.dumps(rules)})")]

    if not run("'axe' in globalThis"):
        script = (resources.files(PACKAGE) / SCRIPT).read_text(encoding="utf-8")
        run(f"{script}; undefined")
    yield violations
    session.detach()
