"""docs/operate.md names every metric there is, and its alert rules can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.desk.watch import Watch
from bot.store import FeedbackCount

DOC = (Path(__file__).parents[2] / "docs" / "operate.md").read_text()
BLOCK = re.search(r"```yaml\n(.*?)```", DOC, re.DOTALL)
TOKEN = re.compile(
    r"""\s*(?:
      (?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?P<number>\d+(?:\.\d+)?(?:e\d+)?)(?![a-z])
      |(?P<range>\[\d+(?:s|m|h|d)\])|(?P<labels>\{[^{}]*\})|(?P<bracket>[()])
      |(?P<sign>==|!=|<=|>=|[<>*/+,-])
    )""",
    re.VERBOSE,
)
LABELS = re.compile(r'\{[a-z_]+(?:=|=~|!=|!~)"[^"]*"(?:,[a-z_]+(?:=|=~|!=|!~)"[^"]*")*\}')
WORDS = {"sum", "max", "min", "rate", "increase", "histogram_quantile", "by", "le"}


def metrics() -> dict[str, set[str]]:
    """Give every series of ours by name, with its labels."""
    watch = Watch(price_in=1.0, price_out=1.0)
    watch.taken("slack", "dm")
    watch.finished("slack", "dm", "answered", 1.0)
    watch.coached("slack", "dm", 1.0)
    watch.draft_coached("offline", findings=1, tries=0)
    watch.rewrite_refused("offline", ["not-kinder"])
    watch.llm_asked("ok", 1.0, tokens_in=1, tokens_out=1)
    watch.stands(None)
    watch.voted([FeedbackCount(platform="slack", writer="offline", useful=1, not_useful=0)])
    return {
        sample.name: set(sample.labels)
        for family in text_string_to_metric_families(watch.page().decode())
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def rules() -> list[dict[str, Any]]:
    """Read the rules."""
    assert BLOCK
    found: list[dict[str, Any]] = yaml.safe_load(BLOCK[1])["groups"][0]["rules"]
    return found


def test_the_table_names_every_metric_with_its_labels() -> None:
    """And none that does not exist."""
    rows = re.findall(r"^\| `(coach_\w+)` \|([^|]*)\|", DOC, re.MULTILINE)
    told = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows}
    there = {
        re.sub(r"_(bucket|count|sum)$", "", name): labels - {"le"}
        for name, labels in metrics().items()
        if name.startswith("coach_")
    }

    assert told == there


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule["alert"]))
def test_an_alert_rule_can_be_read_and_asks_for_what_there_is(rule: dict[str, Any]) -> None:
    """Its form, its brackets, its metrics and their labels."""
    assert set(rule) <= {"alert", "expr", "for", "annotations"}
    assert re.fullmatch(r"Coach[A-Za-z]+", rule["alert"])
    assert re.fullmatch(r"\d+[smhd]", rule.get("for", "1m"))
    assert rule["annotations"]["summary"].endswith(".")
    expression: str = rule["expr"]
    there, depth, at, last = metrics() | {"up": {"job"}}, 0, 0, ""
    while at < len(expression):
        token = TOKEN.match(expression, at)
        assert token, f"cannot read {expression[at:]!r}"
        at = token.end()
        if token["name"] and token["name"] not in WORDS:
            last = token["name"]
            assert last in there, f"there is no {last}"
        if token["labels"]:
            assert LABELS.fullmatch(token["labels"])
            named = set(re.findall(r"[{,]([a-z_]+)[=!]", token["labels"]))
            assert named <= there[last] | {"job"}, f"{last} has no label {named}"
        depth += {"(": 1, ")": -1}.get(token["bracket"] or "", 0)
        assert depth >= 0
    assert depth == 0
