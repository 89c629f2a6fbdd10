"""Find API keys in what is given away: in files, in archives among them, and in the code that a bundle packs.

python packaging/check_keys.py FOLDER
"""

import os
import re
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

KEY = re.compile(rb"sk_indream_[0-9A-Za-z_-]{8,}")


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give all files of a folder by name, and what is inside of those that are archives."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        yield name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for inner in archive.namelist():
                    yield f"{name}: {inner}", archive.read(inner)


def packed_code(program: Path) -> Iterator[tuple[str, bytes]]:
    """Give the modules that PyInstaller has packed into a program, as the bytes of their code."""
    from PyInstaller.archive.readers import CArchiveReader  # pyright: ignore[reportMissingImports]

    packed = CArchiveReader(str(program))
    for name in packed.toc:
        yield f"{program.name}: {name}", packed.extract(name)
        if name.lower().endswith(".pyz"):
            modules = packed.open_embedded_archive(name)
            for module in modules.toc:
                yield f"{program.name}: {module}", modules.extract(module, raw=True) or b""


def keys_in(files: Iterator[tuple[str, bytes]], *more: str) -> list[str]:
    """Give where keys stand, and never which; `more` are keys that are known."""
    known = [key.encode() for key in more if key]
    found: list[str] = []
    for name, content in files:
        if KEY.search(content) or any(key in content for key in known):
            found.append(name)
    return found


def check(folder: Path, program: Path | None = None) -> None:
    """Raise SystemExit where a key is in a folder, or in the code of its program."""
    own = os.environ.get("INDREAM_API_KEY", "")
    found = keys_in(contents(folder), own)
    if program is not None and find_spec("PyInstaller"):
        found += keys_in(packed_code(program), own)
    if found:
        raise SystemExit("There are API keys in: " + ", ".join(found))


if __name__ == "__main__":
    check(Path(sys.argv[1]).resolve())
