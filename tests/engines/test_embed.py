"""A page of another site imports embed.js and has a digit read, in every engine."""

import base64

from tests.browser.host import hosting
from tests.engines.guest import Guest
from tests.handwriting import encode, write

GUEST = """<!doctype html>
<title>Another site</title>
<link rel="icon" href="data:,">
<body>
<script type="module">
  import {{open}} from "{inkling}embed.js";
  window.opened = open();
</script>
"""
READ = """
  const bytes = Uint8Array.from(atob(arguments[0]), (each) => each.charCodeAt(0));
  while (!window.opened) await new Promise((done) => setTimeout(done, 20));
  const inkling = await window.opened;
  const {text} = await inkling.read(new Blob([bytes]));
  const refusal = await inkling.read(new Blob(["Two eggs"])).catch(({code}) => code);
  inkling.close();
  return [text, refusal, frames.length];
"""


def test_a_page_of_another_site_has_a_digit_read(browser, host, tmp_path):
    (tmp_path / "index.html").write_text(GUEST.format(inkling=host.url), encoding="utf-8")
    with hosting(tmp_path) as other:
        # A name of its own makes it another site, whose storage is not Inkling's.
        Guest(browser, tmp_path).open(other.url.replace("127.0.0.1", "localhost"))
        content = base64.b64encode(encode(write(7))).decode()
        assert browser.ask(READ, content) == ["7", "not-an-image", 0]
        browser.open("about:blank")  # before its server, which it would miss
