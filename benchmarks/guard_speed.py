"""How long one check takes for 600 characters, and how that compares with Presidio.

Run `python -m benchmarks.guard_speed` on an idle core. Presidio is measured on the same drafts when
`presidio-analyzer` and spaCy are importable, with a blank pipeline and without its network look-up.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bot.coaching import facts, guard
from bot.coaching.domain import Draft, Heard, Mood
from bot.coaching.memory import remembering

CASES = Path(__file__).parents[1] / "tests" / "cases"
DATA = Path(__file__).parents[1] / "training" / "data"
CHARS = 600
SPREAD = 100
BAR_MS = 3.0
HEARD = Heard(language="en", mood=Mood())


def written() -> dict[str, str]:
    """Read drafts of about 600 characters with the rewrites that people gave them."""
    found: dict[str, str] = {}
    for path in sorted(DATA.glob("t*.jsonl")):
        for case in map(json.loads, path.read_text().splitlines()):
            draft, rewrite = case["draft"], case.get("rewrite") or ""
            if abs(len(draft) - CHARS) <= SPREAD and rewrite not in ("", draft):
                found[draft] = rewrite
    return found


def joined() -> dict[str, str]:
    """Join short drafts and their good rewrites to 600 characters: a new fact in every sentence."""
    lines = (CASES / "guard_more.jsonl").read_text().splitlines()
    pool = [case for case in map(json.loads, lines) if case["accept"] and case["draft"].isascii()]
    found: dict[str, str] = {}
    for first in range(len(pool)):
        draft, answer = "", ""
        for case in (*pool[first:], *pool[:first]):
            if len(draft) >= CHARS:
                break
            draft = f"{draft}\n\n{case['draft']}".strip()
            answer = f"{answer}\n\n{case['answer']}".strip()
        found[draft[:CHARS]] = answer[:CHARS]
    return found


def cost_ms(work: Callable[[str], object], texts: list[str]) -> float:
    """Give the median cost of one text in milliseconds of one core, each text read cold."""
    costs: list[float] = []
    for text in texts * 3:
        begin = time.process_time()
        work(text)
        costs.append((time.process_time() - begin) * 1e3)
    return statistics.median(costs)


def check(text: str) -> object:
    """Check a text's own rewrite."""
    return guard.check(Draft(text=text), PAIRS[text], HEARD)


def again_ms(texts: list[str]) -> float:
    """Give the median cost of one more rewrite of a draft that a caller's memory already holds."""
    costs: list[float] = []
    for text in texts:
        with remembering():
            check(text)
            begin = time.process_time()
            guard.check(Draft(text=text), PAIRS[text].replace(" the ", " that "), HEARD)
            costs.append((time.process_time() - begin) * 1e3)
    return statistics.median(costs)


def presidio() -> Callable[[str], object] | str:
    """Give Presidio's analysis, or why there is none."""
    for module in ("presidio_analyzer", "spacy"):
        if importlib.util.find_spec(module) is None:
            return f"skipped: {module} is not installed"
    import spacy  # noqa: PLC0415 - optional, for this comparison alone
    import tldextract  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    # its e-mail recogniser would fetch a list of domains over the network
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    engine.nlp = {"en": spacy.blank("en")}
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return lambda text: analyzer.analyze(text, language="en")


def main() -> None:
    """Print both costs and their ratio."""
    texts, dense = list(WRITTEN), list(JOINED)
    ours, finding = cost_ms(check, texts), cost_ms(facts.find, texts)
    print(f"{len(texts)} drafts of {CHARS} ± {SPREAD} characters, median of 3 cold runs each")
    print(f"guard.check     {ours:6.2f} ms a check (bar {BAR_MS} ms)")
    print(f"  once more     {again_ms(texts):6.2f} ms for another rewrite of the same draft")
    print(f"  dense         {cost_ms(check, dense):6.2f} ms with a new fact in every sentence")
    print(f"facts.find      {finding:6.2f} ms a text")
    peer = presidio()
    if isinstance(peer, str):
        print(f"presidio        {peer}")
        return
    peer(texts[0])
    theirs = cost_ms(peer, texts)
    print(f"presidio blank  {theirs:6.2f} ms a text")
    print(f"ratio           facts.find {theirs / finding:.1f} times as fast as presidio")
    print(f"                guard.check takes {ours / theirs:.2f} of one presidio analysis")


WRITTEN, JOINED = written(), joined()
PAIRS = WRITTEN | JOINED

if __name__ == "__main__":
    main()
