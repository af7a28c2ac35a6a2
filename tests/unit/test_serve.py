"""serve.py over real sockets: what it serves, what it refuses, and what it prints."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from serve import HOST, SITE, TYPES, SiteServer, make_server
from tests.serving import serving

SERVE = Path(__file__).resolve().parents[2] / "serve.py"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, with a secret beside it and links to that secret inside it."""
    top = tmp_path_factory.mktemp("top")
    (top / "secret.txt").write_text("secret")
    root = top / "site"
    (root / "empty-folder").mkdir(parents=True)
    (root / "folder").mkdir()
    (root / "index.html").write_text("<title>page</title>")
    (root / "folder" / "index.html").write_text("<title>folder</title>")
    (root / "a b.txt").write_text("blank in the name")
    (root / "large.bin").write_bytes(bytes(range(256)) * 20_000)
    (root / "link-outside.txt").symlink_to(top / "secret.txt")
    (root / "folder-outside").symlink_to(top)
    (root / "link-inside.txt").symlink_to(root / "a b.txt")
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[SiteServer]:
    with serving(root) as server:
        yield server


def ask(
    server: SiteServer, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    """Send a request whose path goes over the wire exactly as it is written."""
    connection = http.client.HTTPConnection(HOST, server.server_address[1], timeout=10)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_the_address_serves_the_page(server: SiteServer) -> None:
    with urlopen(server.url) as response:
        assert response.status == 200
        assert response.read() == b"<title>page</title>"


def test_only_this_machine_is_answered(server: SiteServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".html", "text/html; charset=utf-8"),
        (".css", "text/css; charset=utf-8"),
        (".js", "text/javascript; charset=utf-8"),
        (".mjs", "text/javascript; charset=utf-8"),
        (".json", "application/json; charset=utf-8"),
        (".py", "text/x-python; charset=utf-8"),
        (".svg", "image/svg+xml; charset=utf-8"),
        (".wasm", "application/wasm"),
        (".webmanifest", "application/manifest+json; charset=utf-8"),
        (".pack", "application/octet-stream"),
        (".zip", "application/zip"),
        (".png", "image/png"),
        (".PNG", "image/png"),
        (".unheard-of", "application/octet-stream"),
    ],
)
def test_types(server: SiteServer, root: Path, suffix: str, kind: str) -> None:
    (root / f"file{suffix}").write_bytes(b"x")
    response, _ = ask(server, f"/file{suffix}")
    assert response.status == 200
    assert response.getheader("Content-Type") == kind
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    allowed = response.getheader("Permissions-Policy") or ""
    assert allowed.startswith("camera=(self), microphone=()")


def test_a_page_of_another_origin_may_import_what_it_embeds_and_no_more() -> None:
    imported = re.findall(
        r'^import .* from "\./(.*)";$', (SITE / "embed.js").read_text(), re.MULTILINE
    )
    with serving(prefix="/inkling/") as server:
        for name in ("embed.js", *imported):
            response, _ = ask(server, f"/inkling/{name}")
            assert response.getheader("Access-Control-Allow-Origin") == "*", name
        for name in ("", "main.py", "runtime/engine.js", "folder/embed.js"):
            response, _ = ask(server, f"/inkling/{name}")
            assert response.getheader("Access-Control-Allow-Origin") is None, name
    assert imported == ["runtime/source.js"]


def test_every_kind_of_file_of_the_site_has_a_type() -> None:
    suffixes = {file.suffix for file in SITE.rglob("*") if file.is_file() and file.suffix}
    assert {".html", ".py", ".json"} <= suffixes, "the site looks empty"
    assert suffixes - {".pyc"} <= set(TYPES)


def test_a_whole_file_arrives_with_its_length(server: SiteServer, root: Path) -> None:
    response, body = ask(server, "/large.bin")
    assert body == (root / "large.bin").read_bytes()
    assert response.getheader("Content-Length") == str(len(body))


@pytest.mark.parametrize(
    "path", ["/a%20b.txt", "/a%20b.txt?query=1", "//a%20b.txt", "/./a%20b.txt"]
)
def test_the_path_is_decoded_and_a_query_is_left_out(server: SiteServer, path: str) -> None:
    assert ask(server, path)[1] == b"blank in the name"


def test_a_link_within_the_site_is_followed(server: SiteServer) -> None:
    assert ask(server, "/link-inside.txt")[1] == b"blank in the name"


def test_a_folder_stands_for_its_page(server: SiteServer) -> None:
    assert ask(server, "/folder/")[1] == b"<title>folder</title>"


