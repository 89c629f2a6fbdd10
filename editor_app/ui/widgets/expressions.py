"""What may be typed into a number field: numbers, sums, and changes of the value there is."""

from __future__ import annotations

import math
import re
from typing import Literal

from editor_app.ui.widgets.labels import tr

LONGEST = 80
_TOKEN = re.compile(r"\s*(?:([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)|([-+*/()]))")
_TYPOGRAPHY = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "\u00a0": " ", "\u202f": " "})
_SHARE = re.compile(r"([+-]?)\s*([0-9.]+)\s*%")
_COMMA = re.compile(r"(?<=\d),(?=\d)")

Sign = Literal["", "+", "-", "*", "/"]


class ExpressionError(ValueError):
    """What was typed cannot be read; the message is a sentence for people."""


def evaluate(text: str, current: float | None, unit: str = "") -> float:
    """Give the number that `text` means where the value is `current`; raise ExpressionError.

    `960`, `=1920/2` and `-5` stand for themselves; `+10`, `*2`, `/2` and `-=5` change the current value;
    `50%` is that share of it, and `+5%` or `-5%` change it by a share. In a field
    of percent these are points.
    """
    source = _without_unit(text.translate(_TYPOGRAPHY).strip(), unit)
    if not source:
        raise ExpressionError(tr("Type a number, such as 960 or 1920/2."))
    if len(source) > LONGEST:
        raise ExpressionError(tr("“{text}…” is too long for a number.").format(text=source[:20]))
    if share := _SHARE.fullmatch(source):
        return _finite(text, _of_share(share[1], _number(text, share[2]), current, unit))
    sign, rest = _split(source)
    value = _Reader(text, rest).read()
    if sign:
        value = _changed(text, sign, _known(text, current), value)
    return _finite(text, value)


def _without_unit(source: str, unit: str) -> str:
    for written in _WRITTEN_UNITS.get(unit, (unit,)):
        if written and source.lower().endswith(written.lower()):
            return source[: -len(written)].rstrip()
    return source


_WRITTEN_UNITS: dict[str, tuple[str, ...]] = {"%": (), "°": ("°", "deg"), "×": ("*", "x")}
"""How a unit may be written where not as it is shown; the times sign has become a star by then."""


def _split(source: str) -> tuple[Sign, str]:
    """Take off what makes the text a change of the value, or the sign of equality."""
    if source[0] == "=":
        return "", source[1:]
    if source[1:2] == "=" and source[0] in "+-*/":
        return _SIGNS[source[0]], source[2:]
    if source[0] in "+*/":
        return _SIGNS[source[0]], source[1:]
    return "", source


_SIGNS: dict[str, Sign] = {"+": "+", "-": "-", "*": "*", "/": "/"}


def _of_share(sign: str, percent: float, current: float | None, unit: str) -> float:
    if unit == "%":
        if not sign:
            return percent
        return _known("", current) + (percent if sign == "+" else -percent)
    base = _known("", current)
    part = base * percent / 100
    return part if not sign else base + (part if sign == "+" else -part)


def _changed(text: str, sign: Sign, current: float, by: float) -> float:
    if sign == "/":
        return _divided(text, current, by)
    return {"+": current + by, "-": current - by, "*": current * by}[sign]


def _known(text: str, current: float | None) -> float:
    if current is None:
        raise ExpressionError(tr("The values differ; type one number for all of them."))
    return current


def _number(text: str, digits: str) -> float:
    try:
        return float(digits)
    except ValueError:
        raise ExpressionError(_unreadable(text)) from None


def _divided(text: str, a: float, b: float) -> float:
    if b == 0:
        raise ExpressionError(tr("“{text}” divides by zero.").format(text=text.strip()))
    return a / b


def _finite(text: str, value: float) -> float:
    if not math.isfinite(value):
        raise ExpressionError(tr("“{text}” is too large a number.").format(text=text.strip()[:20]))
    return value


def _unreadable(text: str) -> str:
    return tr("“{text}” is not a number: write 960, 1920/2, +10 or -5%.").format(text=text.strip())


class _Reader:
    """Reads a sum by recursive descent: terms of factors of signed numbers and brackets."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._tokens = self._split(_COMMA.sub(".", source))
        self._at = 0

    def read(self) -> float:
        value = self._sum()
        if self._at < len(self._tokens):
            raise self._error()
        return value

    def _split(self, source: str) -> list[float | str]:
        tokens: list[float | str] = []
        at = 0
        source = source.rstrip()
        while at < len(source):
            match = _TOKEN.match(source, at)
            if match is None:
                raise self._error()
            tokens.append(float(match[1]) if match[1] else match[2])
            at = match.end()
        return tokens

    def _sum(self) -> float:
        value = self._product()
        while (sign := self._take("+", "-")) is not None:
            right = self._product()
            value = value + right if sign == "+" else value - right
        return value

    def _product(self) -> float:
        value = self._signed()
        while (sign := self._take("*", "/")) is not None:
            right = self._signed()
            value = value * right if sign == "*" else _divided(self._text, value, right)
        return value

    def _signed(self) -> float:
        if (sign := self._take("+", "-")) is not None:
            value = self._signed()
            return -value if sign == "-" else value
        if self._take("("):
            value = self._sum()
            if self._take(")") is None:
                raise self._error()
            return value
        if self._at < len(self._tokens) and isinstance(token := self._tokens[self._at], float):
            self._at += 1
            return token
        raise self._error()

    def _take(self, *signs: str) -> str | None:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if isinstance(token, str) and token in signs:
            self._at += 1
            return token
        return None

    def _error(self) -> ExpressionError:
        return ExpressionError(_unreadable(self._text))
