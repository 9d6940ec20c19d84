"""A real PostgreSQL on loopback, in a folder of its own, gone after the tests.

It refuses to run as root; there it runs as `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.peers.ports import reserved_port

START_S = 60
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200")
"""The disk of a test may lose everything in a power cut; a killed server loses nothing by it."""


class Postgres:
    """A server that a test may stop, start, freeze and thaw.

    Args:
        binaries: The folder of `initdb` and `postgres`.
        folder: Where its data lies; the user it runs as owns it.
        user: Who runs it; None means whoever runs the tests.
        port: Where it listens, kept for it also while it is stopped.
    """

    def __init__(self, binaries: Path, folder: Path, user: str | None, port: int) -> None:
        self._binaries = binaries
        self._folder = folder
        self._user = user
        self._group = None if user is None else pwd.getpwnam(user).pw_gid
        self._process: subprocess.Popen[str] | None = None
        self._reader = threading.Thread()
        self._numbers = count(1)
        self.port = port

    def url(self, database: str) -> str:
        """Name a database as DATABASE_URL does."""
        return f"postgresql://coach@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database; give back its URL."""
        name = f"coach_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def create(self) -> None:
        """Lay out an empty cluster."""
        subprocess.run(
            [
                *(self._binaries / "initdb", "-D", self._folder / "cluster", "-U", "coach"),
                *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=self._folder,
            user=self._user,
            group=self._group,
            extra_groups=None if self._user is None else [],
        )

    def start(self) -> None:
        """Start, and wait until it listens."""
        settings = (*QUICK, "listen_addresses=127.0.0.1", f"port={self.port}")
        self._process = subprocess.Popen(
            [
                *(self._binaries / "postgres", "-D", self._folder / "cluster"),
                *("-k", self._folder),
                *(word for setting in settings for word in ("-c", setting)),
            ],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            cwd=self._folder,
            start_new_session=True,
            user=self._user,
            group=self._group,
            extra_groups=None if self._user is None else [],
        )
        said = self._process.stderr
        assert said
        with _alarm(self._process):
            while "ready to accept connections" not in (line := said.readline()):
                assert line, "PostgreSQL ended before it listened"
        self._reader = threading.Thread(target=said.read, daemon=True)
        self._reader.start()

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop at once, as in a crash; SIGINT stops in order."""
        if self._process is None:
            return
        self.thaw()
        self._process.send_signal(how)
        self._process.wait(START_S)
        self._reader.join(START_S)
        if self._process.stderr:
            self._process.stderr.close()
        self._process = None

    def freeze(self) -> None:
        """Let it listen, but answer nobody any more."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, what: signal.Signals) -> None:
        assert self._process
        parent = self._process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        for pid in (parent, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, what)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a server; skip the test where none is installed, and fail it there under `CI=true`."""
    binaries = _binaries()
    if binaries is None:
        reason = "PostgreSQL is not installed; on Debian: apt-get install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="coach-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        with reserved_port() as port:
            server = Postgres(binaries, folder, user, port)
            server.create()
            server.start()
            try:
                yield server
            finally:
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        homes.insert(0, Path(found).resolve().parent)
    return next((home for home in homes if (home / "postgres").exists()), None)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@contextmanager
def _alarm(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a server that never comes up."""
    timer = threading.Timer(START_S, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