@pytest.mark.parametrize(
    "path", ["/empty-folder/", "/empty-folder", "/nothing", "/a%20b.txt/", "*"]
)
def test_no_folder_is_listed_and_what_is_not_there_is_not_found(
    server: SiteServer, path: str
) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert b"large.bin" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/folder/../../secret.txt",
        "/folder/../a%20b.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/folder/..%2f..%2fsecret.txt",
        "//secret.txt",
        "/link-outside.txt",
        "/folder-outside/secret.txt",
        "/%00",
        "/a%20b.txt%00.html",
        "/" + "x" * 5_000,
        "/%ff%fe",
        "http://127.0.0.1/../secret.txt",
        "../secret.txt",
    ],
)
def test_no_path_leads_out_of_the_site(server: SiteServer, path: str) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert body != b"secret"


def test_no_absolute_path_leads_out_of_the_site(server: SiteServer, root: Path) -> None:
    for slashes in ("", "/", "//"):
        response, body = ask(server, slashes + str(root.parent / "secret.txt"))
        assert response.status == 404
        assert body != b"secret"


def test_head_sends_the_headers_alone(server: SiteServer) -> None:
    get, _ = ask(server, "/large.bin")
    head, _ = ask(server, "/large.bin", method="HEAD")
    dropped = {"Date"}
    assert {k: v for k, v in head.getheaders() if k not in dropped} == {
        k: v for k, v in get.getheaders() if k not in dropped
    }


def test_head_sends_no_body(server: SiteServer) -> None:
    # By hand: http.client leaves unread whatever follows the headers of a HEAD.
    with socket.create_connection((HOST, server.server_address[1])) as connection:
        connection.sendall(b"HEAD /large.bin HTTP/1.0\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    assert received.startswith(b"HTTP/1.0 200 ")
    assert received.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(server: SiteServer, method: str) -> None:
    assert ask(server, "/", method=method)[0].status == 501


def test_an_unchanged_file_is_not_sent_again(server: SiteServer, root: Path) -> None:
    file = root / "changing.txt"
    file.write_text("first")
    response, _ = ask(server, "/changing.txt")
    tag = response.getheader("ETag")
    assert tag
    assert response.getheader("Cache-Control") == "no-cache"
    for known in (tag, f'"other", {tag}', f"W/{tag}"):
        response, body = ask(server, "/changing.txt", headers={"If-None-Match": known})
        assert (response.status, body) == (304, b"")
    file.write_text("second, longer")
    response, body = ask(server, "/changing.txt", headers={"If-None-Match": tag})
    assert (response.status, body) == (200, b"second, longer")


def test_a_slow_visitor_does_not_hold_up_another(server: SiteServer) -> None:
    with socket.create_connection((HOST, server.server_address[1])):  # asks nothing
        assert ask(server, "/a%20b.txt")[0].status == 200


def test_below_a_prefix_the_site_is_found_there_and_nowhere_else(root: Path) -> None:
    with serving(root, prefix="/inkling/") as server:
        assert urlsplit(server.url).path == "/inkling/"
        assert ask(server, "/inkling/")[1] == b"<title>page</title>"
        assert ask(server, "/inkling/a%20b.txt")[1] == b"blank in the name"
        redirect, _ = ask(server, "/inkling")
        assert (redirect.status, redirect.getheader("Location")) == (301, "/inkling/")
        for path in ("/", "/index.html", "/inkling/../secret.txt", "/inklings/index.html"):
            assert ask(server, path)[0].status == 404


@pytest.mark.parametrize("prefix", ["inkling/", "/inkling", ""])
def test_a_prefix_without_its_slashes_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="begin and end with a slash"):
        make_server(prefix=prefix)


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command as from a terminal; it is gone at the end, whatever happened."""
    # A test runner in the background ignores SIGINT, and its children would inherit that.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [sys.executable, str(SERVE), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, inherited)
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_the_command_prints_one_line_and_ctrl_c_ends_it_quietly() -> None:
    with started("--port", "0", "--no-open") as process:
        assert process.stdout
        line = process.stdout.readline()
        address = line.removeprefix("Inkling is at ").removesuffix("\n")
        with urlopen(address + "index.html") as response:
            assert response.status == 200
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=10)
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/")
    assert (rest, errors, process.returncode) == ("", "", 0)


def test_a_busy_port_is_named_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with started("--port", str(port), "--no-open") as process:
            output, errors = process.communicate(timeout=10)
    assert process.returncode == 1
    assert output == ""
    assert f"Port {port} is in use" in errors
    assert "--port 0" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with started(f"--port={port}", "--no-open") as process:
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert "--port" in errors
