"""Whether what has arrived is true: each service has its own way to be sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, cast

from editor_app.cli.exporting.accounts import CommandAccounts, variable_of
from editor_app.cli.outcome import CommandError, Exit
from editor_app.cloud.indream.webhooks import verify_export_webhook_request
from editor_app.cloud.renderingvideo import APIError, RenderingVideoClient, confirms, read_webhook
from editor_app.services.account_drafts import AccountError
from editor_app.state import DocumentError, parse_json


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of a webhook: its event, or why it is not believed; `status` is what is answered."""

    status: int
    event: Mapping[str, Any] = field(default_factory=dict[str, Any])
    reason: str = ""

    @property
    def is_true(self) -> bool:
        """Tell whether it is believed."""
        return not self.reason


class Judge(Protocol):
    """Judges what arrives; called from several threads."""

    def judge(self, headers: Mapping[str, str], body: bytes) -> Verdict:
        """Give what is to be told of a webhook."""
        ...

    def close(self) -> None:
        """Let go of what it needs."""
        ...


class IndreamJudge:
    """Believes what is signed with the secret, and was so just now."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def judge(self, headers: Mapping[str, str], body: bytes) -> Verdict:
        """Give what is to be told of a webhook."""
        if not verify_export_webhook_request(webhook_secret=self._secret, raw_body=body, headers=headers):
            return Verdict(401, reason="its signature does not fit the secret, or it is not of now")
        event = _object(body)
        if event is None:
            return Verdict(400, reason="it is signed, but no object of JSON")
        return Verdict(200, event)

    def close(self) -> None:
        """Do nothing."""


class OtherJudge:
    """Believes what the service says too when it is asked: nothing is signed there."""

    def __init__(self, client: RenderingVideoClient) -> None:
        self._client = client

    @classmethod
    def of(cls, account: str | None, url: str | None) -> Self:
        """Ask with the key of an account; raise CommandError."""
        accounts = CommandAccounts()
        profile = accounts.chosen("renderingvideo", account, url)
        try:
            secret = accounts.secret(profile)
        except AccountError as error:
            raise CommandError(Exit.UNREADABLE, str(error)) from error
        if secret is None:
            text = f"There is no key for “{profile.name}”. Set {variable_of(profile)}."
            raise CommandError(Exit.SERVICE, text)
        return cls(RenderingVideoClient(secret.reveal(), base_url=profile.base_url))

    def judge(self, headers: Mapping[str, str], body: bytes) -> Verdict:
        """Give what is to be told of a webhook: the service's own words, never those that came."""
        try:
            hint = read_webhook(body)
        except ValueError as error:
            return Verdict(400, reason=str(error))
        try:
            task = self._client.videos.get(hint.task_id)
        except APIError as error:
            return Verdict(
                404 if error.status == 404 else 503, reason=f"the service does not confirm it: {error}"
            )
        if not confirms(task, hint):
            told = f"it says {hint.status}, and the service says {task.status}"
            return Verdict(409, reason=told)
        return Verdict(200, task.model_dump(mode="json", by_alias=True, exclude_unset=True))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        value: Any = parse_json(body)
    except (DocumentError, ValueError):
        return None
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else None
