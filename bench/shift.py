"""Layout shift: how far what is on the page moves by itself, as browsers measure it."""

from typing import Final

from playwright.sync_api import Page

# What has moved, as a part of the window times how far; whether it was within half a second of a
# press, which browsers do not count; and what it was.
WATCH: Final = """
() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const {value, hadRecentInput, sources} of list.getEntries()) {
      const moved = sources.map(({node}) =>
        node && (node.id || node.className || node.parentElement?.className || node.nodeName));
      window.shifts.push([value, hadRecentInput, moved.join(" ")]);
    }
  }).observe({type: "layout-shift", buffered: true});
}
"""
# After two frames what has been painted is measured, and told a moment later.
TAKE: Final = """
async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done, 100));
  return window.shifts.splice(0);
}
"""
MOST: Final = 0.05  # asked, where 0.1 is called good


def taken(page: Page, *, pressed: bool) -> tuple[float, list[str]]:
    """How far things have moved since WATCH or the last time, and what they were.

    With `pressed` what moved shortly after a press is counted, too.
    """
    shifts = [each for each in page.evaluate(TAKE) if pressed or not each[1]]
    told = [f"{value:.4f} {what}" for value, _, what in shifts]
    return float(sum(value for value, _, _ in shifts)), told
