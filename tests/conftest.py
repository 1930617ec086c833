"""What all tests share: a data home and a database that are nobody's, and fixtures that start the real thing."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import hypothesis
import pytest
from django.conf import settings
from django.test import TestCase, TransactionTestCase
from playwright.sync_api import Browser, Page, sync_playwright

from tests.installations import Installation, installed
from tests.throwaway_postgresql import Server

if TYPE_CHECKING:
    from tests.offices import RunningOffice  # inline: needs Django set up

ROOT = Path(__file__).resolve().parents[1]
_USE_THE_DATABASE = {"db", "django_db_setup", "installation", "new_installation", "prepared", "example", "office"}
_EMPTY_THE_DATABASE = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_QUIET = "--disable-quic --disable-background-networking --disable-component-update --disable-sync --no-first-run"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Installing = Callable[..., Installation]
"""Gives a new installation: empty, or a copy of the one that is given."""

_KEPT = {"REGIODEAL_TEST_DATABASE", "REGIODEAL_SHARED"}

_home = Path(tempfile.mkdtemp(prefix="regiodeal-tests-"))
_numbers = count(1)


def _isolate() -> Server | None:
    """Point the settings at a home and a database of this run alone, before anything reads them."""
    if settings.configured:
        raise pytest.UsageError(
            "The settings were read before the tests could point them at a data home of their own: take "
            "DJANGO_SETTINGS_MODULE out of the environment and of the configuration of pytest."
        )
    wanted = os.environ.get("REGIODEAL_TEST_DATABASE", "sqlite")
    if wanted not in {"sqlite", "postgresql"}:
        raise pytest.UsageError(f"REGIODEAL_TEST_DATABASE is {wanted!r}; it can be sqlite or postgresql")
    for name in [name for name in os.environ if name.startswith("REGIODEAL_") and name not in _KEPT]:
        del os.environ[name]
    server = Server() if wanted == "postgresql" else None
    if server is not None:
        os.environ["REGIODEAL_DATABASE_URL"] = server.address("regiodeal")
    os.environ["REGIODEAL_HOME"] = str(_home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "regiodeal.config.settings"
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code of ours.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    return server


_server = _isolate()

# How fast a machine is, or fills its caches the first time, says nothing about the code.
hypothesis.settings.register_profile(
    "regiodeal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("regiodeal")


def pytest_configure(config: pytest.Config) -> None:
    """Name our markers, and start the server of this run where there is one."""
    config.addinivalue_line("markers", "database: touches the database, so it runs on SQLite and on PostgreSQL")
    config.addinivalue_line(
        "markers", "browser: drives a real Chromium; on SQLite alone, as screens do not know the database"
    )
    config.addinivalue_line("markers", "race: two people at once in two browsers, so on both databases")
    if _only_hands_out(config):
        del os.environ["DJANGO_SETTINGS_MODULE"]  # those who do the work begin as this process did
    elif _server is not None:
        _server.start()


def _only_hands_out(config: pytest.Config) -> bool:
    """Whether this process leaves all tests to others."""
    return config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if _server is not None:
        _server.stop()
    shutil.rmtree(_home, ignore_errors=True)


def pytest_report_header() -> str:
    """Say which database this run is about."""
    return f"database: {'PostgreSQL' if _server is not None else 'SQLite'}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it uses, and refuse those that would have to empty tables that cannot be emptied."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        cls = getattr(item, "cls", None) or object
        marker = item.get_closest_marker("django_db")
        empties = issubclass(cls, TransactionTestCase) and not issubclass(cls, TestCase)
        if empties or fixtures & _EMPTY_THE_DATABASE or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(
                f"{item.nodeid} needs its tables emptied afterwards, and append-only tables refuse that. "
                "Use the fixture `db`, or `installation` for several processes or real commits."
            )
        if marker or issubclass(cls, TestCase) or fixtures & _USE_THE_DATABASE:
            item.add_marker("database")
        if "chromium" in fixtures:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A server of this run alone goes with its databases, so nobody has to wait until one can be dropped."""
    return _server is not None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with public reference material (source documents, schemas of standards) beside the repository."""
    folder = Path(os.environ.get("REGIODEAL_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        absent = "the reference material is not there; REGIODEAL_SHARED names its folder"
        if os.environ.get("CI") == "true":
            pytest.fail(absent)
        pytest.skip(absent)
    return folder


@pytest.fixture(scope="session")
def schemas(shared: Path) -> Path:
    """The folder with the schemas and the linting rules of public standards."""
    return shared / "schemas"


@pytest.fixture(scope="module")
def new_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installing]:
    """Give installations: call it once for each, on the kind of database that this run is about.

    They are empty, or a copy of the one that is given.
    """
    with ExitStack() as stack:
        yield partial(_installation, stack, tmp_path_factory)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation in which nothing was done yet but making the tables, to copy."""
    with ExitStack() as stack:
        installation = _installation(stack, tmp_path_factory)
        installation.run("user", "list", check=False)
        yield installation


@pytest.fixture(scope="session")
def example(prepared: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The example deal with its demo accounts and its record, to copy."""
    with ExitStack() as stack:
        installation = _installation(stack, tmp_path_factory, prepared)
        installation.run("demo", "--build-only")
        installation.run("worker", "--once")  # the mail of the demo, which else each copy would write again
        shutil.rmtree(installation.home / "mail")
        yield installation


@pytest.fixture
def installation(new_installation: Installing, prepared: Installation) -> Installation:
    """An installation without a deal, for the real command line in processes of its own."""
    return new_installation(prepared)


@pytest.fixture(scope="module")
def office(new_installation: Installing, example: Installation) -> "Iterator[RunningOffice]":
    """The example deal with its demo accounts, served for the tests of one module."""
    from tests.offices import running_office  # inline: needs Django set up

    with running_office(new_installation(example)) as running:
        yield running


def _installation(stack: ExitStack, folders: pytest.TempPathFactory, like: Installation | None = None) -> Installation:
    folder = folders.mktemp("installation")
    return stack.enter_context(installed(folder, f"installation_{next(_numbers)}", _server, like=like))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser without a window."""
    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if found is None:
        pytest.fail("Chromium is not installed here; on Debian and Ubuntu: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", *_QUIET.split()]
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _windows_are_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test opens in the browser is closed after it, so that a hundred open windows slow down nobody."""
    browser: Browser | None = request.getfixturevalue("chromium") if "chromium" in request.fixturenames else None
    before = browser.contexts if browser else []
    yield
    for context in browser.contexts if browser else []:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """Give what axe finds wrong on a page; an empty list is what everybody wants."""
    return partial(_violations, (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))


def _violations(script: str, page: Page) -> list[dict[str, Any]]:
    page.evaluate(script)  # past the content security policy of the page, which would refuse a script tag
    found = page.evaluate("tags => axe.run({runOnly: tags})", _TAGS)
    assert found["passes"], "axe checked nothing on this page"
    return [
        {"rule": violation["id"], "help": violation["help"], "nodes": [node["html"] for node in violation["nodes"]]}
        for violation in found["violations"]
    ]
