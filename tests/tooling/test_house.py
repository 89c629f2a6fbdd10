"""The rules of the house that no other tool holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, packages_distributions
from pathlib import Path

import pytest

from editor_app.resources import resources_dir

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Modules that belong to a declared package of another name.
CARRIED_BY = {"pydantic_core": "pydantic", "shiboken6": "PySide6-Essentials"}
# Found by their entry points or data, so no import names them.
WITHOUT_IMPORT = re.compile(r"fontpkg.*|manimgx-fonts|qtawesome")


def canonical(name: str) -> str:
    """Give a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    """Give the package names of a list of requirements."""
    return {canonical(re.split(r"[\[<>=!~; ]", text)[0]) for text in requirements}


def sources() -> Iterator[Path]:
    """Give the product's own modules."""
    return (ROOT / "editor_app").rglob("*.py")


def imported(files: Iterable[Path]) -> set[str]:
    """Give the packages that modules import, by their names on the index."""
    files = list(files)
    modules: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    outside = modules - set(sys.stdlib_module_names) - {"editor_app", "tests"}
    outside -= {path.stem for path in files} | {path.parent.name for path in files}
    owners = packages_distributions()
    return {canonical(CARRIED_BY.get(name) or owners.get(name, [name])[0]) for name in outside}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    runtime = declared(PYPROJECT["dependencies"])
    product = imported(sources())
    assert product - runtime == set()
    assert {name for name in runtime - product if not WITHOUT_IMPORT.fullmatch(name)} == set()


def for_tests() -> set[str]:
    """Give the packages that are there once `make test` has installed what it needs."""
    return declared([*PYPROJECT["dependencies"], *PYPROJECT["optional-dependencies"]["test"]])


def test_what_official_clients_require_is_there_without_the_packages_of_the_checks() -> None:
    clients = [
        Distribution.at(info)
        for client in ("indream", "renderingvideo")
        for info in (ROOT / ".venv" / client).glob("*/*.dist-info")
    ]
    required = [line for client in clients for line in client.requires or () if "extra ==" not in line]
    # They are installed without their dependencies, which the program's own are to meet.
    carried = {"typing-extensions"}  # by pydantic
    assert declared(required) - for_tests() - carried == set()


@pytest.mark.parametrize("folder", ["tests", "bench"])
def test_what_tests_and_benches_import_is_declared(folder: str) -> None:
    known = for_tests() | {"fontpkg"}  # which every typeface requires
    assert imported((ROOT / folder).rglob("*.py")) - known == set()


def test_every_dependency_has_its_reason_in_the_table() -> None:
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    listed = {canonical(name) for cell in first_cells for name in re.split(r",\s*", cell.strip())} - {
        "package"
    }
    wanted = declared(PYPROJECT["dependencies"])
    for extra in PYPROJECT["optional-dependencies"].values():
        wanted |= declared(extra)
    assert listed == wanted


def test_packaging_and_resources_are_no_packages() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert not (ROOT / "resources" / "__init__.py").exists()


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_public_name_has_a_docstring() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources()
        for node in public_definitions(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    ]
    assert silent == []


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public_definitions(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Give the public functions, classes and methods of a module; those of protocols and overloads aside."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            if isinstance(node, ast.FunctionDef) and any(
                "overload" in ast.dump(d) for d in node.decorator_list
            ):
                continue
            yield node
            if isinstance(node, ast.ClassDef) and not any(
                "Protocol" in ast.dump(base) for base in node.bases
            ):
                yield from public_definitions(node)


@pytest.mark.parametrize("call", [".itemAt(", "super().eventFilter("])
def test_what_has_crashed_the_window_is_not_called(call: str) -> None:
    """See docs/decisions/0035-filters-and-stale-wrappers.md."""
    assert [str(path) for path in sources() if call in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_answers_without_loading_the_machinery(argument: str) -> None:
    program = (
        "import sys; from editor_app.cli.main import run; code = run([sys.argv[1]]); "
        "print(sorted({'PySide6', 'av', 'numpy', 'pydantic', 'PIL'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, argument], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_validating_loads_no_decoder_and_no_painter_where_there_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"tracks": [], "items": {}}')
    program = (
        "import sys; from editor_app.cli.main import run; run(['validate', sys.argv[1]]); "
        "print(sorted({'PySide6', 'av', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.json")], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_resources_are_found_in_a_checkout() -> None:
    assert resources_dir() == ROOT / "resources"
