"""Exports as jobs: kept before they are acted on, one queue for this computer and the clouds."""

from editor_app.services.exporting.jobs.job import (
    LOCAL,
    ExportJob,
    IndreamSettings,
    OtherSettings,
    ProjectName,
    Target,
)

__all__ = ["LOCAL", "ExportJob", "IndreamSettings", "OtherSettings", "ProjectName", "Target"]
