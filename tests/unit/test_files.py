"""What lies in the site: everything that the page names, and nothing that must not be there."""

import ast
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from convert import interface
from convert.runtime import modules

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"

MOST_LINES = 70  # of what a thread begins with


def config(name: str) -> dict[str, object]:
    """A PyScript configuration of the page."""
    settings = json.loads((SITE / name).read_text(encoding="utf-8"))
    assert isinstance(settings, dict)
    return settings


def python_files(*folders: str) -> set[str]:
    """The Python files in folders of the site, as paths below it."""
    return {
        file.relative_to(SITE).as_posix()
        for folder in folders
        for file in (SITE / folder).rglob("*.py")
    }


@pytest.mark.parametrize("name", ["main.py", "engine.py"])
def test_where_a_thread_begins_reads_like_a_table_of_contents(name):
    text = (SITE / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    # What takes turns, or mends, is somebody's business, and not the contents'.
    business = ast.For | ast.While | ast.Try | ast.ClassDef | ast.AsyncFunctionDef
    assert not [each for each in ast.walk(ast.parse(text)) if isinstance(each, business)]


def test_the_modules_of_the_engine_come_in_one_file():
    assert "files" not in config("engine.json")
    assert len(python_files("engine")) >= 2, "the folder looks empty"
    assert set(modules.sources("engine")) == python_files("engine")


def test_the_modules_of_the_interface_come_in_one_file():
    assert config("main.json")["files"] == {
        name: name for name in ("./interface.pack", "./unpack.py")
    }
    listed = [each.path for each in interface.unpack((SITE / interface.NAME).read_bytes())]
    # All of them compiled: `make bytecode`, after the last edit of ui/.
    assert {
        path.replace(".mpy", ".py") for path in listed if path.endswith(".mpy")
    } == python_files("ui")
    assert listed == sorted(set(listed))


@pytest.mark.parametrize("name", ["main.json", "engine.json"])
def test_every_address_in_a_pyscript_configuration_is_a_file_of_the_site(name):
    def addresses(value: object) -> list[str]:
        if isinstance(value, dict):
            return [each for pair in value.items() for side in pair for each in addresses(side)]
        if isinstance(value, list):
            return [each for item in value for each in addresses(item)]
        return [value] if isinstance(value, str) and value.startswith((".", "/", "http")) else []

    found = addresses(config(name))
    assert found
    for address in found:
        assert address.startswith("./"), f"{address} breaks below a sub-path"
        assert (SITE / address).exists(), f"{name} names {address}, which does not exist"


class _Addresses(HTMLParser):
    """Collects every src and href of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [
            value for key, value in attrs if key in ("src", "href", "config", "action") and value
        ]


def test_every_address_in_the_page_is_a_file_of_the_site():
    page = _Addresses()
    page.feed((SITE / "index.html").read_text(encoding="utf-8"))
    own = [address for address in page.found if not address.startswith(("#", "https://", "data:"))]
    assert len(own) >= 5, f"only {own} were found in the page"
    for address in own:
        parts = urlsplit(address)
        assert not parts.scheme, f"{address} is no address of this site"
        assert not parts.path.startswith("/"), f"{address} breaks below a sub-path"
        assert (SITE / parts.path).exists(), f"index.html names {address}, which does not exist"


def test_the_page_loads_nothing_from_elsewhere():
    page = (SITE / "index.html").read_text(encoding="utf-8")
    loaded = re.findall(r"<(?:script|img|iframe|source|video)\b[^>]*?\bsrc=\"([^\"]+)\"", page)
    loaded += re.findall(r"<link\b[^>]*?\bhref=\"([^\"]+)\"", page)
    assert loaded
    assert not [address for address in loaded if "//" in address]
    for sheet in SITE.glob("*.css"):
        style = sheet.read_text(encoding="utf-8")
        assert "//" not in re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL), sheet.name


def test_no_file_has_an_ending_that_servers_do_not_know_as_a_script():
    # As shipped nginx sends .mjs as octets, which no browser runs.
    assert not list(SITE.rglob("*.mjs"))
    for name in ("main.json", "engine.json"):
        assert ".mjs" not in (SITE / name).read_text(encoding="utf-8")


def test_github_pages_is_told_to_serve_the_site_as_it_is():
    assert (SITE / ".nojekyll").is_file()


def committed() -> list[Path]:
    """The files under version control that exist."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone, so nothing says which files are committed")
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "-c", "safe.directory=*", "ls-files", "-z"],
        capture_output=True,
        check=True,
    ).stdout
    files = [ROOT / name for name in listing.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


# Written in pieces, so that this file does not name what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
    )
]
PLACES = [
    "/" + "/".join(parts) for parts in (("home", ""), ("Users", ""), ("root", ""), ("work", "main"))
]


def test_no_committed_file_names_a_package_registry_or_a_place_on_a_machine():
    files = committed()
    assert ROOT / "pyproject.toml" in files
    assert len(files) > 30
    for file in files:
        content = file.read_bytes()
        named = [host for host in HOSTS if host.encode() in content]
        if b"\0" not in content and not file.is_relative_to(SITE / "vendor"):
            named += [
                place for place in PLACES if re.search(rf"(?<![\w.]){place}", content.decode())
            ]
        assert not named, f"{file.relative_to(ROOT)} names {named}"


def test_what_is_generated_or_installed_is_not_committed():
    tops = {file.relative_to(ROOT).parts[0] for file in committed()}
    assert "site" in tops
    assert not tops & {"runs", ".venv", "node_modules", "build", "test-results"}


@pytest.mark.parametrize("name", ["test", "train"])
def test_every_requirement_is_pinned_and_hashed_and_names_no_index(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[\w.\[\]-]+==[\w.!+]+ ", entry), f"{entry.splitlines()[0]} is not pinned"
        assert "--hash=sha256:" in entry, f"{entry.splitlines()[0]} has no hash"
    assert "index-url" not in text
    assert "://" not in text
