"""``python -m tests.judge``: how well the check does on the labelled texts in ../shared, as a table."""

import statistics
import sys
from collections.abc import Iterator, Sized
from dataclasses import dataclass

from tests.judge import baselines
from tests.judge import measures as m
from tests.judge.baselines import Judge
from tests.judge.measures import Share

WHAT, FIGURE, TARGET = 54, 22, 14


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its target; `holds` None where there is no target."""

    what: str
    figure: str
    target: str = ""
    holds: bool | None = None


def main() -> int:
    if not m.GIVE.exists():
        _say("The labelled texts (../shared/data/compliance/give) are not here: nothing to judge.")
        return 0
    rows = []
    _say(_line("What", "Figure", "Target", ""))
    for row in _rows():
        rows.append(row)
        _say(_line(row.what, row.figure, row.target, {True: "holds", False: "MISSED", None: ""}[row.holds]))
    _say("", _line("Beside public baselines: the first 500 texts flagged; p95", "", "", ""))
    for name, judge in {"pmsdesk": lambda text: bool(m.held(m.check(text))), **baselines.here()}.items():
        _say(_line(name, *_beside(judge)))
    _say("", _line("Mean score of hostility by SGHateCheck function", "", "", ""))
    for name, (mean, count) in sorted(m.by_function(m.hostility).items(), key=lambda item: item[1], reverse=True):
        _say(_line(name, f"{mean:.3f}", f"of {count}", ""))
    _say("", f"{sum(row.holds is True for row in rows)} hold, {sum(row.holds is False for row in rows)} missed")
    return 0


def _rows() -> Iterator[Row]:
    headlines, places, news = (m.texts(f"ms_{name}") for name in ("bernama_headlines", "place_names", "sent_news"))
    yield _at_most("Headlines held (approval, block)", _of(m.flagged(headlines, m.held), headlines), 0.005)
    yield _at_most("Headlines blocked", _of(m.flagged(headlines, m.blocked), headlines), 0.0005)
    named = m.flagged(places, m.on_topic)
    yield _at_most("Place names flagged", _of(named, places), 0.001)
    yield _at_most("Place names blocked", _of([one for one in named if m.blocked(one[1])], places), 0)
    yield _at_most("News quotes held", _of(m.flagged(news, m.held), news), 0.01)
    wrong = m.wrongly_flagged()
    share = Share(len(wrong), m.hard_negatives())
    yield Row("Hard negatives with a forbidden flag", _told(share), "≤ 2", share.hits <= 2)
    yield Row("Hard negatives blocked", str(n := sum(bool(m.blocked(found)) for _, found in wrong)), "0", n == 0)
    for name, rules in (("all rules", None), (f"the {len(m.MADE)} rules made", m.MADE)):
        got = m.recall(rules)
        yield _at_least(f"Hard positives found, {name}", Share(got.found, got.expected), 0.85)
        yield _at_least(f"Hard positives with the exact span, {name}", Share(got.exact, got.expected), 0.75)
    tricks = m.evasions()
    yield _at_least("Evasions held", m.summed(tricks.values()), 0.93)
    without = (share for kind, share in tricks.items() if kind not in m.VOWEL_TRICKS)
    yield _at_least("Evasions held, without vowel tricks", m.summed(without), 0.99)
    for kind, found in m.personal_numbers_found().items():
        yield _at_least(f"{kind} numbers blocked (made up here)", found, 1)
    codes = m.road_codes()
    yield _at_most(
        "Road codes taken for personal data", _of([c for c in codes if m.taken_for_personal_data(c)], codes), 0
    )
    told_apart = m.hostility_auc(m.hostility)
    yield Row("SGHateCheck ms AUC, score of hostility", f"{told_apart:.3f}", "≥ 0.70", told_apart >= 0.7)
    yield Row("Headlines, mean score of hostility", f"{statistics.fmean(map(m.hostility, headlines)):.3f}")
    yield Row("SGHateCheck ms AUC, gravest finding as the score", f"{m.hostility_auc(m.gravity):.3f}")
    total, unlike = len(m.cases("twitter_length_conformance")), set(m.lengths_wrong())
    yield _at_least("X lengths as published", Share(total - len(unlike), total), 1)
    yield _at_least(
        "X lengths as published, v3 only",
        Share(total - len(unlike | m.COUNTED_BEFORE_V3), total - len(m.COUNTED_BEFORE_V3)),
        1,
    )
    slow = m.p95(m.check)
    yield Row("p95 of a check of 280 code points", f"{1000 * slow:.2f} ms", "≤ 5 ms", slow <= 0.005)


def _beside(judge: Judge) -> tuple[str, str, str]:
    """Headlines, place names and evasions that *judge* flags, and how long it takes; of 500 texts of each."""
    shares = []
    for name in ("ms_bernama_headlines", "ms_place_names", "evasion_probe"):
        some = m.texts(name)[:500]
        shares.append(f"{sum(map(judge, some)) / len(some):.1%}")
    return (
        f"headlines {shares[0]}",
        f"places {shares[1]}",
        f"evasions {shares[2]}  {1000 * m.p95(judge, count=50):.2f} ms",
    )


def _of(some: Sized, whole: Sized) -> Share:
    return Share(len(some), len(whole))


def _at_most(what: str, share: Share, most: float) -> Row:
    return Row(what, _told(share), f"≤ {most:.2%}", share.rate <= most)


def _at_least(what: str, share: Share, least: float) -> Row:
    return Row(what, _told(share), f"≥ {least:.0%}", share.rate >= least)


def _told(share: Share) -> str:
    return f"{share.hits}/{share.total} ({share.rate:.2%})"


def _line(what: str, figure: str, target: str, verdict: str) -> str:
    return f"{what:{WHAT}}{figure:{FIGURE}}{target:{TARGET}}{verdict}".rstrip()


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
