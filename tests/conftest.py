"""What all tests share: no network but loopback, and measured tables printed at the end."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.peers.postgres import Postgres, postgres

TABLES = "tables"

# Other tests run beside: an example of a property may take as long as the machine needs for it.
settings.register_profile("beside others", settings.default, deadline=None)
settings.load_profile("beside others")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that may take long: nobody ends a run with one of them alone."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every table that a test measured; they come with its report, from any process."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    for report in reports:
        if isinstance(report, pytest.TestReport) and report.when == "call":
            found = dict(report.user_properties).get(TABLES)
            for table in found if isinstance(found, list) else ():
                terminalreporter.write_line(f"\n{table}")


@pytest.fixture
def tables(record_property: Callable[[str, object], None]) -> list[str]:
    """Give the list of this test's tables, which are printed at the end of the run."""
    measured: list[str] = []
    record_property(TABLES, measured)
    return measured


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """Run a real PostgreSQL for all tests of this process that ask for one."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty database: once a file, once on a real server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/coach.db"
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.new_database()


@pytest.fixture(autouse=True)
def only_loopback() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        try:
            inside = ipaddress.ip_address(str(host)).is_loopback
        except ValueError:
            inside = host == "localhost"
        assert inside, f"a test tried to reach {host}"

    def guarded_connect(self: socket.socket, address: object) -> None:
        checked(address)
        connect(self, address)  # type: ignore[arg-type]  # passed through untouched

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        checked(address)
        return connect_ex(self, address)  # type: ignore[arg-type]  # passed through untouched

    socket.socket.connect = guarded_connect  # type: ignore[method-assign,assignment]  # the one seam all clients share
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign,assignment]  # the same
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]  # put back
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]  # put back
