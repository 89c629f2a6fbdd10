"""Run a program and measure it: wall clock, processor time, peak memory of each of its processes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(slots=True)
class Run:
    """One measured run; memory in MB by process id."""

    wall: float
    cpu: float
    output: str
    peaks: dict[int, float] = field(default_factory=dict)

    @property
    def peak(self) -> float:
        """Give the largest process's peak."""
        return max(self.peaks.values(), default=0.0)


def as_installed() -> dict[str, str]:
    """Give the environment for a child that keeps compiled modules, as an installed program does.

    A shell that forbids them would have every process compile the whole program again (0.4 s each).
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: list[str]) -> Run:
    """Run `command` to its end; raise CalledProcessError where it fails."""
    _adopt_orphans()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=as_installed()
    )
    peaks: dict[int, float] = {}
    ended = threading.Event()
    sampler = threading.Thread(target=_sample, args=(process.pid, peaks, ended))
    sampler.start()
    output, complaints = process.communicate()
    wall = time.monotonic() - begin
    ended.set()
    sampler.join()
    _reap_orphans()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, complaints)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, output, peaks)


def _adopt_orphans() -> None:
    """Let processes that outlive the program a moment become ours: their time counts too (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap_orphans() -> None:
    """Wait for every process that the program left behind."""
    with contextlib.suppress(ChildProcessError):
        while sys.platform == "linux":
            os.wait()


def _sample(root: int, peaks: dict[int, float], ended: threading.Event) -> None:
    """Keep every descendant's high-water mark, as the kernel counts it."""
    while not ended.wait(0.1):
        for pid in _family(root):
            peak = _high_water(pid)
            if peak:
                # Not the maximum: until a new process runs its program, it shows the mark of its parent.
                peaks[pid] = peak


def _family(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - a hundred Path objects a sample would be measurable
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text(encoding="ascii", errors="replace")
            except OSError:
                continue
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    family = [root]
    for member in family:
        family += [pid for pid, parent in parents.items() if parent == member]
    return family


def _high_water(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0
