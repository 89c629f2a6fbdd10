"""The panel's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from editor_app.problem import Problem, Severity


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Problems", text)


def summary(problems: Sequence[Problem]) -> str:
    """Say how many problems there are: “2 errors, 1 warning”."""
    counts = {severity: 0 for severity in ("error", "warning", "info")}
    for problem in problems:
        counts[problem.severity] += 1
    parts = [counted(severity, count) for severity, count in counts.items() if count]
    return ", ".join(parts) if parts else tr("No problems")


def counted(severity: Severity | str, count: int) -> str:
    """Say how many of a severity there are."""
    one = {"error": tr("1 error"), "warning": tr("1 warning"), "info": tr("1 remark")}
    many = {"error": tr("{count} errors"), "warning": tr("{count} warnings"), "info": tr("{count} remarks")}
    return one[severity] if count == 1 else many[severity].format(count=f"{count:,}")


def severity_name(severity: str) -> str:
    """Name a severity."""
    return {"error": tr("Error"), "warning": tr("Warning"), "info": tr("Remark")}[severity]
