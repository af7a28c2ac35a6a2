"""A desk is kept on this device where the visitor says so, and only there.

What is read on the desk is made up (`tests.browser.numbers.tell`), but where it says otherwise.
"""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.numbers import Numbers, doubt, show, tell
from tests.browser.visitor import file
from tests.handwriting import encode, write

BLOCKED = re.compile("SharedArrayBuffer|Service Worker registration blocked")

ROOM = 100_000  # bytes: noise of 400 by 400 pixels does not fit in

DESKS = """
() => indexedDB.databases().then((all) =>
  [...all.map(({name}) => name), ...Object.keys(localStorage)]
    .filter((name) => name.startsWith("inkling-desk")).length)
"""

# Every text that is kept of the pictures, and how many files are.
KEPT = """
() => new Promise((done) => {
  const open = async ({target: {result}}) => {
    const stores = result.transaction(["pictures", "files"]);
    const all = (name) => new Promise((done) => {
      stores.objectStore(name).getAll().onsuccess = ({target}) => done(target.result);
    });
    const [texts, files] = await Promise.all([all("pictures"), all("files")]);
    result.close();
    done([texts.join(" "), files.length]);
  };
  indexedDB.open(`inkling-desk@${new URL(".", document.baseURI)}`).onsuccess = open;
})
"""

# Has what was read be of another reader.
AGE = """
() => new Promise((done) => {
  indexedDB.open(`inkling-desk@${new URL(".", document.baseURI)}`).onsuccess = ({target}) => {
    const transaction = target.result.transaction("pictures", "readwrite");
    transaction.objectStore("pictures").openCursor().onsuccess = ({target: {result}}) => {
      result?.update(result.value.replace(/"reader": "\\w+"/, '"reader": "older"'));
      result?.continue();
    };
    transaction.oncomplete = () => done(target.result.close());
  };
})
"""


def switch(visitor):
    """The switch above the pictures."""
    return visitor.page.locator("#desk .lasting input")


def until_kept(visitor, *texts, files):
    """Wait until so many files, and these texts, are kept."""
    kept, count = "", 0
    for _ in range(100):
        kept, count = visitor.page.evaluate(KEPT)
        if count == files and all(text in kept for text in texts):
            return
        visitor.page.wait_for_timeout(100)
    pytest.fail(f"{count} files are kept, and of them {kept}")


def panel(visitor):
    """What is kept on this device, opened."""
    device = visitor.page.locator("#device")
    if device.get_attribute("open") is None:
        device.locator("summary").first.click()
    return device


def test_a_desk_lies_there_again_before_the_engine_is_ready_and_is_gone_when_turned_off(visit):
    visitor = visit(service_workers="block")
    visitor.tolerated = BLOCKED
    visitor.open().as_cards().until_ready()
    page = visitor.page
    first, second = Numbers("12 7\n895"), Numbers("64")
    tell(visitor, first.reading("a.png", {2: doubt(1)}), second.reading("b.png"))
    visitor.pick(file("a.png", first.picture()), file("b.png", second.picture()))
    visitor.pick(file("gone.png", b""))
    card = visitor.card("a.png").answered().locator
    for name in ("b.png", "gone.png"):
        visitor.card(name).answered()
    assert page.evaluate(DESKS) == 0, "nothing is kept that nobody wanted kept"
    switch(visitor).check()
    expect(page.locator("#notice")).to_contain_text("This desk is kept on this device now.")
    card.locator(".boxes [role=option]").nth(2).click()
    page.keyboard.press("1")
    until_kept(visitor, '"said": [[null, false], [null, false], ["1", false]', files=2)
    row = panel(visitor).locator("li").filter(has_text="Your desk")
    expect(row).to_contain_text(re.compile(r"2 pictures, \d+ kB"))
    page.get_by_role("button", name="Remove b.png").click()
    until_kept(visitor, files=1)
    page.keyboard.press("ControlOrMeta+z")
    until_kept(visitor, files=2)

    page.route("**/vendor/pyodide/**", lambda _: None)  # never comes, so nothing can be read
    page.reload()
    card = visitor.card("a.png").answered().locator
    expect(card.locator(".number")).to_have_text("12 1\n895")
    expect(card.locator(".more")).to_contain_text("You corrected 1 digit.")
    expect(card.locator(".picture")).to_have_class(re.compile("shown"))
    assert visitor.engine == "loading"
    assert visitor.names == ["b.png", "a.png"], "newest first"
    visitor.pick(file("new.png", encode(write(3))))
    expect(page.locator("#cards > .card")).to_have_count(3)
    assert visitor.names == ["new.png", "b.png", "a.png"]
    until_kept(visitor, '"name": "new.png"', files=3)
    expect(switch(visitor)).to_be_checked()
    card.get_by_role("button", name="Correct", exact=True).click()
    card.get_by_role("button", name="As it was read").click()
    expect(card.locator(".number")).to_have_text("12 7\n895")
    card.locator(".correcting [data-act=undo]").click()
    expect(card.locator(".number")).to_have_text("12 1\n895")

    turn_off_and_forget(visitor)


