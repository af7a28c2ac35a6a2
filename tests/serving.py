"""The project's own server, for tests: on a free port, and gone at the end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from serve import SITE, SiteServer, make_server

POLL_SECONDS = 0.02  # how often the server looks whether it is to stop: tests start dozens


@contextmanager
def serving(root: Path = SITE, prefix: str = "/") -> Iterator[SiteServer]:
    """Serve a site on a free port; the server is gone at the end, whatever happened."""
    server = make_server(root=root, prefix=prefix)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
