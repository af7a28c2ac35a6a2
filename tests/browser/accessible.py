"""What keeps people from using the page as it stands: by axe-core, and what its rules miss."""

from importlib import resources

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
    if not page.evaluate("'axe' in window"):
        page.evaluate((resources.files(PACKAGE) / SCRIPT).read_text(encoding="utf-8"))
    wide = page.viewport_size
    found = _axe(page)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {each}" for each in _axe(page, "color-contrast")]
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


def _axe(page: Page, *rules: str) -> list[str]:
    """What axe finds by these of its rules, or by all."""
    page.evaluate(STILL)
    return [str(each) for each in page.evaluate(RUN, list(rules))]
