"""Media: whether their files are there is known by whoever looks for them, so they are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from editor_app.problem import Problem, problem


def missing_media(found: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Report media without a file, each by its asset id and a sentence that says what to do next."""
    return tuple(problem("LOCAL_MEDIA_MISSING", ("assets", key), message) for key, message in found)


def coming_media(found: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Report media whose files are being fetched, each by its asset id and a sentence."""
    return tuple(problem("LOCAL_MEDIA_COMING", ("assets", key), message) for key, message in found)


def awaited_media(found: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Report media whose files others have to upload first, each by its asset id and a sentence."""
    return tuple(problem("LOCAL_MEDIA_AWAITED", ("assets", key), message) for key, message in found)


def media_in_trouble(
    sentences: Iterable[str], names: Mapping[str, str], missing: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Report what a renderer found wrong with media: sentences that begin with the medium's name in “quotes”.

    `names` are those of the assets by id. A sentence about a `missing` asset is left out, because that is
    reported as such; one about no known asset is a problem of the assets as a whole.
    """
    by_name: dict[str, str] = {}
    for asset_id, name in names.items():
        by_name.setdefault(name, asset_id)
    found: list[Problem] = []
    for sentence in sentences:
        name = sentence[1:].partition("” ")[0] if sentence.startswith("“") else ""
        asset_id = by_name.get(name)
        if asset_id is None or asset_id not in missing:
            where = filter(None, ("assets", asset_id))
            found.append(problem("LOCAL_MEDIA_TROUBLE", where, sentence))
    return tuple(found)
