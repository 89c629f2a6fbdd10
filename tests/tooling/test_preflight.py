"""The preflight: what it names, and that old Pythons can read it."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PREFLIGHT = ROOT / "packaging" / "preflight.py"


@pytest.fixture(scope="module")
def preflight() -> ModuleType:
    spec = importlib.util.spec_from_file_location("preflight", PREFLIGHT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 8, 0), (3, 10, 14), (3, 14, 0), (4, 0, 0)])
def test_a_wrong_python_is_told_what_to_do(preflight: ModuleType, version: tuple[int, int, int]) -> None:
    sentence = preflight.python_problem(version)
    assert ".".join(map(str, version)) in sentence
    assert "make PYTHON=" in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 7), (3, 13, 9)])
def test_a_right_python_is_not_bothered(preflight: ModuleType, version: tuple[int, int, int]) -> None:
    assert preflight.python_problem(version) is None


@pytest.mark.parametrize(
    ("machine", "libc", "word"),
    [
        ("riscv64", ("glibc", "2.41"), "riscv64"),
        ("x86_64", ("", ""), "another C library"),
        ("x86_64", ("glibc", "2.17"), "2.17"),
    ],
)
def test_a_system_without_packages_is_told_so(
    preflight: ModuleType, machine: str, libc: tuple[str, str], word: str
) -> None:
    assert word in preflight.system_problem(machine, libc)


def test_a_usual_system_is_not_bothered(preflight: ModuleType) -> None:
    assert preflight.system_problem("aarch64", ("glibc", "2.28")) is None


def test_missing_libraries_are_named_with_their_packages(preflight: ModuleType) -> None:
    missing = preflight.missing_libraries(False, lambda name: name not in {"libEGL.so.1", "libdbus-1.so.3"})
    sentence = preflight.libraries_problem(missing)
    assert "libEGL.so.1, libdbus-1.so.3 " in sentence.replace(".so.3.", ".so.3 ")
    assert "apt-get install libdbus-1-3 libegl1\n" in sentence
    assert "dnf install dbus-libs libglvnd-egl" in sentence


def test_only_a_display_asks_for_the_libraries_of_windows(preflight: ModuleType) -> None:
    def names(has_display: bool) -> set[str]:
        return {row[0] for row in preflight.missing_libraries(has_display, lambda name: False)}

    assert names(True) - names(False) >= {"libxcb-cursor.so.0"}
    assert "libEGL.so.1" in names(False)


def test_old_pythons_can_read_it() -> None:
    ast.parse(PREFLIGHT.read_text(encoding="ascii"), feature_version=(3, 7))


def test_it_is_silent_where_all_is_well() -> None:
    done = subprocess.run([sys.executable, PREFLIGHT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
