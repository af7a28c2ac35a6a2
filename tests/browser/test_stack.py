"""Many pictures: a list that holds what is near the window, progress, removal and undo."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import Numbers, doubt, tell
from tests.browser.visitor import READ_MS, file
from tests.handwriting import encode, write

MANY = 300
NEAR = 80  # rows that a window of 720 pixels has near it, and some more
SEEN = 12  # rows that fit into it, and some more
TOLD = 110  # pictures that are told of at once, and some more
AT_ONCE = 3  # pictures: two tasks may come so fast that they are taken for one

# Pictures are read when the test says so; `window.inkling.workers` says how many at a time.
HOLD = """
([reading, workers]) => {
  window.inklingItself ??= window.inkling;
  window.begun = [];
  window.ends = [];
  const read = ({name}) => new Promise((resolve) => {
    begun.push(name);
    ends.push(() => resolve({...JSON.parse(reading), text: name.match(/\\d+/)[0]}));
  });
  window.inkling = {...inklingItself, read, workers};
}
"""
END = "(name) => ends[begun.indexOf(name)]()"

# How many pictures are laid, and how many rows put in, in each task. The clock of those who ask how
# long they have worked goes so fast that each step is long enough.
WATCH_TASKS = """
() => {
  const {port1, port2} = new MessageChannel();
  let task = 0;
  port1.onmessage = () => { task += 1; port2.postMessage(0); };
  port2.postMessage(0);
  const laid = {}, put = [];
  const {arrivals} = window;
  const now = performance.now();
  let calls = 0;
  performance.now = () => now + 20 * (calls += 1);
  const lay = (...given) => {
    laid[task] = (laid[task] ?? 0) + 1;
    return arrivals.lay(...given);
  };
  window.arrivals = {...arrivals, lay};
  const watch = new MutationObserver((list) => {
    put.push(list.reduce((sum, {addedNodes}) => sum + addedNodes.length, 0));
  });
  watch.observe(document.getElementById("list"), {childList: true});
  window.stopCounting = () => {
    watch.disconnect();
    port1.close();
    delete performance.now;
    window.arrivals = arrivals;
    return [Object.values(laid), put];
  };
}
"""

# In how many tasks somebody asked how long they have worked, and how often in one task at most.
WATCH_SLICES = """
() => {
  const {port1, port2} = new MessageChannel();
  let task = 0, calls = 0;
  port1.onmessage = () => { task += 1; port2.postMessage(0); };
  port2.postMessage(0);
  const asked = {};
  const now = performance.now();
  performance.now = () => {
    asked[task] = (asked[task] ?? 0) + 1;
    return now + 20 * (calls += 1);
  };
  window.stopCounting = () => {
    port1.close();
    delete performance.now;
    return [Object.keys(asked).length, Math.max(...Object.values(asked))];
  };
}
"""

# What is said aloud from now on, and whether it stands there that no picture is like what is shown.
WATCH_WORDS = """
() => {
  const status = document.getElementById("status");
  const empty = document.querySelector("main > .empty");
  window.said = [];
  const watches = [
    new MutationObserver(() => window.said.push(status.textContent)),
    new MutationObserver(() => empty.hidden || window.said.push(empty.textContent)),
  ];
  watches[0].observe(status, {childList: true});
  watches[1].observe(empty, {attributes: true});
  window.stopListening = () => {
    watches.forEach((watch) => watch.disconnect());
    return window.said;
  };
}
"""


@pytest.fixture
def stack(told):
    """The shared page with nothing on it, and a list as soon as there are two pictures."""
    page = told.page
    told.pick(file("one.png", encode(write(1))), file("two.png", encode(write(2))))
    expect(page.locator("#desk")).to_be_visible()
    page.locator("[data-view=list]:not(html)").click()
    told.clear()
    expect(page.locator(".row")).to_have_count(0)
    yield told
    page.locator("[data-shown=all]").dispatch_event("click")
    page.locator("#desk select").select_option("order", force=True)
    page.locator("[data-view=cards]:not(html)").dispatch_event("click")
    told.clear()
    page.evaluate("scrollTo(0, 0)")


def rows(visitor):
    """The names in the rows that are in the document, from top to bottom."""
    return visitor.page.locator(".row .named").all_inner_texts()


def many(visitor, count=MANY, folder=None):
    """Lay so many pictures, of which every hundredth is in doubt and every seventieth is none.

    With a folder they are put there, and that is dropped.
    """
    picture = encode(write(7))
    readings = []
    for number in range(count):
        doubts = {0: doubt(1, 0.5 + number / 1000)} if number % 100 == 5 else None
        reading = Numbers("12 7").reading(f"scan {number}.png", doubts)
        if number % 70 == 3:
            reading.update(verdict="nothing", reason="blank", text=None, lines=[])
        readings.append(reading)
    tell(visitor, *readings)
    if folder:
        for number in range(count):
            (folder / f"scan {number}.png").write_bytes(picture)
        visitor.drop(folder)
    else:
        visitor.pick(*(file(f"scan {number}.png", picture) for number in range(count)))
    read = visitor.page.locator(f'#desk[data-read="{count}"]')
    expect(read).to_be_visible(timeout=3 * READ_MS)


def test_a_list_holds_what_is_near_the_window_and_is_sorted_and_chosen(stack, tmp_path):
    page = stack.page
    many(stack, folder=tmp_path)
    # 295 pictures with two numbers each; of three pictures the first of them is in doubt.
    expect(page.locator(".totals")).to_have_text("300 pictures, 590 numbers, 3 in doubt")
    expect(page.locator("#desk .far")).to_have_text("All read")  # no gap where progress stood
    expect(page.locator("#status")).to_have_text(re.compile("^All is read: 300 pictures, 590 num"))
    assert page.locator("#cards > .card").count() == 0
    assert rows(stack)[:3] == ["scan 0.png", "scan 1.png", "scan 2.png"]
    assert len(rows(stack)) < NEAR
    first = page.locator(".row").first
    expect(first).to_have_attribute("aria-setsize", "300")
    expect(first.locator(".answer")).to_have_text("12 7")
    expect(first.locator(".how")).to_have_text("at least 99 % sure")
    expect(first.locator("canvas")).not_to_have_attribute("width", "0")
    height = page.evaluate("document.body.scrollHeight")

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator('[data-name="scan 299.png"]')).to_be_in_viewport()
    expect(page.locator('[data-name="scan 0.png"]')).to_have_count(0)
    assert len(rows(stack)) < NEAR
    assert page.evaluate("document.body.scrollHeight") == pytest.approx(height, abs=2)
    expect(page.locator(".row").last).to_have_attribute("aria-posinset", "300")

    page.get_by_label("Sort by").select_option("doubt")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".named").first).to_have_text("scan 5.png")
    assert rows(stack)[:4] == ["scan 5.png", "scan 105.png", "scan 205.png", "scan 3.png"]
    page.get_by_role("button", name="In doubt 3").click()
    expect(page.locator(".row")).to_have_count(3)
    expect(page.locator(".row .how").first).to_have_text("In doubt")
    expect(page.locator(".row .reason").first).to_have_text("1 of 3 digits is in doubt.")
    page.get_by_role("button", name="No digit 5").click()
    expect(page.locator(".row .reason").last).to_have_text("It looks blank.")
    assert len(rows(stack)) == 5
    page.get_by_role("button", name="Corrected 0").click()
    expect(page.get_by_text("No picture here is like that.")).to_be_visible()


def test_many_are_laid_and_put_in_a_few_at_a_time(stack):
    page = stack.page
    page.evaluate(WATCH_TASKS)
    many(stack, 60)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator('[data-name="scan 59.png"]')).to_be_in_viewport()
    expect(page.locator('[data-name="scan 37.png"]')).to_have_count(1)  # near: it comes later
    laid, put = page.evaluate("stopCounting()")
    assert sum(laid) == 60
    assert max(laid) <= AT_ONCE
    assert sum(put) > 40
    assert max(put) <= SEEN


def test_a_row_opens_its_card_and_keys_lead_from_row_to_row(stack):
    page = stack.page
    many(stack, 60)
    opener = page.locator('[data-name="scan 1.png"] > .open')
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    card = page.locator('.row[data-name="scan 1.png"] > .card')
    expect(card).to_have_attribute("data-state", "done")
    expect(card.locator(".number")).to_have_text("12 7")
    expect(card.locator(".picture")).to_have_class(re.compile("shown"))
    card.locator(".boxes [role=option]").nth(2).click()
    corrected = page.locator('.row[data-name="scan 1.png"] .corrected').first
    expect(corrected).to_be_hidden()
    page.keyboard.press("1")
    expect(corrected).to_be_visible()
    expect(opener.locator(".answer")).to_have_text("12 1")
    expect(page.get_by_role("button", name="Corrected 1")).to_be_visible()
    opener.focus()
    page.keyboard.press("End")
    expect(page.locator('[data-name="scan 59.png"] > .open')).to_be_focused()
    expect(page.locator('[data-name="scan 59.png"]')).to_be_in_viewport()
    page.keyboard.press("ArrowUp")
    expect(page.locator('[data-name="scan 58.png"] > .open')).to_be_focused()
    expect(card).to_have_count(0)  # far away
    page.evaluate("scrollTo(0, 0)")  # the row with the focus goes out of the document
    expect(page.locator("#list")).to_be_focused()
    expect(card.locator(".which")).to_contain_text("Digit 3 of 3")  # as it was left
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-name="scan 59.png"] > .open')).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    page.locator("#desk [data-view=cards]").click()
    expect(page.locator("#cards > .card").first).to_have_attribute("data-name", "scan 59.png")
    assert page.locator("#cards > .card").count() < 60
    expect(page.locator("#cards > .card .number").first).to_have_text("12 7")


def test_what_is_removed_comes_back_to_its_place(stack):
    page = stack.page
    many(stack, 12)
    page.get_by_role("button", name="Remove scan 4.png").click()
    page.locator('[data-name="scan 5.png"] > .open').focus()
    page.keyboard.press("Delete")
    expect(page.locator(".row")).to_have_count(10)
    expect(page.locator('[data-name="scan 6.png"] > .open')).to_be_focused()
    expect(page.locator("#notice")).to_contain_text("“scan 5.png” is removed.")
    page.keyboard.press("ControlOrMeta+z")
    expect(page.locator(".row")).to_have_count(11)
    page.get_by_label("Sort by").focus()
    page.keyboard.press("ControlOrMeta+z")  # is the field's own
    page.locator("#desk [data-act=clear]").click()
    expect(page.locator(".row")).to_have_count(0)
    expect(page.locator("html")).not_to_have_attribute("data-pictures", re.compile(""))
    expect(page.locator("#notice")).to_contain_text("11 pictures are removed.")
    page.locator("#notice .accept").click()
    expect(page.locator(".row")).to_have_count(11)
    expect(page.locator("#notice")).not_to_have_attribute("data-shown", "")
    page.locator("#desk [data-act=undo]").click()
    expect(page.locator(".row")).to_have_count(12)
    assert rows(stack) == [f"scan {number}.png" for number in range(12)]
    expect(page.locator(".totals")).to_have_text("12 pictures, 22 numbers, 1 in doubt")
    page.locator("#desk [data-view=cards]").click()
    page.get_by_role("button", name="Remove scan 11.png").click()
    expect(page.locator("#cards > .card")).to_have_count(11)
    page.keyboard.press("ControlOrMeta+z")
    expect(page.locator("#cards > .card").first).to_have_attribute("data-name", "scan 11.png")


def test_many_are_cleared_and_brought_back_in_short_tasks(stack):
    page = stack.page
    many(stack, 160)
    page.get_by_label("Sort by").select_option("name")
    totals = page.locator(".totals").inner_text()
    page.evaluate(WATCH_SLICES)
    page.evaluate(WATCH_WORDS)
    page.locator("#desk [data-act=clear]").click()
    expect(page.locator(".row")).to_have_count(0)
    expect(page.locator("#desk")).to_have_attribute("data-read", "0")
    page.locator("#desk [data-act=undo]").click()
    expect(page.locator(".row").first).to_have_attribute("aria-setsize", "160")
    expect(page.locator("#desk")).to_have_attribute("data-read", "160")
    expect(page.locator(".totals")).to_have_text(totals)
    tasks, most = page.evaluate("stopCounting()")
    assert tasks > 160 - TOLD, "it is told of in a few long tasks"
    assert most <= 2 * AT_ONCE
    # Meanwhile nothing is said of a part of them.
    assert page.evaluate("stopListening()") == [f"All is read: {totals}."]
    assert rows(stack)[:3] == ["scan 0.png", "scan 1.png", "scan 2.png"]


def test_reading_is_paused_stopped_and_taken_up_again(stack):
    page = stack.page
    reading = json.dumps(Numbers("7").reading("any.png"))
    page.evaluate(HOLD, [reading, 2])
    stack.pick(*(file(f"held {number}.png", encode(write(3))) for number in range(10)))
    far = page.locator("#desk .far")
    expect(far).to_have_text("0 of 10 read")
    page.wait_for_function("begun.length === 2")  # as many at a time as there are workers
    # The second ends first, and each answer is its own picture's.
    page.evaluate(END, "held 1.png")
    page.wait_for_function("begun.length === 3")
    page.evaluate(END, "held 2.png")
    expect(page.locator('[data-name="held 2.png"] .answer')).to_have_text("2")
    expect(page.locator('[data-name="held 0.png"] .how')).to_have_text("Reading…")
    expect(far).to_have_text(re.compile("^2 of 10, (a few seconds|about .*) left$"))
    page.wait_for_function("begun.length === 4")

    page.get_by_role("button", name="Pause").click()
    page.evaluate(END, "held 0.png")
    expect(far).to_have_text("Paused at 3 of 10")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_function("begun.length === 5")

    page.get_by_role("button", name="Remove held 9.png").click()  # while it waits
    page.get_by_role("button", name="Stop").click()
    for name in ("held 3.png", "held 4.png"):
        page.evaluate(END, name)
    expect(far).to_have_text("4 pictures not read")
    assert page.evaluate("begun.length") == 5
    expect(page.locator('[data-name="held 8.png"] .how')).to_have_text("Not read")
    expect(page.locator('[data-name="held 4.png"] .answer')).to_have_text("4")
    page.get_by_role("button", name="Read them").click()
    for number in range(5, 9):
        page.wait_for_function(f"begun.includes('held {number}.png')")
        page.evaluate(END, f"held {number}.png")
    expect(page.locator("#desk .running")).to_be_hidden()
    page.keyboard.press("ControlOrMeta+z")
    page.wait_for_function("begun.includes('held 9.png')")  # put back, it waits again
    page.evaluate(END, "held 9.png")
    expect(page.locator('[data-name="held 9.png"] .answer')).to_have_text("9")


def test_from_eight_pictures_on_they_are_a_list_also_before_the_engine_is_ready(visit_briefly):
    visitor = visit_briefly()
    visitor.open()
    picture = encode(write(4))
    visitor.pick(*(file(f"early {number}.png", picture) for number in range(7)))
    expect(visitor.page.locator("#cards > .card")).to_have_count(7)
    visitor.pick(*(file(f"early {number}.png", picture) for number in range(7, 9)))
    expect(visitor.page.locator(".row")).to_have_count(9)
    expect(visitor.page.locator("#cards > .card")).to_have_count(0)
    visitor.until_ready()
    expect(visitor.page.locator(".row").last.locator(".answer")).to_have_text("4")
