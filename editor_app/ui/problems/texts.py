"""The panel's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from editor_app.problem import Severity


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
