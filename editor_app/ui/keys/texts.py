"""How the texts about keys are translated."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

_MOST_NAMES = 6


def tr(text: str) -> str:
    """Translate a text about keys."""
    return QCoreApplication.translate("Keys", text)


def left_sentence(names: Sequence[str]) -> str:
    """Say which actions are left without a key: how many, and the first ones by name; nothing of none."""
    if not names:
        return ""
    listed = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        listed = tr("{names} and {n} more").format(names=listed, n=len(names) - _MOST_NAMES)
    said = (
        tr("1 action is left without a key: {names}.")
        if len(names) == 1
        else tr("{n} actions are left without a key: {names}.")
    )
    return said.format(n=len(names), names=listed)
