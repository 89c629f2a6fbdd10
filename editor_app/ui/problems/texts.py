"""The panel's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from editor_app.problem import EDITOR, Problem, Severity

_MOST_REASONS = 3


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Problems", text)


def counted(severity: Severity | str, count: int) -> str:
    """Say how many of a severity there are."""
    one = {"error": tr("1 error"), "warning": tr("1 warning"), "info": tr("1 remark")}
    many = {"error": tr("{count} errors"), "warning": tr("{count} warnings"), "info": tr("{count} remarks")}
    return one[severity] if count == 1 else many[severity].format(count=f"{count:,}")


def refused_text(reasons: Sequence[str]) -> str:
    """Say how many problems could not be fixed, and why; reasons are sentences, each said once."""
    text = (
        tr("1 problem could not be fixed: {why}")
        if len(reasons) == 1
        else tr("{count} problems could not be fixed: {why}")
    )
    said = list(dict.fromkeys(reasons))
    more = tr(" And other reasons.") if len(said) > _MOST_REASONS else ""
    return text.format(count=len(reasons), why=" ".join(said[:_MOST_REASONS]) + more)


def severity_name(severity: str) -> str:
    """Name a severity."""
    return {"error": tr("Error"), "warning": tr("Warning"), "info": tr("Remark")}[severity]


def sayers(said_by: Sequence[str]) -> str:
    """Name who says a problem: the editor, services, or both."""
    names = [name if name != EDITOR else tr("Editor") for name in said_by]
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def said_by(problem: Problem) -> str:
    """Say who says a problem."""
    return tr("Said by: {names}").format(names=sayers(problem.said_by))
