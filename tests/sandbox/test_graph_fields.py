"""Graph's field expressions: what is written is what is read, and what is not one is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmsdesk.sandbox.graph_errors import GraphError
from pmsdesk.sandbox.graph_fields import Field, parse

names = st.sampled_from(["id", "from", "message", "parent", "comments", "created_time", "can_reply_privately"])
modifiers = st.dictionaries(st.sampled_from(["limit", "filter", "summary"]), st.sampled_from(["3", "stream", "true"]))
fields = st.recursive(
    st.builds(Field, names, modifiers, st.just(())),
    lambda inner: st.builds(Field, names, modifiers, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


def written(field: Field) -> str:
    extra = "".join(f".{name}({value})" for name, value in field.modifiers.items())
    inner = "{" + ",".join(map(written, field.inner)) + "}" if field.inner else ""
    return field.name + extra + inner


@settings(max_examples=50)
@given(st.lists(fields, min_size=1, max_size=4))
def test_what_is_written_is_read_back(asked: list[Field]) -> None:
    assert parse(",".join(map(written, asked))) == tuple(asked)


@pytest.mark.parametrize("expression", ["", ",id", "id,", "from{", "from{}", "from{id", "id}", "id;name", "a.limit(2"])
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(GraphError, match="Syntax error"):
        parse(expression)
