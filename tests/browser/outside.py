"""The world outside the page's own origin: nothing gets there, and whoever tries is recorded."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Where Debian's Chromium asks for updates and accounts of its own accord. A page that asked there
# would still be seen by its visitor's watch.
BROWSER_ITSELF = re.compile(r"[/ ](update\.googleapis|accounts\.google|clients\d\.google)\.com\b")


class Outside(socketserver.ThreadingTCPServer):
    """A proxy that refuses everything. The browser sends it all that is not for this machine.

    Unlike an interception in one page it also sees what workers, service workers and prefetches
    ask for. `asked` holds the first line of each request, as "CONNECT example.org:443 HTTP/1.1".
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusal)
        self.asked: list[str] = []

    @property
    def argument(self) -> str:
        """What Chromium is told, so that this stands between it and the world.

        Not Playwright's own `proxy` option: that one sends this machine's addresses here, too.
        """
        return f"--proxy-server=http://127.0.0.1:{self.server_address[1]}"


class _Refusal(socketserver.StreamRequestHandler):
    server: Outside

    def handle(self) -> None:
        line = self.rfile.readline(1000).decode("latin-1").strip()
        if not BROWSER_ITSELF.search(line):
            self.server.asked.append(line)
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def nothing_outside() -> Iterator[Outside]:
    """Run the refusing proxy."""
    with Outside() as outside:
        thread = threading.Thread(target=outside.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield outside
        finally:
            outside.shutdown()
            thread.join()
