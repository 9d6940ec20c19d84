"""Imports point one way, and the core touches nothing outside."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
RANKS = {
    "coaching": 0,
    "domain": 0,
    "errors": 0,
    "desk.job": 1,
    "ports": 1,
    "watching": 1,
    "votes": 1,
    "shards": 1,
    "config": 1,
    "log": 1,
    "coach": 2,
    "store": 2,
    "writers": 2,
    "desk": 3,
    "lines": 3,
    "process": 1,
    "tip_times": 3,
    "broadcast": 3,
    "platforms": 4,
    "app": 5,
    "cli": 6,
    "__main__": 7,
}
READERS = {
    "principles.py",
    "principle_file.py",
    "principle_toml.py",
    "wordings.py",
    "prose.py",
    "ear.py",
}
OUTSIDE = {"asyncio", "datetime", "io", "logging", "os", "random", "secrets", "socket", "time"}


def imports(path: Path) -> list[str]:
    """List every module that a file imports."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def room(module: str) -> str:
    """Name the room of a module of ours; the desk's one shape stands in a room of its own."""
    parts = module.split(".")
    if parts[1:3] == ["desk", "job"]:
        return "desk.job"
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize(
    "path", sorted(BOT.rglob("*.py")), ids=lambda path: str(path.relative_to(BOT))
)
def test_imports_point_inwards(path: Path) -> None:
    """Coaching <- coach, ports, writers, store, desk, broadcast <- platforms <- app <- cli."""
    inside = path.relative_to(BOT)
    own = room("bot." + ".".join(inside.with_suffix("").parts))
    for module in imports(path):
        if module.startswith("bot.") and room(module) in RANKS:
            assert RANKS[room(module)] <= RANKS.get(own, 9), f"{inside} imports {module}"
            if own == "platforms" and room(module) == "platforms" and len(inside.parts) > 2:
                assert module.split(".")[2] == inside.parts[1], f"{inside} sees {module}"


@pytest.mark.parametrize(
    "path", sorted((BOT / "coaching").rglob("*.py")), ids=lambda path: path.name
)
def test_the_core_has_no_way_out(path: Path) -> None:
    """No SDK, network, environment, clock or random; the loaders alone read files."""
    outside = {module.split(".")[0] for module in imports(path)} & OUTSIDE
    outside -= {"datetime"} if path.name == "tips.py" else set()

    assert not outside
    if path.name not in READERS:
        assert "pathlib" not in imports(path)


def test_only_one_file_names_each_sdk() -> None:
    """Third-party types stop at the adapter's edge."""
    homes: dict[str, str | tuple[str, ...]] = {
        "slack_bolt": "platforms/slack",
        "slack_sdk": "platforms/slack",
        "discord": "platforms/discord",
        "openai": "writers",
        "tenacity": "writers",
        "sqlalchemy": ("store", "desk/engine"),
        "dbos": "desk/engine",
        "alembic": "store",
        "cryptography": "store",
        "prometheus_client": "desk/watch",
        "click": "cli",
    }
    for path in BOT.rglob("*.py"):
        for module in imports(path):
            home = homes.get(module.split(".")[0])
            where = str(path.relative_to(BOT))
            assert home is None or where.startswith(home), f"{where} imports {module}"
