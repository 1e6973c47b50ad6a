"""Slots of canned replies are filled from what is known and stay open otherwise."""

from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.canned import fill, open_slots

G6 = "Terima kasih. Aduan {{sapaan}} telah didaftarkan (no. aduan {{ no_aduan }})."


def test_an_unknown_or_empty_value_leaves_its_slot_open() -> None:
    half = fill(G6, {"sapaan": "puan", "no_aduan": ""})
    assert half == "Terima kasih. Aduan puan telah didaftarkan (no. aduan {{ no_aduan }})."
    assert [name for name, _, _ in open_slots(half)] == ["no_aduan"]


def test_open_slots_tell_where_they_stand_in_code_points() -> None:
    text = "👍🏽 " + G6
    assert [text[start:end] for _, start, end in open_slots(text)] == ["{{sapaan}}", "{{ no_aduan }}"]


@given(st.dictionaries(st.sampled_from(["sapaan", "no_aduan"]), st.text(max_size=20)))
def test_a_value_is_put_in_as_it_is_and_never_read_as_a_slot_itself(values: dict[str, str]) -> None:
    filled = fill(G6, values)
    assert all(value in filled for value in values.values())
