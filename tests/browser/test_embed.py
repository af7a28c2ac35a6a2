"""`embed.js`: another page asks Inkling, which runs in a hidden frame of its own origin."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from serve import SITE
from tests.browser.copies import whole_site
from tests.browser.settings import ALL_BLOCKED, STORED, THIRD_BLOCKED, set_up
from tests.browser.visitor import START_MS, Visitor, file
from tests.conftest import ROOT
from tests.handwriting import Sheet, encode, write
from tests.serving import serving

# A page of somebody else, which imports embed.js from where Inkling is.
GUEST = """<!doctype html>
<html lang="en">
<title>Another site</title>
<link rel="icon" href="data:,">
<body>
<script type="module">
  import {{open}} from "{inkling}embed.js";
  window.open_inkling = open;
  window.file = (base64) =>
    new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
  window.told = ({{code, message}}) => [code, message];
  document.documentElement.dataset.imported = "";
</script>
</html>
"""
SILENT = "<!doctype html><title>Nothing</title><link rel='icon' href='data:,'>"
OPEN = "async () => { window.inkling = await open_inkling(); }"
READ = "async (base64) => (await inkling.read(file(base64))).text"
REFUSED = "async (what) => inkling.read(eval(what)).then(() => ['read', ''], told)"


def picture(digit: int) -> str:
    """A handwritten digit, as base64 of a PNG."""
    return base64.b64encode(encode(write(digit, Sheet(size=(200, 200))))).decode()


@contextmanager
def guest(
    browser: Browser | BrowserContext,
    watched: list[Visitor],
    root: Path,
    inkling: str,
    *,
    same: bool = False,
) -> Iterator[Visitor]:
    """Someone at a page of another site, by its name and its port, or of the same origin."""
    place = Path("samples" if same else ".")
    (root / place).mkdir(parents=True, exist_ok=True)
    with serving(root) as server:
        home = server.url if same else inkling
        (root / place / "guest.html").write_text(GUEST.format(inkling=home), encoding="utf-8")
        # A name of its own makes it another site, whose storage is not Inkling's.
        host = server.url if same else server.url.replace("127.0.0.1", "localhost")
        context = browser if isinstance(browser, BrowserContext) else browser.new_context()
        visitor = Visitor(context, f"{host}{place.as_posix()}/guest.html")
        visitor.others = {"{0.scheme}://{0.netloc}".format(urlsplit(home))}
        watched.append(visitor)
        visitor.open()
        visitor.page.wait_for_selector("html[data-imported]", state="attached", timeout=START_MS)
        try:
            yield visitor
        finally:
            context.close()


@pytest.fixture(scope="module")
def _embedding(browser, server, watched, tmp_path_factory):
    with guest(browser, watched, tmp_path_factory.mktemp("guest"), server.url) as visitor:
        visitor.page.evaluate(OPEN)
        yield visitor


@pytest.fixture
def embedding(_embedding: Visitor) -> Visitor:
    """Someone at another site's page that has opened Inkling, which tests share."""
    return _embedding


def test_a_page_of_another_site_has_a_digit_read(embedding):
    assert embedding.page.evaluate(READ, picture(7)) == "7"


KEPT = """
async () => [
  (await navigator.serviceWorker.getRegistrations()).length, await caches.keys(),
  document.documentElement.dataset.snapshot,
]
"""


def test_a_page_of_the_same_origin_has_a_digit_read_and_nothing_is_kept(browser, watched, tmp_path):
    with guest(browser, watched, whole_site(tmp_path), "", same=True) as visitor:
        visitor.page.evaluate(OPEN)
        assert visitor.page.evaluate(READ, picture(4)) == "4"
        assert visitor.page.frames[1].evaluate(KEPT) == [0, [], "none"]


def test_where_inkling_is_kept_the_frame_comes_from_there(browser, watched, tmp_path):
    with guest(browser, watched, whole_site(tmp_path), "", same=True) as visitor:
        page = visitor.page.context.new_page()
        page.goto(visitor.url.removesuffix("samples/guest.html"))
        page.wait_for_selector("html[data-offline=ready]", timeout=START_MS)
        page.close()
        visitor.page.evaluate(OPEN)
        assert visitor.page.frames[1].evaluate("Boolean(navigator.serviceWorker.controller)")
        assert visitor.page.evaluate(READ, picture(9)) == "9"


