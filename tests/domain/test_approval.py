"""The four-eyes rule: a supervisor who wrote nothing of it decides on exactly the newest text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.approval import require_four_eyes
from pmsdesk.domain.errors import NotAllowed, OwnReply, TextChanged
from pmsdesk.domain.reply import Reply, ReplyState, Version, fingerprint
from pmsdesk.domain.staff import Role, Staff

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PEOPLE = ("aina", "badrul", "chong", "devi")


def reply_by(*authors: str) -> Reply:
    versions = tuple(
        Version(
            id=f"v{number}",
            reply_id="r1",
            number=number,
            author_id=author,
            text=f"Jawapan {number}",
            media=(),
            account_id="x-kkr",
            target="1001",
            sha=fingerprint(f"Jawapan {number}", (), "x-kkr", "1001"),
            findings=(),
            lexicon="2026-11",
            created_at=NOW,
        )
        for number, author in enumerate(authors, 1)
    )
    return Reply("r1", "c1", "x-kkr", "1001", ReplyState.PENDING, versions)


@given(
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5),
    st.sampled_from(PEOPLE),
    st.sampled_from(Role),
    st.booleans(),
)
def test_only_an_active_supervisor_who_wrote_no_version_may_decide(
    authors: list[str], approver: str, role: Role, active: bool
) -> None:
    reply = reply_by(*authors)
    staff = Staff(approver, approver, approver.title(), role, active)
    if role is not Role.SUPERVISOR or not active:
        with pytest.raises(NotAllowed):
            require_four_eyes(staff, reply, reply.head.sha)
    elif approver in authors:
        with pytest.raises(OwnReply):
            require_four_eyes(staff, reply, reply.head.sha)
    else:
        require_four_eyes(staff, reply, reply.head.sha)


def test_an_older_version_that_was_on_the_screen_is_not_what_gets_approved() -> None:
    reply = reply_by("aina", "badrul")
    with pytest.raises(TextChanged):
        require_four_eyes(Staff("chong", "chong", "Chong", Role.SUPERVISOR), reply, reply.versions[0].sha)
