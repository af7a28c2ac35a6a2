"""Folders that are dropped or chosen, and pictures that are dragged from another page."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.test_early import before_python
from tests.browser.visitor import Visitor
from tests.handwriting import encode, write

# More than a folder gives at once.
LAID = 24  # cards that are laid before there is Python
MANY = 130

DROP = """
([kinds]) => {
  const data = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
  const given = {bubbles: true, cancelable: true, dataTransfer: data};
  document.body.dispatchEvent(new DragEvent("drop", given));
}
"""


def fill(folder: Path) -> Path:
    """Put pictures into a folder and one below it, and what is none."""
    inner = folder / "page 3"
    inner.mkdir(parents=True)
    seven = encode(write(7))
    for name in ("page 10.png", "page 2.png", "page 1.PNG", "page 3/page 9.png"):
        (folder / name).write_bytes(seven)
    for name in ("notes.txt", "page 3/sums.csv", ".hidden.png", "Thumbs.db"):
        (folder / name).write_bytes(b"seven")
    (folder / ".git").mkdir()
    (folder / ".git" / "seven.png").write_bytes(seven)
    return folder


ORDER = ["page 1.PNG", "page 2.png", "page 9.png", "page 10.png"]
LEFT_OUT = "4 pictures from “sheets”. 2 files are left out, for only pictures are read."


def choose(visitor: Visitor, folder: Path) -> None:
    """Choose a folder in the dialog of its button."""
    with visitor.page.expect_file_chooser() as dialog:
        visitor.page.get_by_role("button", name="or a whole folder").click()
    dialog.value.set_files(folder)


def test_a_folder_is_laid_in_the_order_of_its_names_and_what_is_no_picture_is_counted(
    settled, tmp_path
):
    folder, notice = fill(tmp_path / "sheets"), settled.page.locator("#notice")
    before = settled.names
    for bring in (settled.drop, lambda path: choose(settled, path)):
        bring(folder)
        expect(notice).to_contain_text(LEFT_OUT)
        expect(settled.page.locator("#cards > .card")).to_have_count(len(before) + 4)
        assert settled.names[:4] == ORDER[::-1]
        assert settled.newest().answered().digit == "7"
        before = settled.names
        notice.get_by_role("button", name="Close this notice").click()
    empty = tmp_path / ".empty"  # hidden, but somebody wants it
    empty.mkdir()
    settled.drop(empty)
    expect(notice).to_contain_text("There is nothing in “.empty”")
    (empty / "letter.txt").write_text("seven")
    settled.drop(empty)
    expect(notice).to_contain_text("There is no picture in “.empty”. 1 file is left out")
    assert settled.names == before


def test_before_python_is_there_a_folder_of_many_is_walked_to_its_end(visit, tmp_path):
    folder = fill(tmp_path / "sheets")
    for number in range(MANY):
        (folder / f"row {number}.png").write_bytes(b"")
    with before_python(visit) as (visitor, release):
        visitor.drop(folder)
        expect(visitor.page.locator("#cards > .card")).to_have_count(LAID)
        rows = [f"row {number}.png" for number in range(MANY)]
        waiting = visitor.page.evaluate("arrivals.waiting.map(({name}) => name)")
        assert waiting == [*ORDER, *rows]
        assert visitor.names == waiting[:LAID][::-1]
        release.set()
        expect(visitor.page.locator("#notice")).to_contain_text("134 pictures from “sheets”")
        expect(visitor.page.locator("#desk")).to_have_attribute("data-read", str(MANY + 4))
        assert visitor.page.locator(".row .named").all_inner_texts()[:5] == waiting[:5]


def test_a_picture_of_another_page_that_comes_without_a_file_is_told_how_to_bring(settled):
    for kinds in (
        {"text/html": '<a href="x"><img src="https://example.org/seven"></a>'},
        {"text/uri-list": "https://example.org/seven.JPG?size=large"},
    ):
        settled.page.evaluate(DROP, [kinds])
        card = settled.newest().answered()
        assert (card.attribute("name"), card.attribute("code")) == (
            "What you dropped",
            "not-an-image",
        )
        assert "copy the picture there and paste it here" in card.sentence
    settled.page.evaluate(DROP, [{"text/uri-list": "https://example.org/"}])
    expect(settled.newest().locator).to_contain_text("That is no file")