def test_the_lines_of_the_documentation_work(browser, server, watched, tmp_path):
    api = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```html\n(.*?)```", api, re.DOTALL)
    with guest(browser, watched, tmp_path, server.url) as visitor:
        text = lines.replace("https://example.org/inkling/", server.url)
        (tmp_path / "lines.html").write_text(f"{SILENT}{text}", encoding="utf-8")
        visitor.page.goto(visitor.url.replace("guest.html", "lines.html"))
        visitor.page.wait_for_function("frames.length === 1")
        (frame,) = visitor.page.frames[1:]
        frame.wait_for_selector("html[data-engine=ready]", state="attached", timeout=START_MS)
        output = visitor.page.locator("output")
        for name, content, told in (
            ("6.png", encode(write(6)), re.compile("^6$")),
            ("eggs.txt", b"Two eggs", re.compile("^not-an-image: .*text file")),
        ):
            visitor.page.locator("input").set_input_files(file(name, content))
            expect(output).to_have_text(told)


def test_a_reading_is_the_whole_one_and_stages_come_where_they_are_asked_for(embedding):
    reading, traced = embedding.page.evaluate(
        """async (base64) => [
          await inkling.read(new File([file(base64)], "two.png")),
          await inkling.read(file(base64), {trace: true}),
        ]""",
        picture(2),
    )
    assert (reading["schema"], reading["source"]["name"]) == (2, "two.png")
    assert set(traced) - set(reading) == {"trace"}


def test_how_it_is_read_is_told_as_in_the_page(embedding):
    turned, refused = embedding.page.evaluate(
        """async (base64) => {
          const region = new DOMRect(0, 0, 150, 200);
          const options = {turn: 180, ink: "dark", expect: "digit", region};
          const turned = await inkling.read(file(base64), options);
          const ask = (turn) =>
            inkling.read(file(base64), {turn}).then(() => "read", ({code}) => code);
          return [turned.options, [await ask("a"), await ask(() => 1)]];
        }""",
        picture(9),
    )
    region = {"x": 0, "y": 0, "width": 150, "height": 200}
    assert turned == {"turn": 180, "ink": "dark", "expect": "digit", "region": region}
    assert refused == ["bad-option", "bad-option"]


def test_what_cannot_be_sent_is_made_into_a_file_first(embedding):
    assert (
        embedding.page.evaluate(
            """async (base64) => {
              const image = Object.assign(new Image(), {src: `data:image/png;base64,${base64}`});
              await image.decode();
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [200, 200];
              canvas.getContext("2d").drawImage(image, 0, 0);
              const sources = [image, canvas, image.src, await createImageBitmap(canvas)];
              const readings = await Promise.all(sources.map((each) => inkling.read(each)));
              return readings.map(({text}) => text);
            }""",
            picture(3),
        )
        == ["3"] * 4
    )


def test_several_at_once_come_back_each_to_its_own(embedding):
    texts = embedding.page.evaluate(
        """async (pictures) => {
          const all = await Promise.all(pictures.map((each) => inkling.read(file(each))));
          return all.map(({text}) => text);
        }""",
        [picture(digit) for digit in (3, 1, 4, 9)],
    )
    assert texts == list("3149")


@pytest.mark.parametrize(
    ("what", "words"),
    [("new File(['Two eggs'], 'eggs.txt')", "text file"), ("42", "pass a File or Blob")],
)
def test_what_is_no_picture_is_refused_with_its_code(embedding, what, words):
    code, message = embedding.page.evaluate(REFUSED, what)
    assert code == "not-an-image"
    assert words in message


def test_nothing_is_shown(embedding):
    assert not embedding.page.locator("iframe").is_visible()
    (frame,) = embedding.page.frames[1:]
    show = (
        "(how) => document.querySelector('iframe').style.setProperty('display', how, 'important')"
    )
    embedding.page.evaluate(show, "block")
    assert frame.evaluate("document.body.checkVisibility()") is False, "wherever it is shown"
    embedding.page.evaluate(show, "none")
    assert frame.evaluate("document.querySelectorAll('#cards > *').length") == 0


