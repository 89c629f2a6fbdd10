"""The Uploads panel's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from editor_app.services.sizes import file_size
from editor_app.services.uploads import Totals, Upload

_MOST_HOSTS = 3


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Uploads", text)


def upload_line(upload: Upload, now_s: float, *, is_paused: bool = False) -> str:
    """Say how an upload stands: “43 % · 7 s left · 12.1 MB of 28.0 MB · 2.4 MB/s”.

    `now_s` is the time by `time.monotonic`; `is_paused` says that all uploads are.
    """
    size = file_size(upload.wanted.size)
    match upload.status:
        case "sending":
            return _sending_line(upload)
        case "checking":
            return tr("{size} · beginning …").format(size=size)
        case "waiting":
            return (tr("{size} · paused") if is_paused else tr("{size} · waiting")).format(size=size)
        case "holding":
            return _holding_line(upload, now_s)
        case "paused":
            return tr("{size} · paused, will start anew").format(size=size)
        case "done":
            return tr("{size} · uploaded").format(size=size)
        case "cancelled":
            return tr("{size} · cancelled, stays on this computer").format(size=size)
        case "failed":
            return tr("{size} · not uploaded").format(size=size)


def _sending_line(upload: Upload) -> str:
    size = upload.wanted.size
    if upload.sent >= size:
        return tr("{size} · sent, the service looks at it …").format(size=file_size(size))
    parts = [f"{upload.sent * 100 // max(1, size)} %"]
    return " · ".join(parts + _course(upload.sent, size, upload.pace.speed, upload.seconds_left))


def _course(sent: int, size: int, speed: float, seconds_left: float | None) -> list[str]:
    """Say what there is to say of bytes on their way, what matters most first: a narrow line is cut."""
    parts = [] if seconds_left is None else [tr("{time} left").format(time=duration(seconds_left))]
    amount = tr("{sent} of {size}") if sent else "{size}"
    parts.append(amount.format(sent=file_size(sent), size=file_size(size)))
    return [*parts, speed_text(speed)] if speed else parts


def _holding_line(upload: Upload, now_s: float) -> str:
    wait = tr("again in {time}").format(time=duration(max(1.0, upload.again_at_s - now_s)))
    return (
        f"{upload.error} · {wait}" if upload.error else tr("the file is changing · {wait}").format(wait=wait)
    )


def totals_line(totals: Totals) -> str:
    """Say how all uploads stand: “5 of 20 uploaded · 4:10 min left · 120.0 MB of 900.0 MB · 3.2 MB/s”."""
    if not totals.open:
        return _over_line(totals)
    parts = [tr("{done} of {count} uploaded").format(done=totals.done, count=totals.going)]
    course = _course(totals.sent, totals.size, totals.speed, totals.seconds_left)
    return " · ".join(parts + failed_parts(totals) + course)


def _over_line(totals: Totals) -> str:
    parts = [counted(totals.done, tr("1 file uploaded"), tr("{n} files uploaded"))] if totals.done else []
    return " · ".join(parts + failed_parts(totals))


def failed_parts(totals: Totals) -> list[str]:
    """Say how many have failed; nothing where none has."""
    return [counted(totals.failed, tr("1 failed"), tr("{n} failed"))] if totals.failed else []


def unreadable_line(paths: Sequence[Path]) -> str:
    """Say which files cannot be read; nothing where all can."""
    if not paths:
        return ""
    text = counted(
        len(paths),
        tr("“{name}” cannot be read, so it is not uploaded. See to its permissions, then retry."),
        tr("“{name}” and other files cannot be read, so {n} are not uploaded. See to them, then retry."),
    )
    return text.format(name=paths[0].name)


def permission_line(service_name: str) -> str:
    """Say that media wait for somebody to allow uploads."""
    text = tr("Media stay on this computer until uploads to {service} are allowed.")
    return text.format(service=service_name)


def empty_text(
    service_name: str,
    *,
    is_permitted: bool,
    gone: int = 0,
    at_large: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """Say that there is nothing to upload, and what becomes of files that are added.

    `gone` are files that are neither there nor here, `at_large` those at hosts that are no service of ours.
    """
    parts: list[str] = []
    if at_large:
        text = counted(
            sum(at_large.values()),
            tr("1 file of this project has an address of its own at {hosts} and stays there."),
            tr("{n} files of this project have addresses of their own at {hosts} and stay there."),
        )
        parts.append(text.format(hosts=_hosts_text(at_large)))
    if gone:
        text = counted(
            gone,
            tr("1 file is neither at {service} nor here; put it back, or locate it in Media."),
            tr("{n} files are neither at {service} nor here; put them back, or locate them in Media."),
        )
        parts.append(text.format(service=service_name))
    whole = tr("There is nothing to upload.") if parts else tr("All media of this project are at {service}.")
    parts.insert(0, whole.format(service=service_name))
    parts.append(
        tr("Files that you add go up by themselves.")
        if is_permitted
        else tr("Files that you add wait until you allow uploads.")
    )
    return " ".join(parts)


def _hosts_text(hosts: Iterable[str]) -> str:
    """Name hosts; of many the first ones, and how many more."""
    names = sorted(hosts)
    if len(names) <= _MOST_HOSTS:
        return ", ".join(names)
    more = len(names) - _MOST_HOSTS
    return tr("{hosts} and {n} more").format(hosts=", ".join(names[:_MOST_HOSTS]), n=more)


def question_text(service_name: str, count: int, size: int) -> str:
    """Ask whether media may be sent to a service."""
    text = (
        tr("This project syncs with {service}. Upload its 1 media file ({size}) there too?")
        if count == 1
        else tr("This project syncs with {service}. Upload its {n} media files ({size}) there too?")
    )
    return text.format(service=service_name, n=count, size=file_size(size))


def duration(seconds: float) -> str:
    """Write a duration for people: “12 s”, “3:07 min”, “1:02 h”."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{n} s").format(n=whole)
    if whole < 3600:
        return tr("{n} min").format(n=f"{whole // 60}:{whole % 60:02}")
    return tr("{n} h").format(n=f"{whole // 3600}:{whole // 60 % 60:02}")


def speed_text(bytes_a_second: float) -> str:
    """Write a speed: “2.4 MB/s”."""
    return tr("{size}/s").format(size=file_size(round(bytes_a_second)))


def counted(n: int, one: str, many: str) -> str:
    """Say how many there are."""
    return one if n == 1 else many.replace("{n}", str(n))
