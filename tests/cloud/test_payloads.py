"""The bodies of calls."""

from __future__ import annotations

import copy
import json
import math
from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.cloud.indream import ValidationError, payloads
from editor_app.cloud.indream.models import Asset
from editor_app.record import json_bytes
from editor_app.state import payload, read
from tests.cloud import official
from tests.cloud.samples import ASSET
from tests.documents import RICH, Damaged, damaged, document, solid

STATE = document(solid("a"))
# Its template has an id that only the seed's schema takes.
SEED = copy.deepcopy(RICH["seed"])
for _item in SEED["items"].values():
    if _item["type"] == "text-template":
        _item["templateId"] = "6f1c2b8e-0b1d-4c56-9a39-1f2e3d4c5b6a"


def sent(request: dict[str, Any], *uploads: Asset, check: bool = True) -> Any:
    """Give what a request becomes."""
    return json.loads(payloads.state_body(request, uploads, check=check))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=3), JSON, max_size=3))
def test_a_body_that_is_written_piece_by_piece_is_the_same(value: dict[str, Any]) -> None:
    assert payloads.body(value) == json_bytes(value)


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_the_editors_own_value_is_sent_as_its_json_is(dialect: str) -> None:
    state = read(RICH[dialect])[0]
    assert sent({"editorState": state}) == sent({"editorState": RICH[dialect]})


@pytest.mark.parametrize("document_", [RICH["newer"], SEED], ids=["newer", "seed"])
def test_a_document_is_sent_in_the_form_of_both_eras(document_: dict[str, Any]) -> None:
    body = sent({"editorState": document_})
    assert body["stateSchemaVersion"] == "v1"
    assert body["editorState"] == payload(read(document_)[0])


def test_a_document_that_only_the_seeds_era_takes_is_sent_as_it_is() -> None:
    assert sent({"editorState": RICH["seed"]}) == {"editorState": RICH["seed"]}
    assert sent({"editorState": read(RICH["seed"])[0], "stateVersion": "v1"}) == {
        "editorState": RICH["seed"],
        "stateVersion": "v1",
    }


@pytest.mark.parametrize("version", official.VERSIONS)
def test_what_is_sent_passes_the_schema_of_either_era(version: str) -> None:
    seed = {**SEED, "brandRuntime": None}
    schema = official.package(version) / "schemas" / "editor-state.v1.schema.json"
    validator = jsonschema_rs.Draft7Validator(json.loads(schema.read_text("utf-8")))
    body = sent({"editorState": seed})["editorState"]
    assert [error.message for error in validator.iter_errors(body)] == []


def test_the_callers_document_stays_as_it_is() -> None:
    before = copy.deepcopy(RICH["seed"])
    payloads.state_body({"editorState": RICH["seed"]})
    assert RICH["seed"] == before


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({}, (None, "v1")),
        ({"stateVersion": "v1"}, ("v1", "v1")),
        ({"stateVersion": "2026-01", "stateSchemaVersion": "v2"}, ("2026-01", "v2")),
    ],
)
def test_versions_pass_through(request_: dict[str, Any], expected: tuple[str | None, str]) -> None:
    body = sent({"editorState": STATE, **request_})
    assert (body.get("stateVersion"), body["stateSchemaVersion"]) == expected


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({}, "$"),
        ({"editorState": None}, "$"),
        ({"editorState": []}, "$"),
        ({"editorState": {**STATE, "stateSchemaVersion": "v2"}}, "$.stateSchemaVersion"),
    ],
)
def test_what_is_no_document_is_refused_or_left_to_the_service(request_: dict[str, Any], path: str) -> None:
    with pytest.raises(ValidationError) as caught:
        payloads.state_body(request_)
    assert caught.value.errors[0].path == path
    body = sent(request_, check=False)
    assert body.get("editorState", ()) == request_.get("editorState", ())


@pytest.mark.parametrize("odd", [math.nan, math.inf, object(), datetime.now(UTC).tzinfo])
def test_what_json_cannot_say_is_refused(odd: Any) -> None:
    with pytest.raises(ValidationError, match="payload"):
        payloads.body({"scale": odd})


def test_texts_may_say_nan() -> None:
    assert json.loads(payloads.body({"title": "NaN and Infinity \ud800"})) == {
        "title": "NaN and Infinity \ud800"
    }