def test_a_message_of_a_third_window_has_no_answer(embedding):
    heard, text = embedding.page.evaluate(
        """async (base64) => {
          const third = document.body.appendChild(document.createElement("iframe"));
          third.srcdoc = `<script>
            window.heard = [];
            addEventListener("message", ({data}) => heard.push(data));
            window.ask = (to, message) => to.postMessage(message, "*");
          </scr` + "ipt>";
          await new Promise((done) => { third.onload = done; });
          window.overheard = [];
          const note = ({data}) => overheard.push(data.number);
          addEventListener("message", note);
          const message = {inkling: 1, type: "read", number: 99, blob: file(base64)};
          third.contentWindow.ask(frames[0], message);
          const {text} = await inkling.read(file(base64)); // asked later, and read one by one
          removeEventListener("message", note);
          const heard = [...third.contentWindow.heard, ...overheard.filter((each) => each === 99)];
          third.remove();
          return [heard, text];
        }""",
        picture(5),
    )
    assert (heard, text) == ([], "5")


def test_a_forged_answer_of_another_window_is_not_believed(embedding):
    text = embedding.page.evaluate(
        """async (base64) => {
          const answer = inkling.read(file(base64));
          for (let number = 0; number < 99; ++number) {
            postMessage({inkling: 1, type: "answer", number, reading: {text: "forged"}}, "*");
          }
          return (await answer).text;
        }""",
        picture(6),
    )
    assert text == "6"


def test_the_frame_fetches_nothing_for_another_page(embedding):
    """An address would be read with the rights of Inkling's origin, and the digits handed over."""
    error = embedding.page.evaluate(
        """() => new Promise((done) => {
          addEventListener("message", ({data}) => data.number === 1234 && done(data.error));
          const blob = "./icons/inkling.svg";
          frames[0].postMessage({inkling: 1, type: "read", number: 1234, blob}, "*");
        })"""
    )
    assert error["code"] == "not-an-image"
    assert "Blob" in error["message"]


def test_a_frame_that_loads_again_is_asked_again(embedding):
    text = embedding.page.evaluate(
        """async (base64) => {
          const answer = inkling.read(file(base64));
          const frame = document.querySelector("iframe");
          frame.src = frame.src;
          return (await answer).text;
        }""",
        picture(8),
    )
    assert text == "8"


def test_closed_it_is_gone_and_what_was_asked_is_told(browser, server, watched, tmp_path):
    with guest(browser, watched, tmp_path, server.url) as visitor:
        visitor.page.evaluate(OPEN)
        first, later, frames = visitor.page.evaluate(
            """async (base64) => {
              const first = inkling.read(file(base64)).then(() => "read", told);
              await new Promise((done) => setTimeout(done)); // it is asked by now
              inkling.close();
              inkling.close();
              const later = inkling.read(file(base64)).then(() => "read", told);
              return [await first, await later, frames.length];
            }""",
            picture(1),
        )
    assert first[0] == later[0] == "closed"
    assert "open()" in first[1]
    assert frames == 0


TAKEN_OUT = """
async ({ask, out, base64}) => {
  const answer = eval(ask).then(() => ["answered", ""], told);
  await new Promise((done) => setTimeout(done)); // it is asked by now
  eval(out);
  const late = new Promise((done) => setTimeout(() => done(["nothing", ""]), 1000));
  return Promise.race([answer, late]);
}
"""


@pytest.mark.parametrize(
    "out",
    [
        "document.querySelector('iframe').remove()",
        "document.body.replaceChildren()",
        "document.documentElement.replaceChildren()",
    ],
)
def test_what_is_asked_of_a_frame_that_the_page_takes_out_is_told_soon(
    browser, server, watched, tmp_path, out
):
    with guest(browser, watched, tmp_path, server.url) as visitor:
        visitor.page.evaluate(OPEN)
        for ask in ("inkling.read(file(base64))", "open_inkling()"):
            asked = {"ask": ask, "out": out, "base64": picture(1)}
            code, message = visitor.page.evaluate(TAKEN_OUT, asked)
            assert code == "closed", ask
            assert "taken out of the page" in message


