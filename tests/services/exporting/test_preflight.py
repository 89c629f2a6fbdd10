"""What is to be known before an export is begun."""

from __future__ import annotations

import pytest

from editor_app.services.exporting.preflight import Facts, can_begin, preflight

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("facts", "severity", "begins", "way"),
    [
        (Facts(is_empty=True), "error", "The timeline is empty", ""),
        (Facts(errors=1), "warning", "The project has an error", "problems"),
        (Facts(is_local=False, errors=3), "error", "The project has 3 errors", "problems"),
        (Facts(warnings=2), "note", "There are 2 warnings", "problems"),
        (Facts(missing=("a.mp4",)), "warning", "Media are missing: “a.mp4”. A placeholder", "media"),
        (
            Facts(is_local=False, missing=("a.mp4",)),
            "error",
            "Media are missing, and cannot be sent",
            "media",
        ),
        (Facts(coming=("b.mp4",)), "warning", "Media are still being fetched: “b.mp4”", "media"),
        (
            Facts(is_local=False, uploads_waiting=2, upload_bytes=3 * MIB),
            "note",
            "2 files (3.1 MB) are",
            "uploads",
        ),
        (Facts(has_folder=False), "error", "The folder", "folder"),
        (Facts(exists=True), "note", "A file of this name", "folder"),
        (
            Facts(needs_bytes=6 * MIB, least_bytes=2 * MIB, free_bytes=MIB),
            "error",
            "About 6.3 MB are needed on the disk, and 1.0 MB are free.",
            "room",
        ),
        (
            Facts(needs_bytes=6 * MIB, least_bytes=MIB, free_bytes=3 * MIB),
            "warning",
            "It may not fit on the disk: about 6.3 MB are needed, and 3.1 MB are free.",
            "room",
        ),
        (
            Facts(needs_bytes=6 * MIB, least_bytes=MIB, pieces_bytes=6 * MIB, free_bytes=8 * MIB),
            "warning",
            "It may not fit on the disk: about 6.3 MB are needed, and 8.4 MB are free. "
            "While it is made, it takes 6.3 MB more.",
            "room",
        ),
        (
            Facts(needs_bytes=6 * MIB, least_bytes=MIB, pieces_bytes=24 * MIB, free_bytes=4 * MIB),
            "error",
            "About 6.3 MB are needed on the disk, and 4.2 MB are free. While it is made, it takes 25.2 MB",
            "room",
        ),
        (
            Facts(is_local=False, needs_bytes=6 * MIB, least_bytes=2 * MIB, free_bytes=MIB),
            "error",
            "About 6.3 MB are needed on the disk",
            "room",
        ),
        (
            Facts(needs_bytes=100 * MIB, free_bytes=105 * MIB),
            "warning",
            "The disk will be nearly full",
            "room",
        ),
        (Facts(needs_memory=8 * MIB, free_memory=4 * MIB), "error", "About 8.4 MB of memory", "scale"),
        (Facts(unsupported="H.264 cannot hold this."), "error", "H.264 cannot hold this.", "format"),
        (Facts(is_local=False, account_trouble="There is no key."), "error", "There is no key.", "settings"),
        (Facts(is_local=False, price="12.5", credits="3"), "error", "It costs 12.5 credits, and", "credits"),
        (Facts(is_local=False, price="1", credits="0"), "error", "It costs 1 credit, and", "credits"),
        (
            Facts(is_local=False, price="12", credits="3", is_sandbox=True),
            "error",
            "It takes 12 credits of the sandbox, which has 3.",
            "credits",
        ),
        (
            Facts(is_local=False, upload_bytes=2 * MIB, storage_left=MIB),
            "error",
            "The account has 1",
            "credits",
        ),
        (Facts(is_local=False, used_name="cut 3"), "error", "An export called “cut 3” was made", ""),
        (Facts(is_local=False, callback="refused"), "warning", "The last export with a callback", ""),
        (Facts(is_local=False, callback="unproven"), "note", "The service makes callbacks only", ""),
    ],
)
def test_one_thing_is_told(facts: Facts, severity: str, begins: str, way: str) -> None:
    (finding,) = preflight(facts)
    assert (finding.severity, finding.way) == (severity, way)
    assert finding.sentence.startswith(begins)
    assert "{" not in finding.sentence + finding.remedy
    assert can_begin((finding,)) == (severity != "error")


@pytest.mark.parametrize(
    "facts",
    [
        Facts(),
        Facts(uploads_waiting=2),  # nothing goes anywhere
        Facts(is_local=False, needs_memory=2, free_memory=1),  # not this computer's
        Facts(needs_bytes=50, free_bytes=100),
        Facts(needs_bytes=50, least_bytes=10, pieces_bytes=40, free_bytes=100),
        Facts(needs_bytes=0, free_bytes=0),
        Facts(is_local=False, price="3", credits="3.0"),
        Facts(is_local=False, price="odd", credits="3"),
    ],
)
def test_nothing_is_told_where_all_is_well(facts: Facts) -> None:
    assert preflight(facts) == ()


def test_what_hinders_comes_first() -> None:
    facts = Facts(is_local=False, warnings=1, exists=True, coming=("a",), has_folder=True, is_empty=True)
    assert [finding.severity for finding in preflight(facts)] == ["error", "warning", "note", "note"]
