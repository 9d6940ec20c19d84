"""Ports on loopback for servers that must be told a number before they listen."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_port() -> Iterator[int]:
    """Keep a port for one server: on Linux, nobody who asks for any port is given it meanwhile.

    Other tests run beside us and take ports all the time. Until the server listens, and while it
    is away, whoever calls here is refused.

    Source: socket(7), notes on SO_REUSEADDR in Linux and elsewhere, read 2026-11-22.
    """
    with socket.socket() as keeper:
        # Linux lets sockets that both set this option, as servers do, share a port if one listens.
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        port = int(keeper.getsockname()[1])
        if sys.platform != "linux":
            keeper.close()
        yield port
