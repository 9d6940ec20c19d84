"""Discord's own OpenAPI file as a judge of what went over the wire, written by neither side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]  # the same
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.peers.discord_rest import Exchange
from tests.peers.discord_world import Json

_HERE = "urn:discord"
_JSON = "application/json"


class Spec:
    """Judges exchanges.

    Args:
        path: Where Discord's `openapi.json` lies.
    """

    def __init__(self, path: Path) -> None:
        self._doc: Json = json.loads(path.read_text())
        resource = DRAFT202012.create_resource(self._doc)
        self._registry: Registry[Any] = Registry().with_resource(_HERE, resource)
        self._operations: list[tuple[str, re.Pattern[str], Json]] = []
        # A path with fewer blanks is the more exact one, such as @me beside {user_id}.
        for template, item in sorted(self._doc["paths"].items(), key=lambda one: one[0].count("{")):
            pattern = re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template)))
            self._operations += [(key.upper(), pattern, item[key]) for key in item]

    def problems(self, exchange: Exchange) -> list[str]:
        """List what Discord's file has against an exchange; refused calls are not looked into."""
        call = exchange.call
        operation = self._operation(call.method, call.path)
        if operation is None:
            return [f"{call.method} {call.path}: no such operation"]
        if exchange.status >= 400 or not exchange.status:
            return []
        asked = operation.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("schema")
        found = [f"asked {one}" for one in self._against(asked, call.body)] if call.body else []
        answered = operation["responses"].get(str(exchange.status))
        if answered is None:
            return [*found, f"{call.method} {call.path}: no status {exchange.status}"]
        schema = answered.get("content", {}).get(_JSON, {}).get("schema")
        return [*found, *(f"answered {one}" for one in self._against(schema, exchange.answer))]

    def _operation(self, method: str, path: str) -> Json | None:
        for verb, pattern, operation in self._operations:
            if verb == method and pattern.fullmatch(path):
                return operation
        return None

    def _against(self, schema: object, value: object) -> Iterable[str]:
        if schema is None:
            return
        here = json.loads(json.dumps(schema).replace('"#/', f'"{_HERE}#/'))
        for error in Draft202012Validator(here, registry=self._registry).iter_errors(value):
            deepest = max(_leaves(error), key=lambda leaf: len(leaf.absolute_path))
            place = "/".join(str(part) for part in deepest.absolute_path)
            yield f"{place}: {deepest.message[:160]}"


def _leaves(error: ValidationError) -> list[ValidationError]:
    inner = [leaf for one in error.context or () for leaf in _leaves(one)]
    return inner or [error]
