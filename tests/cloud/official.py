"""The official client packages, which lie beside the environment because two versions cannot be installed."""

from __future__ import annotations

import ast
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

VERSIONS = ("1.0.0", "1.1.0")


def package(version: str) -> Path:
    """Find the package's folder; skip where it is not there."""
    folders = [Path(sys.prefix) / "indream"]
    if named := os.environ.get("INDREAM_SCHEMAS"):
        folders.insert(0, Path(named))
    for folder in folders:
        if (found := folder / version / "indream").is_dir():
            return found
    return pytest.skip(f"indream-client {version} is not in {folders[-1]} (make test puts it there)")


def module(version: str, name: str) -> ModuleType:
    """Load one module of a version that imports nothing else of it."""
    file = package(version) / f"{name}.py"
    alias = f"indream_{version.replace('.', '_')}_{name}"
    if alias in sys.modules:
        return sys.modules[alias]
    spec = importlib.util.spec_from_file_location(alias, file)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[alias] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def methods(version: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Give every public method of every sync resource, with the resource's attribute name."""
    for file in sorted((package(version) / "resources").glob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("Async"):
                for entry in node.body:
                    if isinstance(entry, ast.FunctionDef) and not entry.name.startswith("_"):
                        yield file.stem, entry
