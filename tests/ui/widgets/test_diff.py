"""What a supervisor sees of an edit."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.ui.widgets.diff import Change, Piece, differences

WORDS = st.lists(
    st.sampled_from(["jalan", "itu", "rosak", "!!", "\n", "ditampal", ",", "esok", "🙏"]), max_size=12
).map(" ".join)


def test_a_replaced_phrase_is_one_removal_and_one_addition() -> None:
    pieces = differences(
        "Kontraktor Syarikat Maju Bina telah diberi amaran", "Kontraktor yang dilantik telah diberi amaran"
    )
    assert pieces == (
        Piece(Change.SAME, "Kontraktor "),
        Piece(Change.REMOVED, "Syarikat Maju Bina"),
        Piece(Change.ADDED, "yang dilantik"),
        Piece(Change.SAME, " telah diberi amaran"),
    )


def test_a_changed_full_stop_does_not_repaint_the_word_before_it() -> None:
    assert differences("kerja sambil lewa!!", "kerja sambil lewa.") == (
        Piece(Change.SAME, "kerja sambil lewa"),
        Piece(Change.REMOVED, "!!"),
        Piece(Change.ADDED, "."),
    )


def test_equal_texts_have_no_changes() -> None:
    assert differences("Terima kasih", "Terima kasih") == (Piece(Change.SAME, "Terima kasih"),)
    assert differences("", "") == ()


@given(old=WORDS | st.text(max_size=40), new=WORDS | st.text(max_size=40))
def test_both_texts_can_be_read_back_from_the_pieces(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == old
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == new


@given(old=WORDS, new=WORDS)
def test_neighbours_differ_in_kind_and_none_is_empty(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert all(p.text for p in pieces)
    assert all(a.change is not b.change for a, b in pairwise(pieces))
