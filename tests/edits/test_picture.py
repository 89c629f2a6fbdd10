"""The pictures themselves: what is read is drawn the same, and is a document without problems."""

from __future__ import annotations

import pytest

from editor_app.checks import check
from tests.edits.picture import is_readable, state_of, text_of

PICTURES = (
    "V1: A[0-4] B[4-6] | V2: C[1-3]",
    "V1: A[0-4]~2~B[4-6]",
    "V1: A:video[0-4 src=2 rate=2 link=g] | A1: a:audio[0-4 src=2 rate=2 link=g]",
    "V1: c:captions[1-5 off=1] t:text[5-6] i:image[6-7] g:gif[7-8]",
    "V1: l:lottie[8-9] e:effect[9-10] f:filter[10-11]",
    "V1: | V2: A[0-1]",
)


@pytest.mark.parametrize("dialect", ["newer", "seed"])
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_drawn_as_it_was_read(picture: str, dialect: str) -> None:
    state = state_of(picture, dialect=dialect)
    assert text_of(state) == picture
    assert is_readable(state)
    assert not [problem for problem in check(state) if problem.severity == "error"]
