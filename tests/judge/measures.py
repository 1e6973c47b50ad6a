"""What is counted on labelled texts, for the tests that hold figures and for the table of ``make judge``.

The texts are in ../shared (not part of the project); `GIVE` need not exist.
"""

import csv
import json
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.hostility import Hostility
from pmsdesk.compliance.rules import all_rules
from pmsdesk.domain.account import Channel
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.language.length import weighted_length

GIVE = Path(__file__).parents[3] / "shared/data/compliance/give"
CHECKER = Checker.default()
HOSTILITY = Hostility.load()
TOPICS = {"R01", "R02", "R03", "R08", "R11"}
MADE = {rule.id for rule in all_rules()}
VOWEL_TRICKS = {"star", "vowelless"}
COUNTED_BEFORE_V3 = {"tt-WeightedTwee-12", "tt-WeightedTwee-14"}
"""Length cases written for the configuration before v3, in which an emoji sequence was not yet one."""

_ALLOWED = {"none": -1, "advise": 0, "approval": 1, "block": 2}


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    total: int

    @property
    def rate(self) -> float:
        return self.hits / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Recall:
    """Expected findings, those found with the severity wanted, and those whose span is the wanted one."""

    expected: int
    found: int
    exact: int


@cache
def cases(name: str) -> tuple[dict[str, Any], ...]:
    with (GIVE / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def texts(name: str) -> list[str]:
    return [case["text"] for case in cases(name)]


def check(text: str, channel: Channel = Channel.FACEBOOK) -> tuple[Finding, ...]:
    return CHECKER.check(text, channel).findings


def held(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stop a text from going out at once."""
    return [finding for finding in findings if finding.severity is not Severity.ADVISE]


def blocked(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.BLOCK]


def on_topic(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that a mere name must not cause."""
    return [finding for finding in findings if finding.rule in TOPICS]


def flagged(of: Iterable[str], kind: Callable[[Iterable[Finding]], list[Finding]]) -> list[tuple[str, list[Finding]]]:
    """The texts with findings of *kind*, and these."""
    return [(text, found) for text in of if (found := kind(check(text)))]


def wrongly_flagged() -> list[tuple[str, tuple[Finding, ...]]]:
    """The hard negatives with a finding they must not have, or a graver one than they may have."""
    wrong = []
    for case in cases("hard_cases"):
        if case["kind"] == "hard_negative":
            most = _ALLOWED[case["max_severity"] or "block"]
            found = check(case["text"], Channel.FACEBOOK if case["channel"] == "facebook" else Channel.X)
            if any(f.rule in case["must_not"] or f.severity.rank > most for f in found):
                wrong.append((case["text"], found))
    return wrong


def hard_negatives() -> int:
    return sum(case["kind"] == "hard_negative" for case in cases("hard_cases"))


def recall(rules: Iterable[str] | None = None) -> Recall:
    """Of the hard positives, for *rules* only (None for all that are labelled)."""
    wanted = None if rules is None else set(rules)
    expected = found = exact = 0
    for case in cases("hard_cases"):
        for want in case["expect"]:
            if wanted is None or want["rule"] in wanted:
                mine = [f for f in check(case["text"], Channel.X) if f.rule == want["rule"]]
                expected += 1
                found += any(f.severity.rank >= _ALLOWED[want["severity"]] for f in mine)
                exact += any(case["text"][f.start : f.end] == want["span"] for f in mine)
    return Recall(expected, found, exact)


def evasions() -> dict[str, Share]:
    """Of each trick, how many hidden words are held at their place."""
    total: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for case in cases("evasion_probe"):
        start, end = case["labels"]["span"]
        kind = case["labels"]["evasion"]
        total[kind] += 1
        caught[kind] += any(f.start < end and start < f.end for f in held(check(case["text"])))
    return {kind: Share(caught[kind], total[kind]) for kind in total}


def summed(shares: Iterable[Share]) -> Share:
    shares = tuple(shares)
    return Share(sum(s.hits for s in shares), sum(s.total for s in shares))


def road_codes() -> set[str]:
    codes = set()
    for name in ("my_highways_myse", "my_highways_mysjp"):
        with (GIVE / f"lexicons/{name}.csv").open(encoding="utf-8") as rows:
            codes |= {row[2] for row in csv.reader(rows, delimiter=";") if len(row) > 2 and row[2] != "Route"}
    return codes


def taken_for_personal_data(code: str) -> list[str]:
    """The sentences in which the road *code* is."""
    sentences = (
        f"Laluan {code} ditutup.",
        f"Lori terbalik di {code}.",
        f"Pemandu kereta di {code} diminta sabar.",
    )
    return [text for text in sentences if any(f.rule == "R08" for f in check(text))]


def personal_numbers(count: int = 50) -> Iterator[tuple[str, str]]:
    """Made-up identity card and mobile numbers in their usual spellings, each in a sentence: kind and text."""
    dice = random.Random(5)
    for _ in range(count):
        born = f"{dice.randrange(50, 100):02}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
        place, last = f"{dice.randrange(1, 17):02}", f"{dice.randrange(1, 10_000):04}"
        for written in (f"{born}-{place}-{last}", f"{born}{place}{last}", f"{born} {place} {last}"):
            yield "IC", f"No. kad pengenalan pengadu ialah {written}."
        prefix, head, tail = f"01{dice.choice('023456789')}", dice.randrange(200, 1000), dice.randrange(10_000)
        for written in (
            f"{prefix}-{head}{tail:04}",
            f"{prefix}-{head} {tail:04}",
            f"{prefix}{head}{tail:04}",
            f"+6{prefix}-{head}{tail:04}",
            f"6{prefix}{head}{tail:04}",
        ):
            yield "phone", f"Sila hubungi {written} segera."


def personal_numbers_found() -> dict[str, Share]:
    found: dict[str, list[bool]] = {}
    for kind, text in personal_numbers():
        found.setdefault(kind, []).append(any(f.rule == "R08" for f in blocked(check(text))))
    return {kind: Share(sum(hits), len(hits)) for kind, hits in found.items()}


def lengths_wrong() -> list[str]:
    """The ids of the published length cases that X would count otherwise."""
    return [
        case["id"]
        for case in cases("twitter_length_conformance")
        if weighted_length(case["text"], Channel.X) != case["labels"]["weightedLength"]
    ]


def auc(hostile: Sequence[float], harmless: Sequence[float]) -> float:
    """How often a hostile text scores above a harmless one; a draw counts half (Mann–Whitney)."""
    ranked = sorted(harmless)
    wins = sum(bisect_left(ranked, score) + bisect_right(ranked, score) for score in hostile)
    return wins / (2 * len(hostile) * len(ranked))


def hostility_auc(score: Callable[[str], float]) -> float:
    """`auc` of *score* on the Malay SGHateCheck."""
    gold: dict[str, list[float]] = {"hateful": [], "non-hateful": []}
    for case in cases("ms_sghatecheck"):
        gold[case["labels"]["gold"]].append(score(case["text"]))
    return auc(gold["hateful"], gold["non-hateful"])


def by_function(score: Callable[[str], float]) -> dict[str, tuple[float, int]]:
    """Mean of *score* and number of texts of each function of SGHateCheck (``…_h`` hateful, ``…_nh`` not)."""
    scores: dict[str, list[float]] = {}
    for case in cases("ms_sghatecheck"):
        scores.setdefault(case["labels"]["function"], []).append(score(case["text"]))
    return {name: (statistics.fmean(values), len(values)) for name, values in scores.items()}


def hostility(text: str) -> float:
    return HOSTILITY.judge(text).score


def gravity(text: str) -> float:
    """The gravest finding as a number: 0 for none, 1 for a block."""
    return max((f.severity.rank + 1 for f in check(text)), default=0) / 3


def p95(judge: Callable[[str], object], length: int = 280, count: int = 300) -> float:
    """Seconds of processor time that 95 of 100 texts of *length* code points do not exceed."""
    long = " ".join(texts("ms_bernama_headlines"))
    times = []
    for start in range(0, count * length, length):
        text = long[start : start + length]
        begun = time.process_time()
        judge(text)
        times.append(time.process_time() - begun)
    return statistics.quantiles(times, n=20)[-1]