def test_a_frame_that_the_page_moves_reads_on(browser, server, watched, tmp_path):
    with guest(browser, watched, tmp_path, server.url) as visitor:
        visitor.page.evaluate(OPEN)
        text = visitor.page.evaluate(
            """async (base64) => {
              const answer = inkling.read(file(base64));
              await new Promise((done) => setTimeout(done)); // it is asked by now
              const place = document.body.appendChild(document.createElement("div"));
              place.append(document.querySelector("iframe"));
              return (await answer).text;
            }""",
            picture(6),
        )
    assert text == "6"


@pytest.mark.parametrize("settings", [ALL_BLOCKED, THIRD_BLOCKED], ids=["all", "third-party"])
def test_where_the_frame_can_store_nothing_it_opens_and_reads(
    browser, server, outside, watched, tmp_path, settings
):
    with (
        set_up(browser, outside, tmp_path, settings) as context,
        guest(context, watched, tmp_path / "guest", server.url) as visitor,
    ):
        visitor.page.evaluate(OPEN)
        assert set(visitor.page.frames[1].evaluate(STORED)) == {"rejected"}
        assert visitor.page.evaluate(READ, picture(7)) == "7"
        code, _ = visitor.page.evaluate(REFUSED, "new File(['Two eggs'], 'eggs.txt')")
        assert code == "not-an-image"


OTHER = SILENT + "<script>parent.postMessage({inkling: 2, type: 'hello'}, '*')</script>"
SLOW = SILENT + "<script>parent.postMessage({inkling: 1, type: 'hello'}, '*')</script>"
FAILS = SILENT + (
    "<script>parent.postMessage({inkling: 1, type: 'failed', code: 'engine-failed', "
    "message: 'numpy.pack is missing'}, '*')</script>"
)


@pytest.mark.parametrize(
    ("page", "patience", "words"),
    [
        (SILENT, 400, r"Nothing answered at .*\?embed within 0.4 s.*frame-ancestors"),
        (SLOW, 5000, r"not ready after 5 s: the network may be slow"),
        (OTHER, START_MS, r"version 2 and its embed\.js 1"),
        (FAILS, START_MS, r"numpy\.pack is missing"),
    ],
    ids=["silent", "slow", "other version", "fails"],
)
def test_opening_that_fails_says_why(browser, watched, tmp_path, page, patience, words):
    inkling = tmp_path / "inkling"
    (inkling / "runtime").mkdir(parents=True)
    for name in ("embed.js", "runtime/source.js"):
        (inkling / name).write_bytes((SITE / name).read_bytes())
    (inkling / "index.html").write_text(page, encoding="utf-8")
    with (
        serving(inkling) as server,
        guest(browser, watched, tmp_path / "guest", server.url) as visitor,
    ):
        code, message = visitor.page.evaluate(
            "(patience) => open_inkling({patience}).then(() => ['opened', ''], told)", patience
        )
        assert visitor.page.evaluate("frames.length") == 0
    assert code == "engine-failed"
    assert re.search(words, message)


def test_a_sandboxed_page_is_told_why_nothing_can_be_read(browser, server, watched, tmp_path):
    with guest(browser, watched, tmp_path, server.url) as visitor:
        visitor.tolerated = None  # the browser tells what the sandbox keeps out
        code, message = visitor.page.evaluate(
            """async (inkling) => {
              const frame = document.createElement("iframe");
              frame.sandbox = "allow-scripts";
              frame.srcdoc = `<script type="module">
                import {open} from "${inkling}embed.js";
                open().then(() => ["opened", ""], ({code, message}) => [code, message])
                  .then((told) => parent.postMessage({told}, "*"));
              </scr` + "ipt>";
              document.body.append(frame);
              return new Promise((done) => {
                addEventListener("message", ({data}) => data.told && done(data.told));
              });
            }""",
            server.url,
        )
        visitor.take_notes()
    assert code == "engine-failed"
    assert "allow-same-origin" in message


def test_the_page_by_itself_is_the_page_whatever_its_address_says(visit, server):
    visitor: Visitor = visit(f"{server.url}?embed").open().until_ready()
    assert visitor.page.locator("#pick").is_visible()


def test_both_ends_speak_the_same_version():
    ends = [SITE / "embed.js", SITE / "runtime" / "embedded.js"]
    versions = {re.findall(r"VERSION = (\d+);", end.read_text(encoding="utf-8"))[0] for end in ends}
    assert versions == {"1"}
