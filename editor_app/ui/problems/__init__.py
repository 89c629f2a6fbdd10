"""What is wrong with the document, and what to do about it."""

from editor_app.ui.problems.panel import ProblemsPanel

__all__ = ["ProblemsPanel"]