@given(damaged())
def test_damage_is_refused_here_and_told_to_the_service_on_demand(case: Damaged) -> None:
    problems = read(case.value)[1]
    errors = [found for found in problems if found.severity == "error"]
    body = sent({"editorState": case.value}, check=False)
    assert set(body["editorState"]) >= set(case.value)
    if errors:
        with pytest.raises(ValidationError) as caught:
            payloads.state_body({"editorState": case.value})
        assert list(caught.value.errors) == errors
    else:
        assert sent({"editorState": case.value}) == body


def upload(**changes: Any) -> Asset:
    """Make a reply to an upload."""
    return Asset.model_validate(ASSET | changes)


def with_asset(**record: Any) -> dict[str, Any]:
    """Make a document that holds one asset record, named hero."""
    return {**STATE, "assets": {"hero": record}}


PLACE = {"remoteUrl": ASSET["fileUrl"], "remoteKey": ASSET["fileKey"]}


def test_the_seeds_bare_record_is_completed_from_the_upload() -> None:
    document_ = with_asset(type="image", **PLACE)
    body = sent({"editorState": document_}, upload())
    assert body["editorState"]["assets"]["hero"] == {
        "type": "image",
        **PLACE,
        "id": "hero",
        "filename": "hero.png",
        "size": 4,
        "mimeType": "image/png",
        "width": 640,
        "height": 480,
    }
    assert document_["assets"]["hero"] == {"type": "image", **PLACE}


@pytest.mark.parametrize(
    ("record", "changes", "missing"),
    [
        ({"type": "image", **PLACE}, {"width": None}, ["width"]),
        ({"type": "image", "remoteKey": ASSET["fileKey"]}, {}, []),
        ({"type": "image", "remoteUrl": ASSET["fileUrl"]}, {}, []),
        ({"type": "audio", **PLACE}, {"duration": 12.5}, []),
        ({"type": "audio", **PLACE}, {}, ["durationInSeconds"]),
        ({"type": "video", **PLACE}, {"duration": 3}, ["hasAudioTrack"]),
        ({"type": "video", "hasAudioTrack": True, **PLACE}, {"duration": 3}, []),
        ({"type": "gif", **PLACE}, {"duration": 3}, ["loopBehavior"]),
        ({"type": "caption", **PLACE}, {}, ["captions", "timingGranularity"]),
        ({"type": "image", "remoteUrl": "https://else/x", "remoteKey": ASSET["fileKey"]}, {}, "all"),
        ({"type": "image", "remoteUrl": ASSET["fileUrl"], "remoteKey": "another"}, {}, "all"),
        ({"type": "image", "remoteKey": 5}, {}, "all"),
        ({"type": "image"}, {}, "all"),
    ],
)
def test_what_no_upload_knows_is_named(
    record: dict[str, Any], changes: dict[str, Any], missing: list[str] | str
) -> None:
    request = {"editorState": with_asset(**record)}
    if missing == []:
        assert sent(request, upload(**changes))["editorState"]["assets"]["hero"]["id"] == "hero"
        return
    with pytest.raises(ValidationError) as caught:
        payloads.state_body(request, [upload(**changes)])
    named = [found.path.rpartition(".")[2] for found in caught.value.errors]
    if missing == "all":
        assert {"id", "filename", "size", "mimeType", "width", "height"} <= set(named)
    else:
        assert named == missing
        assert f"{missing[0]} is missing." in str(caught.value)


def test_what_a_record_states_stays() -> None:
    body = sent({"editorState": with_asset(type="image", filename="mine.png", width=10, **PLACE)}, upload())
    hero = body["editorState"]["assets"]["hero"]
    assert (hero["filename"], hero["width"], hero["height"]) == ("mine.png", 10, 480)


@pytest.mark.parametrize("assets", [None, [], 5, {"a": None, "b": 5, "c": {"type": 5, **PLACE}}])
def test_odd_asset_maps_are_left_to_the_checks(assets: Any) -> None:
    odd = {**STATE, "assets": assets}
    assert sent({"editorState": odd}, upload(), check=False)["editorState"]["assets"] == assets
    with pytest.raises(ValidationError):
        payloads.state_body({"editorState": odd}, [upload()])
