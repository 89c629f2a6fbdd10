"""One place, many spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.checks.spellings import read_place
from editor_app.problem import format_path, parse_path

OPACITY = ("items", "a", "opacity")
LISTED = ("tracks", 0, "items", 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("$.items.a.opacity", OPACITY),
        ("items.a.opacity", OPACITY),
        ("/items/a/opacity", OPACITY),
        ("#/items/a/opacity", OPACITY),
        ('$.items["a"].opacity', OPACITY),
        ("items['a'].opacity", OPACITY),
        ("items[a].opacity", OPACITY),
        ("$['items']['a']['opacity']", OPACITY),
        ("editorState.items.a.opacity", OPACITY),
        ("$.editorState.items.a.opacity", OPACITY),
        ("body.editorState.items.a.opacity", OPACITY),
        ("/editorState/items/a/opacity", OPACITY),
        (" items.a.opacity ", OPACITY),
        ("tracks[0].items[1]", LISTED),
        ("tracks.0.items.1", LISTED),
        ("$.tracks[0].items[1]", LISTED),
        ("/tracks/0/items/1", LISTED),
        ("items.7.opacity.keyframes.2.timeTicks", ("items", "7", "opacity", "keyframes", 2, "timeTicks")),
        ("items[7]", ("items", "7")),
        ("/items/7", ("items", "7")),
        ("$.items.growth.data.rows[0].values.2024", ("items", "growth", "data", "rows", 0, "values", "2024")),
        ("/items/a~1b~0c", ("items", "a/b~c")),
        ("#/items/a%20b", ("items", "a b")),
        ('items["a \\"b\\""]', ("items", 'a "b"')),
        ("items['it\\'s \"it\"']", ("items", 'it\'s "it"')),
        ("$", ()),
        ("", ()),
        ("/", ()),
        ("#", ()),
        ("editorState", ()),
        ("compositionWidth", ("compositionWidth",)),
        ("$.transitions.x.toClipId", ("transitions", "x", "toClipId")),
        ("somewhere in the document", None),
        ("items..a", None),
        ("items.a.", None),
        ("items[", None),
        (".items", None),
        ("$items", None),
        ("#items", None),
        ('items["\\x"]', None),
        ("items/a", None),
    ],
)
def test_a_place_is_read_however_it_is_spelled(text: str, place: tuple[str | int, ...] | None) -> None:
    assert read_place(text) == place


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
own = st.one_of(
    st.tuples(st.just("items"), names, st.just("opacity"), st.just("keyframes"), st.integers(0, 99)),
    st.tuples(st.just("tracks"), st.integers(0, 9), st.just("items"), st.integers(0, 99)),
    st.tuples(st.just("transitions"), names),
)


@given(own)
def test_what_we_write_is_read_as_we_read_it(place: tuple[str | int, ...]) -> None:
    path = format_path(place)
    assert read_place(path) == parse_path(path) == place


@given(st.text(max_size=40))
def test_nothing_that_a_service_writes_does_harm(text: str) -> None:
    place = read_place(text)
    assert place is None or parse_path(format_path(place)) == place
