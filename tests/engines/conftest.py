"""One browser of each engine for all tests, and someone at a page in it."""

import os
from collections.abc import Iterator

import pytest

from serve import SITE
from tests.browser.host import Host, hosting
from tests.engines.driven import Browser, Engine, NoEngineError
from tests.engines.engines import ENGINES
from tests.engines.guest import Guest

ADDRESS = "return location.href;"


@pytest.fixture(scope="session", params=ENGINES, ids=[engine.name for engine in ENGINES])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An engine; where it is missing the test is skipped with what to do, and in CI it fails."""
    engine: Engine = request.param
    try:
        engine.find()
    except NoEngineError as why:
        if os.environ.get("CI") or os.environ.get("INKLING_REQUIRE_DATA"):
            pytest.fail(str(why))
        pytest.skip(str(why))
    return engine


@pytest.fixture(scope="session")
def browser(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser of the engine, with nothing in its profile."""
    with engine.start(tmp_path_factory.mktemp(engine.name)) as browser:
        yield browser


@pytest.fixture(scope="session")
def host(browser: Browser) -> Iterator[Host]:
    """The site as it is; every browser is served at an address of its own."""
    del browser  # only for the order: a page may miss its server, but not the other way round
    with hosting(SITE) as host:
        yield host


@pytest.fixture(scope="session")
def _settled(browser: Browser, host: Host, tmp_path_factory: pytest.TempPathFactory) -> Guest:
    return Guest(browser, tmp_path_factory.mktemp("pictures")).open(host.url).until_ready()


@pytest.fixture
def settled(_settled: Guest, host: Host) -> Guest:
    """Someone at the page, which tests share: starting it is what takes time."""
    if _settled.browser.ask(ADDRESS) != host.url or _settled.page.get("engine") != "ready":
        _settled.open(host.url).until_ready()  # an earlier test has gone elsewhere
    return _settled