def turn_off_and_forget(visitor):
    page = visitor.page
    switch(visitor).uncheck()
    expect(page.locator("#notice")).to_contain_text("This desk is not kept any more.")
    assert page.evaluate(DESKS) == 0
    assert len(visitor.names) == 3, "it stays until the page is closed"
    panel(visitor).locator(".lasting").click()
    expect(page.locator(".keeping .note")).to_contain_text("It lies here again")
    until_kept(visitor, files=3)
    panel(visitor).get_by_role("button", name="Forget everything").click()
    expect(switch(visitor)).not_to_be_checked()
    assert page.evaluate(DESKS) == 0
    page.reload()
    expect(page.locator("#pick")).to_be_visible()
    page.wait_for_function("document.querySelector('#draw') && window.arrivals.waiting")
    expect(page.locator("html:not([data-pictures])")).to_have_count(1)


def test_of_two_tabs_one_keeps_its_desk_and_a_new_reader_reads_again(visit):
    visitor = visit().open().until_ready()
    page = visitor.page
    # These are read by the engine.
    visitor.pick(
        file("seven.tiff", encode(write(7), "TIFF"), "image/tiff"),
        file("four.png", encode(write(4))),
    )
    card = visitor.card("seven.tiff").answered().locator
    visitor.card("four.png").answered()
    switch(visitor).check()
    card.locator(".boxes [role=option]").focus()
    page.keyboard.press("9")
    until_kept(visitor, '"said": [["9", false]]', files=2)

    visitor.page = page.context.new_page()
    visitor.open()
    expect(visitor.page.locator(".keeping .note")).to_contain_text("Another open tab keeps its")
    visitor.until_ready()
    tell(visitor, Numbers("5").reading("own.png"), Numbers("8").reading("four.png"))
    visitor.pick(file("own.png", encode(write(5))))
    visitor.newest().answered()
    panel(visitor).locator(".lasting").click()
    expect(visitor.page.locator("#notice")).to_contain_text("Another open tab keeps its desk")
    expect(switch(visitor)).not_to_be_checked()
    assert visitor.names == ["own.png"]
    page.evaluate(AGE)
    page.close()
    panel(visitor).locator(".lasting").click()
    said = visitor.page.locator("#notice")
    expect(said).to_contain_text("2 pictures that were kept are here, too.")
    expect(said).to_contain_text("Inkling has changed since: 1 picture is read again.")
    assert visitor.names == ["own.png", "four.png", "seven.tiff"]
    assert visitor.card("seven.tiff").answered().digit == "9", "what a person said stays"
    assert visitor.card("four.png").answered().digit == "8", "it is read again"
    # Chromium shows no TIFF: what the engine had made of it was kept.
    expect(visitor.card("seven.tiff").locator.locator(".picture")).to_have_class(
        re.compile("shown")
    )
    until_kept(visitor, '"name": "own.png"', files=3)


def test_where_there_is_no_room_it_says_so_and_the_page_goes_on(visit):
    visitor = visit(service_workers="block")
    visitor.tolerated = BLOCKED
    session = visitor.page.context.new_cdp_session(visitor.page)
    # From the beginning on: Chromium remembers for a while how much there was.
    session.send("Storage.overrideQuotaForOrigin", {"origin": visitor.origin, "quotaSize": ROOM})
    visitor.open()
    noise = np.random.default_rng(1).integers(0, 256, (400, 400), dtype=np.uint8)
    visitor.pick(file("large.png", encode(Image.fromarray(noise))))
    panel(visitor).locator(".lasting").click()
    said = visitor.page.locator(".keeping .note")
    expect(said).to_contain_text("There is no room on this device to keep 1 picture.")
    visitor.until_ready()
    visitor.card("large.png").answered()
    visitor.pick(file("small.png", encode(write(6))))
    assert visitor.card("small.png").answered().digit == "6"


def test_what_was_corrected_stays_when_a_picture_is_read_again(told):
    page = told.page
    show(told, "12 7\n895", "again.png", doubts={2: doubt(1)})
    card = told.card("again.png").locator
    card.locator(".boxes [role=option]").nth(2).click()
    page.keyboard.press("1")
    card.locator(".boxes [role=option]").nth(5).click()
    page.keyboard.press("6")
    first = Numbers("12 7\n895").reading("again.png")
    other = Numbers("12 4\n895").reading("again.png")
    other["text"] = "12 4\n89"
    other["lines"][1]["digits"].pop()
    other["lines"][1]["text"] = "89"
    tell(told, other)
    card.locator(".reread").click()
    page.locator("#again .read").click()
    expect(card.locator(".number")).to_have_text("12 1\n89")
    expect(card.locator(".more")).to_have_text(
        "You corrected 1 digit. Your 6 fits nowhere in this reading."
    )
    expect(card.locator(".boxes .said")).to_have_text("1")
    expect(page.locator("#status")).to_contain_text("Your 6 fits nowhere")
    card.get_by_role("button", name="Correct", exact=True).click()
    field = card.get_by_role("textbox", name="Text")
    field.fill("12 1\n896")
    field.blur()
    tell(told, first)
    card.locator(".reread").click()
    page.locator("#again .read").click()
    expect(card.locator(".more")).to_contain_text("You corrected 2 digits.")
    expect(card.locator(".number")).to_have_text("12 1\n896")
