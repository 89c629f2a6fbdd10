"""Who speaks with a project's service, and what another process needs for it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.services.account_drafts import AccountError
from editor_app.services.sync.messages import Place
from editor_app.services.sync.needs import HasAccounts
from editor_app.services.sync.trouble import no_account
from editor_app.store.accounts import Profile
from editor_app.store.cloud_link import CloudLink


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks with the project's service."""

    link: CloudLink
    profile: Profile
    client: AsyncIndreamClient


def speaker_of(accounts: HasAccounts, link: CloudLink) -> Speaker | None:
    """Give who can speak with a project's service, None where nobody can."""
    profile = accounts.for_service(link.service)
    with contextlib.suppress(AccountError):
        if profile is not None:
            return Speaker(link, profile, accounts.client(profile))
    return None


def place_of(accounts: HasAccounts, link: CloudLink, project_file: Path, database: Path) -> Place:
    """Give where to exchange, and with which key; raise AccountError."""
    profile = accounts.for_service(link.service)
    if profile is None:
        raise AccountError(no_account(link.service))
    accounts.client(profile)  # says why there is none
    key = accounts.secret(profile)
    if key is None:
        raise AccountError(no_account(link.service))
    bare = CloudLink(link.service, link.project_id)
    return Place(bare, project_file, database, profile.base_url, key.reveal())
