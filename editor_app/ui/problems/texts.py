"""The panel's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from editor_app.problem import EDITOR, Problem, Severity


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Problems", text)


def counted(severity: Severity | str, count: int) -> str:
    """Say how many of a severity there are."""
    one = {"error": tr("1 error"), "warning": tr("1 warning"), "info": tr("1 remark")}
    many = {"error": tr("{count} errors"), "warning": tr("{count} warnings"), "info": tr("{count} remarks")}
    return one[severity] if count == 1 else many[severity].format(count=f"{count:,}")


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
