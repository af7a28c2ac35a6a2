"""Whatever the host and the browser: the page reads where it can, and else names the cause."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from serve import SITE
from tests.browser.host import Host, hosting
from tests.browser.visitor import Visitor
from tests.handwriting import encode, write

OCTETS = "application/octet-stream"


@pytest.fixture
def host_of() -> Iterator[Callable[..., Host]]:
    """Serve a site in a folder: `host_of(root, **what it does otherwise than others)`."""
    with ExitStack() as stack:

        def serve(root: Path = SITE, **ways: Any) -> Host:
            host = stack.enter_context(hosting(root, "/inkling/"))
            for name, way in ways.items():
                assert hasattr(host, name)
                setattr(host, name, way)
            return host

        yield serve


def come(visit: Callable[..., Visitor], url: str) -> Visitor:
    """Someone whose browser may complain on the console: the host is odd."""
    visitor = visit(url)
    visitor.tolerated = None
    return visitor


def assert_that_it_reads(visitor: Visitor, host: Host) -> None:
    """It reads from the server and, kept, without it."""
    assert visitor.until_ready().read(encode(write(7)))["text"] == "7"
    visitor.until_offline()
    host.stop()
    visitor.page.reload()
    assert visitor.until_ready().read(encode(write(3)))["text"] == "3"
    visitor.page.close()


@pytest.mark.parametrize("wasm", [OCTETS, "text/plain", "application/wasm; charset=utf-8"])
def test_scripts_and_webassembly_under_the_types_of_simple_servers_run(visit, host_of, wasm):
    host = host_of(types={".mjs": OCTETS, ".wasm": wasm}, nosniff=False)
    visitor = come(visit, host.url).open()
    assert_that_it_reads(visitor, host)
