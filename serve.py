#!/usr/bin/env python3
"""Serves Inkling's page on this machine, with the standard library alone.

It answers only this machine, only with files inside `site/`, and never lists a folder. The tests
serve every page through `make_server` too, so what they see is what a visitor of this server sees.
"""

import argparse
import errno
import os
import shutil
import sys
import threading
import webbrowser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

HOST = "127.0.0.1"  # never 0.0.0.0: the page is for the person at this machine
PORT = 8000
SITE = Path(__file__).resolve().parent / "site"

# What pages of other origins may import, by its path below the root: embed.js, and what that
# imports. All else is for the page itself, in whatever frame it is.
EMBEDDED = ("embed.js", "runtime/source.js")

# Own table: `mimetypes` reads the machine's settings, which differ and can have .js or .wasm wrong.
# A browser refuses a module or a WebAssembly stream of another type.
TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pack": "application/octet-stream",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".toml": "application/toml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".zip": "application/zip",
}


# What asks the visitor first: the page itself may ask for the camera, and no frame in it may.
PERMISSIONS = "camera=(self), microphone=(), geolocation=()"


class SiteServer(ThreadingHTTPServer):
    """Answers with the files of one folder, below one path prefix such as `/` or `/inkling/`."""

    # On Windows the option would let two servers share a port, and a busy port go unnoticed.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, root: Path, prefix: str) -> None:
        self.root = root.resolve()
        self.prefix = prefix
        super().__init__((HOST, port), SiteHandler)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.server_address[1]}{self.prefix}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a visitor who closed the page while it loaded; report anything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with a file of the site, or with 404."""

    server: SiteServer
    server_version = "Inkling"
    sys_version = ""

    def do_GET(self) -> None:
        """Send a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send what GET would send, without the file itself."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's name
        """Keep the terminal to the one line with the address."""

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path + "/" == self.server.prefix:
            self._redirect(self.server.prefix)
            return
        file = locate(path, self.server.root, self.server.prefix)
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        with file.open("rb") as stream:
            status = os.fstat(stream.fileno())
            tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
            known = self._knows(tag)
            self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
            self.send_header("ETag", tag)
            # Ask each time: without it browsers guess how long an edited file stays fresh.
            self.send_header("Cache-Control", "no-cache")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Permissions-Policy", PERMISSIONS)
            if file.relative_to(self.server.root).as_posix() in EMBEDDED:
                self.send_header("Access-Control-Allow-Origin", "*")
            if not known:
                kind = TYPES.get(file.suffix.lower(), "application/octet-stream")
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(status.st_size))
            self.end_headers()
            if with_body and not known:
                shutil.copyfileobj(stream, self.wfile, 1 << 20)

    def _knows(self, tag: str) -> bool:
        """Whether the browser says that it has this version of the file."""
        tags = self.headers.get("If-None-Match", "").split(",")
        return any(each.strip().removeprefix("W/") in (tag, "*") for each in tags)

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", quote(to))
        self.send_header("Content-Length", "0")
        self.end_headers()


def locate(path: str, root: Path, prefix: str = "/") -> Path | None:
    """Find the file that a decoded URL path names, or None where no file inside `root` does.

    `root` is absolute and resolved. Links are followed and must end inside it; a folder stands for
    its `index.html`.
    """
    if not path.startswith(prefix) or "\0" in path:
        return None
    parts = path.removeprefix(prefix).split("/")
    if ".." in parts:
        return None
    if parts[-1] == "":
        parts[-1] = "index.html"
    try:
        file = root.joinpath(*parts).resolve()
        inside = file.is_relative_to(root) and file.is_file()
    except OSError:  # a name longer than the file system allows names no file
        return None
    return file if inside else None


def make_server(port: int = 0, root: Path = SITE, prefix: str = "/") -> SiteServer:
    """Make a server that listens on 127.0.0.1 at `port`, or at a free one where it is 0.

    It serves `root` below `prefix`, which begins and ends with a slash. The caller runs
    `serve_forever` and closes it. Raises OSError where the port cannot be had.
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"the prefix {prefix!r} must begin and end with a slash, as '/inkling/'")
    return SiteServer(port, root, prefix)


def port_number(text: str) -> int:
    """Parse a TCP port, 0 to 65535."""
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is no port: give 0 (a free one) to 65535")
    return port


def main() -> None:
    """Serve the page until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Serve Inkling's page on this machine.")
    parser.add_argument(
        "--port", type=port_number, default=PORT, help=f"0 picks a free one (default: {PORT})"
    )
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    arguments = parser.parse_args()
    try:
        server = make_server(arguments.port)
    except OSError as cause:
        if cause.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        why = "is in use" if cause.errno == errno.EADDRINUSE else "may not be used without rights"
        sys.exit(
            f"Port {arguments.port} {why}. Choose another one, as in "
            f"`python3 serve.py --port {PORT + 80}`, or let 0 pick a free one: "
            "`python3 serve.py --port 0`."
        )
    print(f"Inkling is at {server.url}", flush=True)
    if not arguments.no_open:
        # In a thread, because some browsers return only when they are closed.
        threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass  # Ctrl-C is how one stops it
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
