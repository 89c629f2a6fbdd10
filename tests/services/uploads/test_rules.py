"""When an upload is tried again, what is refused before it is sent, how fast it seems: tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.indream import APIError, NetworkError
from editor_app.cloud.indream.errors import ProblemDetails, error_of, network_error
from editor_app.cloud.indream.types import Asset
from editor_app.render.media.source import MediaKind
from editor_app.services.uploads import Wanted
from editor_app.services.uploads.arrivals import is_alike
from editor_app.services.uploads.limits import refusal
from editor_app.services.uploads.pace import Pace, seconds_left
from editor_app.services.uploads.patience import MOST_LOSSES, may_have_arrived, pause_after
from editor_app.services.uploads.words import file_trouble, queue_trouble
from editor_app.store.uploads import Attempt

MIB = 1024 * 1024


def answer(status: int, retry_after: float | None = None, detail: str = "No") -> APIError:
    return error_of(ProblemDetails("T", "Title", status, detail, "C"), retry_after)


def lost(*, may_have_arrived: bool = True) -> NetworkError:
    return network_error("It broke.", may_have_arrived=may_have_arrived)


@pytest.mark.parametrize(
    ("error", "tries", "losses", "pause"),
    [
        (lost(), 0, 0, 0.5),
        (lost(), 3, 3, 4.0),
        (lost(), 99, MOST_LOSSES, None),
        (lost(may_have_arrived=False), 99, MOST_LOSSES, 30.0),
        (answer(503), 1, 1, 1.0),
        (answer(503), 8, MOST_LOSSES, None),
        (answer(503, 20.0), 0, 0, 20.0),
        (answer(429), 99, MOST_LOSSES, 30.0),
        (answer(429, 12.0), 5, 0, 12.0),
        (answer(429, 99_999.0), 0, 0, 600.0),
        *((answer(status), 0, 0, None) for status in (400, 401, 403, 404, 409, 413, 422)),
    ],
)
def test_what_may_pass_is_tried_again(error: APIError, tries: int, losses: int, pause: float | None) -> None:
    assert pause_after(error, tries, losses, 0.0) == pause


@pytest.mark.parametrize(
    ("error", "may"),
    [
        (lost(), True),
        (lost(may_have_arrived=False), False),
        *((answer(status), True) for status in (200, 408, 500, 502, 503, 504)),
        *((answer(status), False) for status in (400, 401, 403, 404, 413, 422, 429)),
    ],
)
def test_what_may_be_there_all_the_same(error: APIError, may: bool) -> None:
    assert may_have_arrived(error) == may


@pytest.mark.parametrize(
    ("kind", "size", "length_s", "words"),
    [
        ("video", 800 * MIB, 1800.0, ""),
        (
            "video",
            800 * MIB + 1,
            9.0,
            "“a” has a little more than 838.9 MB, and a video may have 838.9 MB. Export a smaller copy",
        ),
        ("video", 900 * MIB, 9.0, "“a” has 943.7 MB, and a video may have 838.9 MB. Export a smaller copy"),
        ("video", 2048 * MIB, 9.0, "“a” has 2.1 GB, and a video may have 838.9 MB. Export a smaller copy"),
        ("video", 5, 1800.5, "“a” lasts 31 minutes, and may last 30. Cut it into parts"),
        ("audio", 25 * MIB, 1800.0, ""),
        (
            "audio",
            25 * MIB + 1,
            9.0,
            "“a” has a little more than 26.2 MB, and a sound may have 26.2 MB. Make",
        ),
        ("audio", 26_300_000, 9.0, "“a” has 26.3 MB, and a sound may have 26.2 MB. Make an MP3 of it"),
        ("audio", 5, 3600.0, "“a” lasts 60 minutes, and may last 30."),
        ("image", 900 * MIB, 0.0, ""),
        ("gif", 900 * MIB, 0.0, ""),
        ("image", 0, 0.0, "“a” is empty."),
    ],
)
def test_limits_are_told_before_anything_is_sent(
    kind: MediaKind, size: int, length_s: float, words: str
) -> None:
    said = refusal(Wanted("aa", Path("a"), "a", "x/y", kind, size, length_s, ("a",), True))
    assert said.startswith(words)
    assert bool(said) == bool(words)


@pytest.mark.parametrize(
    ("error", "is_for_all", "words"),
    [
        (answer(401), True, "Indream does not accept the key. Enter it anew under Settings ▸ Services"),
        (answer(403, detail="No plan"), True, "Indream does not let this account upload: No plan. See your"),
        (answer(404), True, "Indream no longer has this project, so its media are not uploaded."),
        (answer(413), False, "“a” is too large for Indream: No. Replace it by a smaller copy."),
        (answer(422), False, "Indream does not take “a”: No. Replace it by another file, or retry."),
        (answer(500), False, "Indream failed again and again to take “a”: No. Retry later."),
        (answer(429), False, "Indream takes no more uploads at the moment: No. Retry later."),
        (lost(), False, "The connection to Indream breaks off while “a” is sent. Retry on a better line."),
    ],
)
def test_every_failure_is_a_sentence_with_a_way_on(error: APIError, is_for_all: bool, words: str) -> None:
    said = queue_trouble(error, "Indream")
    assert bool(said) == is_for_all
    assert (said or file_trouble(error, "Indream", "a")).startswith(words)


@pytest.mark.parametrize(
    ("fields", "is_so"),
    [
        ({}, True),
        ({"size": None}, True),
        ({"filename": " a.png"}, True),
        ({"size": 8}, False),
        ({"filename": "b.png"}, False),
    ],
)
def test_only_an_asset_of_that_name_and_size_may_be_it(fields: dict[str, Any], is_so: bool) -> None:
    told = {"asset_id": "i", "type": "IMAGE", "mimetype": "image/png", "file_url": "u", "file_key": "k"}
    asset = Asset.model_validate(told | {"filename": "a.png", "size": 7} | fields, by_name=True)
    assert is_alike(asset, Attempt("s", "p", "aa", "a.png", 7)) == is_so


def test_a_pace_is_smooth_and_ignores_moments() -> None:
    pace = Pace()
    for at_s, sent in ((0.0, 0), (0.1, 900), (1.0, 1000)):
        pace.hear(at_s, sent)
    assert pace.speed == 1000.0
    pace.hear(2.0, 5000)
    assert 1000.0 < pace.speed < 2000.0
    for second in range(3, 60):
        pace.hear(float(second), 5000 + (second - 2) * 4000)
    assert pace.speed == pytest.approx(4000, rel=0.01)


@pytest.mark.parametrize(("left", "speed", "seconds"), [(100, 0.0, None), (100, 50.0, 2.0), (0, 5.0, 0.0)])
def test_time_left_is_unknown_without_a_pace(left: int, speed: float, seconds: float | None) -> None:
    assert seconds_left(left, speed) == seconds
