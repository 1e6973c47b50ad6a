"""The citizens' texts of resources/sandbox with what a person says each of them is (sandbox_labels.csv).

Each was read by one annotator with the account it was sent to, before any reading by the program was seen.
`jurisdiction` is what an officer who knows the roads would say; ``unclear`` where the text does not tell. `urgent`
says that somebody must go at once: a road blocked or giving way, a danger in the lane, work that may kill.

Half of the texts are for tuning, half for measuring, by the last bit of their hash. The mistakes of the measuring half
are not to be looked at when words or rules are changed. Whoever wrote the words had read both halves to label them, so
the figures flatter; texts of a live account, labelled by an officer, would be the honest measure.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pmsdesk.data_files import resource_folder
from pmsdesk.domain.account import Account
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.routing.registry import load_accounts

FILES = ("posts", "x_kkr", "x_agencies", "x_states", "facebook", "later")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text, the account it reached, and the right answers. `measuring` tells its half."""

    text: str
    account: Account | None
    kind: Kind
    jurisdiction: Jurisdiction
    urgent: bool
    measuring: bool


def text_hash(text: str) -> str:
    """How sandbox_labels.csv names *text*."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def labelled_texts() -> Iterator[Labelled]:
    """Every citizen's text of the sandbox, once. Raises `KeyError` for one that has no label."""
    with Path(__file__).with_name("sandbox_labels.csv").open(encoding="utf-8", newline="") as lines:
        labels = {row["text"]: row for row in csv.DictReader(lines)}
    for text, account in citizens_texts().items():
        key = text_hash(text)
        label = labels[key]
        yield Labelled(
            text,
            account,
            Kind(label["kind"]),
            Jurisdiction(label["jurisdiction"]),
            label["urgent"] == "1",
            int(key, 16) % 2 == 1,
        )


def citizens_texts() -> dict[str, Account | None]:
    """Each text with the account it reached: the page, the one it mentions, or the one whose post it stands under."""
    by_handle = {account.handle: account for account in load_accounts() if account.handle}
    pages = {
        account["handle"]: next(a for a in load_accounts() if a.channel == "facebook" and a.agency == agency)
        for account, agency in zip(_read("accounts")["facebook"], ("kkr", "jkr", "llm", "cidb"), strict=True)
    }
    accounts = {**by_handle, **pages}
    reached: dict[str, Account | None] = {}
    texts: dict[str, Account | None] = {}
    for item in (item for name in FILES for item in _read(name)):
        by = item["by"].removeprefix("@")
        account = accounts.get(by) if item["by"].startswith("@") else _account_of(item, accounts, reached)
        if "key" in item:
            reached[item["key"]] = account
        if not item["by"].startswith("@"):
            texts[item["text"]] = account
    return texts


def _account_of(
    item: dict[str, Any], accounts: dict[str, Account], reached: dict[str, Account | None]
) -> Account | None:
    named = [word.removeprefix("@") for word in item["text"].split() if word.startswith("@")]
    for handle in (item.get("page", ""), *named):
        if handle in accounts:
            return accounts[handle]
    return reached.get(item.get("under", item.get("quotes", "")))


def _read(name: str) -> Any:
    return yaml.safe_load((resource_folder() / "sandbox" / f"{name}.yaml").read_text("utf-8"))
