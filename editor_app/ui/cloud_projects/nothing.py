"""What stands in the place of a list that is empty: why, and what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.services.cloud_trouble import Trouble
from editor_app.ui.cloud_projects.texts import action_of, tr


@dataclass(frozen=True, slots=True)
class Nothing:
    """An icon, a heading, a sentence, and what its button promises; no button where that is empty."""

    icon: str
    title: str
    hint: str = ""
    action: str = ""


def why_nothing(
    *, has_account: bool, trouble: Trouble | None, is_loading: bool, is_search: bool, has_document: bool
) -> Nothing:
    """Say why no project is listed; the first that holds."""
    if not has_account:
        hint = tr("What Indream or another service keeps for you is listed here.")
        return Nothing("mdi6.cloud-outline", tr("No account yet"), hint, tr("Add an account…"))
    if trouble is not None:
        return Nothing("mdi6.cloud-alert", tr("No list"), trouble.sentence, action_of(trouble))
    if is_loading:
        return Nothing("mdi6.cloud-sync-outline", tr("Reading the list …"))
    if is_search:
        hint = tr("Nothing there has all these words in its title or description.")
        return Nothing("mdi6.magnify", tr("Nothing found"), hint, tr("Show all"))
    if has_document:
        hint = tr("Keep the project that is open here on the service, by “New from this project”.")
    else:
        hint = tr("Open or begin a project, and then keep it on the service too.")
    return Nothing("mdi6.cloud-outline", tr("No projects yet"), hint)
