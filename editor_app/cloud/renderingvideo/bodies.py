"""The bodies of calls: JSON, checked for what no service could take before it leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from editor_app.cloud.renderingvideo.errors import ConfigError, refused_argument


def task_body(
    config: Mapping[str, Any],
    metadata: Mapping[str, Any] | None = None,
    title: str | None = None,
    category: str | None = None,
) -> bytes:
    """Write what makes a task; raise ValidationError."""
    named = {"metadata": metadata, "title": title, "category": category}
    stated = {name: value for name, value in named.items() if value is not None}
    return _written({"config": _checked(config), **stated})


def config_body(config: Mapping[str, Any]) -> bytes:
    """Write what makes a preview: the configuration alone; raise ConfigError."""
    return _written(_checked(config))


def conversion_body(category: str | None, metadata: Mapping[str, Any] | None) -> bytes:
    """Write what makes a task of a preview."""
    named = {"category": category, "metadata": metadata}
    return _written({name: value for name, value in named.items() if value is not None})


def render_body(webhook_url: str | None, num_workers: int | None, **more: Any) -> bytes:
    """Write how shall be rendered; what is None stays with the service. Raise ValidationError."""
    if webhook_url is not None:
        _check_webhook(webhook_url)
    if num_workers is not None and (
        isinstance(num_workers, bool) or not isinstance(num_workers, int) or num_workers < 1  # pyright: ignore[reportUnnecessaryIsInstance]
    ):
        raise refused_argument("num_workers", "must be a whole number above 0.")
    named = {"webhook_url": webhook_url, "num_workers": num_workers, **more}
    return _written({name: value for name, value in named.items() if value is not None})


def check_page(page: int, limit: int) -> None:
    """Raise ValidationError for a page that there cannot be."""
    for name, value, most in (("page", page, 2**31), ("limit", limit, 100)):
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise refused_argument(name, f"must be a whole number from 1 to {most}.")


def _check_webhook(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except (ValueError, AttributeError, TypeError):
        is_whole = False
    if not is_whole:
        raise refused_argument("webhook_url", "must be a whole address that begins with https:// or http://.")


def _checked(config: object) -> dict[str, Any]:
    if not isinstance(config, Mapping):
        raise refused_argument("config", "must be an object.", ConfigError)
    return dict(config)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _written(value: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
    except (ValueError, TypeError, RecursionError) as error:
        reason = str(error)
    raise refused_argument("The body", f"is no JSON: {reason}.")
