"""What to know before exporting, line by line: what is ready, missing, or will look different. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from editor_app.services.exporting.preflight import Finding, Severity, Way
from editor_app.services.exporting.renderingvideo.fidelity import Loss
from editor_app.state import EditorState
from editor_app.ui.export.several import names_of_several, of_several
from editor_app.ui.export.texts import counted, tr
from editor_app.ui.names import clip_label

Level = Literal["ok", "note", "approximate", "prerender", "warning", "error"]
LEVELS: tuple[Level, ...] = ("error", "warning", "ok", "note", "prerender", "approximate")
"""In the order in which they are read: what is wrong, the verdict, what is good to know."""
_OF_SEVERITY: dict[Severity, Level] = {"error": "error", "warning": "warning", "note": "note"}
_WAYS: dict[Way, str] = {
    "problems": "Problems",
    "media": "Locate",
    "uploads": "Uploads",
    "folder": "Choose folder…",
    "settings": "Settings…",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One line. `short` is the same in few words; `link` leads by `way`, or to the clips `items`."""

    level: Level
    text: str
    short: str = ""
    link: str = ""
    way: Way = ""
    items: tuple[str, ...] = ()
    blocks: bool = False
    """Whether it keeps from exporting."""


def trouble(text: str, short: str = "") -> Note:
    """Give the line for what keeps from exporting."""
    return Note("error", text, short or text, blocks=True)


def of_findings(found: Iterable[Finding]) -> tuple[Note, ...]:
    """Give the lines for what a look at the project, its media, the disk and the account has found."""
    return tuple(
        Note(
            _OF_SEVERITY[one.severity],
            f"{one.sentence} {one.remedy}".strip(),
            one.sentence,
            tr(_WAYS[one.way]) if one.way in _WAYS else "",
            one.way,
            blocks=one.severity == "error",
        )
        for one in found
    )


def of_losses(losses: Iterable[Loss], state: EditorState) -> tuple[Note, ...]:
    """Give the lines for what will look different: one for all clips of which the same is true."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for loss in losses:
        alike.setdefault((loss.what, loss.why, loss.grade), []).append(loss.item_id)
    notes = [_of_loss(key, items, state) for key, items in alike.items()]
    return tuple(sorted(notes, key=lambda note: LEVELS.index(note.level)))


def _of_loss(key: tuple[str, str, str], items: Sequence[str], state: EditorState) -> Note:
    what, why, grade = key
    level: Level = {"approximate": "approximate", "prerender": "prerender"}.get(grade, "warning")  # type: ignore[assignment]
    known = tuple(dict.fromkeys(key for key in items if key in state.items))
    names = names_of_several(clip_label(state, state.items[key]) for key in known)
    said = f"{names}: {what}" if names else what
    why = of_several(why) if len(known) > 1 else why
    return Note(level, f"{said} – {why}" if why else said, said, tr("Show") if known else "", "", known)


def summary(errors: int, missing: int, media: int, uploads: str = "") -> Note:
    """Give the verdict on what the other lines say one by one: “1 error · 12 of 12 media ready”."""
    wrong = errors + missing
    parts = [counted(wrong, tr("1 error"), tr("{n} errors")) if wrong else tr("The document has no errors")]
    if media:
        parts.append(tr("{ready} of {all} media ready").format(ready=media - missing, all=media))
    if uploads:
        parts.append(uploads)
    return Note("error" if wrong else "ok", " · ".join(parts))


def in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Give the worst lines first; what is said twice once; no tick beside what keeps from exporting."""
    found = tuple(dict.fromkeys(notes))
    if any(note.blocks for note in found):
        found = tuple(replace(note, level="note") if note.level == "ok" else note for note in found)
    return tuple(sorted(found, key=lambda note: LEVELS.index(note.level)))


def worst_of(notes: Iterable[Note], otherwise: str, asked: Sequence[Note] = ()) -> Note:
    """Give what stands beside the button: what keeps from exporting, in short; or else `otherwise`.

    Where another press is waited for, what it says yes to (`asked`) stands there, with what that costs.
    """
    told = [note.short or note.text for note in notes if note.blocks]
    if told:
        return trouble("\n".join(told[:2]))
    if asked:
        return Note("warning", "\n".join([*(note.text for note in asked), *otherwise.splitlines()[1:]]))
    return Note("ok", otherwise)
