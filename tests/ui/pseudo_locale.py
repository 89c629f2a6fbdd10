"""A language that nobody speaks: texts a third longer and in brackets, so that those without stand out."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTranslator

LONGER = 1.35
_KEPT = re.compile(r"(\{[^}]*\}|&.|<[^>]*>|%[n\d])")
"""What must stay as it is: places for values, letters of menus, tags."""
_INNERMOST = re.compile(r"\[!!(?:(?!\[!!|!!\]).)*!!\]", re.DOTALL)
_ELIDED = re.compile(r"\[!!(?:(?!!!\]).)*…$|^…(?:(?!\[!!|!!\]).)*!!\]|\[(!{1,2})?…$", re.DOTALL)


def pseudo(text: str) -> str:
    """Give the translation of a text: letters doubled until with the brackets it is 35 % longer."""
    missing = max(0, round(len(text) * (LONGER - 1)) - len("[!!!!]"))
    parts: list[str] = []
    for part in _KEPT.split(text):
        if _KEPT.fullmatch(part):
            parts.append(part)
            continue
        for letter in part:
            doubled = missing > 0 and letter.isalpha()
            parts.append(letter * 2 if doubled else letter)
            missing -= doubled
    return f"[!!{''.join(parts)}!!]"


def untranslated(text: str) -> str:
    """Give what of a text stands outside the brackets."""
    while True:
        less = _INNERMOST.sub("", text)
        if less == text:
            return _ELIDED.sub("", text).strip()
        text = less


class PseudoLocale(QTranslator):
    """Translates everything into that language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        """There is a translation for everything."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Translate a text, whatever the context."""
        return pseudo(source) if source else ""
