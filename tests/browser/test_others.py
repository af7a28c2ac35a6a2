"""Scripts of extensions and hosts fail in this page, too; how Inkling is it says with one voice."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.copies import take_inventory, whole_site
from tests.browser.test_faults import engine_of
from tests.browser.test_start import held_back
from tests.browser.visitor import START_MS, Refused, Visitor
from tests.handwriting import encode, write
from tests.serving import serving

OFTEN_MS = 50  # milliseconds from one error of another script to the next, until it is ready

# What an extension puts into every page, and what it does there again and again.
EXTENSION = """
{
  const often = setInterval(() => {
    if (document.documentElement?.dataset.engine === "ready") clearInterval(often);
    (window.made ??= new Set()).add("%s");
    %s
  }, %d);
}
"""
MISTAKES = {
    "throws": "undefined.thing;",
    "rejects": "Promise.reject(new Error('no key'));",
    "rejects with text": "Promise.reject('no key');",
    "rejects with nothing": "Promise.reject();",
    "resizes what it observes": """
      if (!document.body || window.observed) return;
      window.observed = document.body.appendChild(document.createElement("div"));
      new ResizeObserver(() => { observed.style.height = `${observed.offsetHeight + 1}px`; })
        .observe(observed);
    """,
}
# What a host puts into the pages that it serves.
HOST = """
<script src="./rum/beacon.js"></script>
<script src="./rum/not-there.js"></script>
<script src="https://statistics.invalid/count.js"></script>
<script>window.inlined = undefined.thing;</script>
</head>
"""
BEACON = "setInterval(() => { throw new Error('no key'); }, 50); Promise.reject(new Error('none'));"

VOICES = """
async () => {
  const told = inkling.ready.then(() => "ready", ({code}) => code);
  const pending = new Promise((resolve) => setTimeout(resolve, 50, "loading"));
  return [
    document.documentElement.dataset.engine,
    document.getElementById("engine").textContent,
    document.getElementById("failure").hidden,
    await Promise.race([told, pending]),
  ];
}
"""
READY = ["ready", "Ready", True, "ready"]
FAILED = ["failed", "Could not start", False, "engine-failed"]


def assert_that_it_reads(visitor: Visitor) -> None:
    """All that tells of the state says "ready", and it is true."""
    assert visitor.until_ready().page.evaluate(VOICES) == READY
    assert visitor.read(encode(write(3)))["text"] == "3"
    assert visitor.page.evaluate(VOICES) == READY


def test_the_mistakes_of_an_extension_are_not_inklings(visit_briefly):
    visitor: Visitor = visit_briefly()
    visitor.tolerated = None
    for name, mistake in MISTAKES.items():
        visitor.page.add_init_script(EXTENSION % (name, mistake, OFTEN_MS))
    assert_that_it_reads(visitor.open())
    assert visitor.page.evaluate("[...made]") == list(MISTAKES), "made before it was ready"


def test_the_mistakes_of_a_hosts_scripts_are_not_inklings(visit_briefly, tmp_path):
    root = whole_site(tmp_path)
    index = root / "index.html"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("</head>", HOST, 1), encoding="utf-8")
    (root / "rum").mkdir()
    (root / "rum" / "beacon.js").write_text(BEACON, encoding="utf-8")
    with serving(root) as server:
        visitor: Visitor = visit_briefly(server.url)
        visitor.tolerated = None
        assert_that_it_reads(visitor.open())
        left, _ = visitor.take_notes()
        assert not [each for each in left if "statistics.invalid" not in each]
        visitor.page.close()


def test_an_error_of_its_own_that_kept_nothing_is_forgotten_when_it_is_ready(visit_briefly):
    with serving() as server, held_back(server, "reader/answer/reason.py") as release:
        visitor: Visitor = visit_briefly(server.url)
        visitor.tolerated = None
        visitor.open()
        # It is looked for the file at fault, which takes until after the start.
        with visitor.page.expect_request(re.compile("reason.py$")) as looked:
            visitor.page.evaluate(
                """() => dispatchEvent(new ErrorEvent("error", {
                  message: "mistaken", filename: new URL("./runtime/inkling.js", location).href,
                }))"""
            )
        visitor.until_ready()
        release.set()
        assert looked.value.response()
        assert_that_it_reads(visitor)
        visitor.page.close()


def test_an_error_of_its_own_files_that_keeps_it_is_told(visit_briefly, tmp_path):
    root = whole_site(tmp_path)
    main = root / "main.py"
    main.write_text(f"undefined_name\n{main.read_text(encoding='utf-8')}", encoding="utf-8")
    take_inventory(root)
    with serving(root) as server:
        visitor: Visitor = visit_briefly(server.url)
        visitor.tolerated = None
        visitor.open()
        html = visitor.page.locator("html")
        expect(html).to_have_attribute("data-engine", "failed", timeout=START_MS)
        assert visitor.page.evaluate(VOICES) == FAILED


def test_while_another_worker_starts_and_when_none_can_all_of_the_page_says_so(visit_briefly):
    visitor: Visitor = visit_briefly().open().until_ready()
    visitor.tolerated = None
    # All that is said in each state, written down whenever it changes.
    visitor.page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => said.push([
            document.documentElement.dataset.engine,
            document.getElementById("engine").textContent === "Ready",
            document.getElementById("failure").hidden,
          ])).observe(document.documentElement, {attributeFilter: ["data-engine"]});
        }"""
    )
    for _ in range(3):
        visitor.until_ready()
        assert visitor.page.evaluate(VOICES) == READY
        engine_of(visitor).evaluate("self.close()")
        expect(visitor.page.locator("html")).not_to_have_attribute("data-engine", "ready")
        assert visitor.page.evaluate(VOICES)[3] != "ready"
    expect(visitor.page.locator("#failure")).to_contain_text("3 times in a row")
    assert visitor.page.evaluate(VOICES) == FAILED
    with pytest.raises(Refused) as refused:
        visitor.read(encode(write(3)))
    assert refused.value.code == "engine-failed"
    loading, ready, failed = (
        ["loading", False, True],
        ["ready", True, True],
        ["failed", False, False],
    )
    assert visitor.page.evaluate("said") == [loading, ready, loading, ready, loading, failed]
