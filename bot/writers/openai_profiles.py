"""Which parameters which host takes, and which of them this host turned down.

Servers that speak chat completions differ in what they accept beside `model`, `messages` and
`stream`. Only what a profile lists is ever sent; what a server refuses by name is left out from
then on. No SDK and no network here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

Rung = Literal["json_schema", "json_object", "sections"]
RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "sections")

# Every field required, no pattern and no reference: llama.cpp drops a whole grammar on one
# part it does not know, and OpenAI's strict mode asks for the same.
# Source: llama.cpp issue 19051; OpenAI, Structured model outputs. Read 2026-11-21.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "rewrite": {"type": "string"},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"principle": {"type": "string"}, "quote": {"type": "string"}},
                "required": ["principle", "quote"],
                "additionalProperties": False,
            },
        },
        "questions": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["rewrite", "findings", "questions"],
    "additionalProperties": False,
}

_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one host takes.

    Args:
        length: The name of the field that bounds an answer's tokens.
        rung: The strictest form of answer it is known to obey.
        extras: Further parameters, by name, each optional on that host.
    """

    length: str = "max_tokens"
    rung: Rung = "json_schema"
    extras: Mapping[str, Any] = field(default_factory=dict)


_OPENAI = Profile(
    length="max_completion_tokens",
    extras={"reasoning_effort": "none", "store": False, "prompt_cache_key": "umbrella-coach"},
)
_NO_SCHEMA = Profile(rung="json_object")
_ROUTED = Profile(extras={"extra_body": {"provider": {"require_parameters": True}}})

# Source: each host's own reference and issue tracker, read 2026-11-21. A host that is not listed
# gets the plainest profile.
_BY_HOST: tuple[tuple[str, Profile], ...] = (
    ("api.openai.com", _OPENAI),
    (".openai.azure.com", _OPENAI),
    ("openrouter.ai", _ROUTED),
    ("api.deepseek.com", _NO_SCHEMA),
    ("api.moonshot.ai", _NO_SCHEMA),
    ("api.moonshot.cn", _NO_SCHEMA),
    ("api.z.ai", _NO_SCHEMA),
    ("ollama.com", Profile(rung="sections")),
)


def profile_of(base_url: str, model: str) -> Profile:
    """Pick the profile for a server and a model.

    Args:
        base_url: `OPENAI_BASE_URL`.
        model: `OPENAI_MODEL`.
    """
    host = (urlsplit(base_url).hostname or "").lower()
    if host in _LOCAL and model.endswith("-cloud"):
        return Profile(rung="sections")  # Ollama passes these on and then ignores the schema
    for name, profile in _BY_HOST:
        if host == name.lstrip(".") or host.endswith(name if name[0] == "." else "." + name):
            return profile
    return Profile()


class Dialect:
    """What one server and model understand, learned as we go.

    Args:
        profile: Where to begin.
        model: Sent with every request.
    """

    def __init__(self, profile: Profile, model: str) -> None:
        self._model = model
        self._length: str | None = profile.length
        self._extras = dict(profile.extras)
        self._rung = RUNGS.index(profile.rung)
        self._renamed = False

    @property
    def rung(self) -> Rung:
        """The form of answer asked for at present."""
        return RUNGS[self._rung]

    def parameters(self, *, max_tokens: int) -> dict[str, Any]:
        """Everything to send beside the messages.

        Args:
            max_tokens: The bound of the answer, thinking included, in tokens.
        """
        found: dict[str, Any] = {"model": self._model, "stream": False, **self._extras}
        if self._length:
            found[self._length] = max_tokens
        if self.rung == "json_schema":
            schema = {"name": "kinder_version", "strict": True, "schema": SCHEMA}
            found["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.rung == "json_object":
            found["response_format"] = {"type": "json_object"}
        return found

    def step_down(self) -> bool:
        """Ask for a looser form of answer from now on; False when there is none."""
        if self._rung + 1 >= len(RUNGS):
            return False
        self._rung += 1
        return True

    def give_up(self, body: object) -> bool:
        """Leave out, once and for all, a parameter that a refusal names.

        Args:
            body: The body of a 400 or 422 as JSON values.

        Returns:
            True when the next request will differ, so that asking again makes sense.
        """
        named = list(_named(body))
        for name in (self._length, *self._extras):
            if name and any(_names(text, name) for text in named):
                return self._drop(name)
        if any(_names(text, name) for text in named for name in _FORM_NAMES):
            return self.step_down()
        return False

    def _drop(self, name: str) -> bool:
        if name != self._length:
            if self._extras.pop(name) == "none":
                self._extras[name] = "low"  # older thinking models cannot be kept from thinking
            return True
        others = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
        self._length = None if self._renamed else others[name]
        self._renamed = True
        return True


_FORM_NAMES = ("response_format", "json_schema", "json_object", "schema", "grammar")


def _named(body: object, *, key: str = "") -> Iterator[str]:
    """Yield the strings of a refusal that may name a parameter, never what it echoes of us."""
    if isinstance(body, Mapping):
        for name, value in body.items():
            if name != "input":
                yield from _named(value, key=str(name))
    elif isinstance(body, list):
        for value in body:
            yield from _named(value, key=key)
    elif isinstance(body, str):
        yield f"'{body}'" if key in ("param", "loc") else body


def _names(text: str, name: str) -> bool:
    if name == "extra_body":
        name = "provider"
    if "_" in name:
        return re.search(rf"(?<![a-z_]){name}(?![a-z_])", text) is not None
    # A short word such as "store" also occurs in plain sentences.
    return re.search(rf"['\"`]{name}['\"`]|: {name}\b", text) is not None
