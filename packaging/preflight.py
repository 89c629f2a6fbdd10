"""Say what this machine lacks before anything is downloaded.

Plain standard library, and a syntax that old Pythons still read: they are told that they are too old.
"""

import ctypes
import ctypes.util
import os
import platform
import sys

OLDEST, TOO_NEW = (3, 11), (3, 14)

# What Qt's painting library links against: (file, Debian and Ubuntu package, Fedora package).
LIBRARIES = [
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libX11.so.6", "libx11-6", "libX11"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libz.so.1", "zlib1g", "zlib"),
    ("libstdc++.so.6", "libstdc++6", "libstdc++"),
]
# Only a window on an X11 display needs these.
WINDOW_LIBRARIES = [
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
]


def python_problem(version):
    """Say in a sentence why Python `version` will not do, or return None."""
    name = ".".join(str(part) for part in version[:3])
    advice = "Choose Python 3.11, 3.12 or 3.13, for instance with `make PYTHON=python3.12`."
    if version[:2] < OLDEST:
        return "Python %s is too old. %s" % (name, advice)
    if version[:2] >= TOO_NEW:
        return "Python %s is newer than this release supports. %s" % (name, advice)
    return None


def system_problem(machine, libc):
    """Say in a sentence why ready-made packages do not run here, or return None (`libc`: name, version)."""
    if machine not in ("x86_64", "aarch64"):
        return "There are no ready-made packages for a %s processor; x86_64 or aarch64 is needed." % machine
    name, version = libc
    if name != "glibc":
        return "The packages need a system with glibc 2.28 or newer; this one has another C library."
    if tuple(int(part) for part in version.split(".")[:2]) < (2, 28):
        return (
            "The packages need glibc 2.28 or newer; this system has %s. Use a newer release of it." % version
        )
    return None


def venv_problem():
    """Say in a sentence that virtual environments cannot be made, or return None."""
    try:
        import ensurepip
        import venv  # noqa: F401

        ensurepip.version()
    except ImportError:
        return (
            "Python's venv module is incomplete. Install it, then try again.\n"
            "  Debian, Ubuntu:  sudo apt-get install python3-venv\n"
            "  Elsewhere:       a complete Python of your system or from python.org"
        )
    return None


def loads(library):
    """Tell whether the system's loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(has_display, loads=loads):
    """List the rows of the tables above whose library the loader does not find."""
    wanted = LIBRARIES + (WINDOW_LIBRARIES if has_display else [])
    return [row for row in wanted if not loads(row[0])]


def libraries_problem(missing):
    """Say in sentences which libraries are missing and how to install them."""
    debian = " ".join(sorted({row[1] for row in missing}))
    fedora = " ".join(sorted({row[2] for row in missing}))
    return (
        "These system libraries are missing: %s. Install them, then try again.\n"
        "  Debian, Ubuntu:  sudo apt-get install %s\n"
        "  Fedora:          sudo dnf install %s"
    ) % (", ".join(row[0] for row in missing), debian, fedora)


def problems():
    """List every reason, each in words, why the program cannot be installed here."""
    found = [python_problem(sys.version_info), venv_problem()]
    if sys.platform.startswith("linux"):
        found.append(system_problem(platform.machine(), platform.libc_ver()))
        missing = missing_libraries(bool(os.environ.get("DISPLAY")))
        if missing:
            found.append(libraries_problem(missing))
    return [text for text in found if text]


def main(arguments):
    """Print the problems and return 1, or nothing and 0.

    `--debian` prints the packages to install instead, with `--window` those for a window too.
    """
    if "--debian" in arguments:
        print(" ".join(sorted({row[1] for row in missing_libraries("--window" in arguments)})))
        return 0
    found = problems()
    for text in found:
        sys.stderr.write("preflight: %s\n" % text)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
