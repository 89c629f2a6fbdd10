"""`editor-app convert`: documents as RenderingVideo configs, and such configs as projects."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from editor_app.cli.fidelity import item_name, table
from editor_app.cli.options import path_argument
from editor_app.cli.outcome import CommandError, Exit, Subcommands, print_json, say, show
from editor_app.cli.times import range_argument
from editor_app.product import PROJECT_SUFFIX

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Conversion, Reading, Refusal
    from editor_app.state.model import EditorState


def add_to(commands: Subcommands) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser("convert", help="write a RenderingVideo config, or open one as a project")
    parser.add_argument("file", type=path_argument, metavar="PROJECT|CONFIG", help="what to convert")
    parser.add_argument(
        "--to", choices=("renderingvideo", "editor"), required=True, help="what to make of it"
    )
    parser.add_argument("-o", "--output", type=path_argument, metavar="OUT", help="the file to make")
    parser.add_argument("--fps", type=int, default=30, help="frames a second of the config (default 30)")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the config's canvas (default 1)")
    parser.add_argument("--range", metavar="A:B", help="only from A up to B, such as 2:4.5 or 60f:135f")
    parser.add_argument(
        "--addresses", type=path_argument, metavar="FILE", help="JSON: public addresses by asset id"
    )
    parser.add_argument(
        "--prerendered", type=path_argument, metavar="FILE", help="JSON: addresses by key of the plan"
    )
    parser.add_argument("--force", action="store_true", help="go on despite errors, without what has them")
    parser.add_argument("--json", action="store_true", help="print config, report and plan as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert one file and tell what differs."""
    return _to_config(options) if options.to == "renderingvideo" else _to_project(options)


def _to_config(options: argparse.Namespace) -> int:
    if not 1 <= options.fps <= 240:
        raise CommandError(Exit.UNREADABLE, f"--fps: {options.fps} is not from 1 to 240.")
    if not 0.05 <= options.scale <= 16:
        raise CommandError(Exit.UNREADABLE, f"--scale: {options.scale:g} is not from 0.05 to 16.")
    start, end = (0, None) if options.range is None else range_argument(options.range, options.fps)

    from editor_app.cli.opening import count_errors, line_of, open_project
    from editor_app.interchange.renderingvideo import to_schema
    from editor_app.record import json_bytes
    from editor_app.state.queries import project_length

    project, problems = open_project(options.file)
    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in errors:
        say(line_of(problem))
    if errors and not options.force:
        many = f"{count_errors(problems)} error{'s' * (len(errors) != 1)}"
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"“{options.file}” has {many}. Correct the document, or go on without what has them: --force.",
        )
    length = project_length(project.state)
    if length <= start:
        what = "is empty" if length <= 0 else "ends before the range starts"
        raise CommandError(
            Exit.DOCUMENT_ERRORS, f"The timeline of “{options.file}” {what}. Nothing was made."
        )
    conversion = to_schema(
        project.state,
        fps=options.fps,
        scale=options.scale,
        range_ticks=(start, min(length, length if end is None else end)),
        addresses=_addresses(options.addresses, "--addresses"),
        prerendered=_addresses(options.prerendered, "--prerendered"),
        measure=_measure(project.state),
    )
    if options.output is not None:
        _write(options.output, options.file, json_bytes(conversion.config) + b"\n")
    _tell_conversion(conversion, project.state, options)
    return Exit.DONE


def _measure(state: EditorState) -> Any:
    """Give the ruler for texts; None where there are none, so that Qt need not be asked."""
    if not any(item.type in ("text", "captions") for item in state.items.values()):
        return None
    from editor_app.render.picture.gui import ensure_gui
    from editor_app.render.picture.text import measure

    ensure_gui()
    return measure


def _addresses(path: Path | None, option: str) -> Mapping[str, str]:
    """Read addresses by id; raise CommandError."""
    if path is None:
        return {}
    from editor_app.state.reading import DocumentError, parse_json

    try:
        value: Any = parse_json(path.read_bytes())
    except (OSError, DocumentError) as error:
        raise CommandError(Exit.UNREADABLE, f"{option}: “{path}” cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise CommandError(Exit.UNREADABLE, f"{option}: “{path}” is no JSON object of addresses by id.")
    entries = cast("dict[str, Any]", value)
    for key, address in entries.items():
        if not isinstance(address, str) or not address.startswith(("http://", "https://")):
            raise CommandError(
                Exit.UNREADABLE, f"{option}: the address of “{key}” must begin with http:// or https://."
            )
    return entries


def _write(output: Path, source: Path, content: bytes) -> None:
    """Write a file whole; raise CommandError, and first of all for one that is not to be written over."""
    from editor_app.store.project import ProjectError, load_project
    from editor_app.store.whole_file import whole_file

    if output.exists():
        if not output.is_file() or output.resolve() == source.resolve():
            what = "is what is converted" if output.is_file() else "is no ordinary file"
            raise CommandError(Exit.OUTPUT, f"“{output}” {what}. Choose another name.")
        try:
            load_project(output)
        except ProjectError:
            pass
        else:
            raise CommandError(Exit.OUTPUT, f"“{output}” is a project, and stays. Choose another name.")
    elif output.suffix.lower() == PROJECT_SUFFIX:
        raise CommandError(Exit.UNREADABLE, f"“{output}” has the name of a project. Choose another name.")
    try:
        with whole_file(output) as temporary:
            temporary.write_bytes(content)
    except OSError as error:
        raise CommandError(
            Exit.OUTPUT, f"“{output}” cannot be written: {error.strerror or error}."
        ) from error


def _tell_conversion(conversion: Conversion, state: EditorState, options: argparse.Namespace) -> None:
    plan = conversion.plan
    if options.json:
        prerenders = [asdict(prerender) for prerender in plan.prerenders]
        report = [asdict(loss) for loss in conversion.report]
        planned = {"uploads": list(plan.uploads), "prerenders": prerenders}
        print_json({"config": conversion.config, "report": report, "plan": planned})
        return
    tell = show
    if options.output is None:
        import json

        show(json.dumps(conversion.config, indent=2, ensure_ascii=False))
        tell = say
    else:
        show(f"{options.output}: {len(conversion.config['tracks'])} tracks")
    for line in table(conversion.report, lambda item_id: item_name(state, item_id)):
        tell(line)
    for asset_id in plan.uploads:
        asset: Any = state.assets.get(asset_id)
        tell(f"to upload: {getattr(asset, 'filename', asset_id)} [{asset_id}]")
    for prerender in plan.prerenders:
        names = ", ".join(item_name(state, item_id) for item_id in prerender.item_ids)
        tell(f"can be drawn beforehand as {prerender.kind}: {names} [{prerender.key}]")


def _to_project(options: argparse.Namespace) -> int:
    from editor_app.interchange.renderingvideo import import_config, read_config
    from editor_app.state.reading import DocumentError
    from editor_app.store.project import new_project, project_bytes

    output = options.output or options.file.with_suffix(PROJECT_SUFFIX)
    if output.exists():
        raise CommandError(
            Exit.OUTPUT, f"“{output}” is there already, and stays. Choose another name with -o."
        )
    if output.suffix.lower() != PROJECT_SUFFIX:
        raise CommandError(
            Exit.UNREADABLE,
            f"“{output}” does not end in {PROJECT_SUFFIX}, as projects do. Choose such a name.",
        )
    try:
        config = read_config(options.file.read_bytes())
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(Exit.UNREADABLE, f"“{options.file}” cannot be read: {reason}.") from error
    except DocumentError as error:
        raise CommandError(Exit.UNREADABLE, f"“{options.file}” cannot be opened: {error}") from error
    found = import_config(config)
    _refuse(found.reading, options)
    project = new_project(output, found.state)
    _save(output, project_bytes(project))
    _tell_reading(found.reading, found.state, output, options)
    return Exit.DONE


def _refuse(reading: Reading, options: argparse.Namespace) -> None:
    if options.force:
        return  # it is told of what was made
    for refusal in reading.refusals:
        say(f"error: {_told(refusal)}")
    if reading.refusals:
        count = len(reading.refusals)
        many = "1 thing" if count == 1 else f"{count} things"
        raise CommandError(
            Exit.DOCUMENT_ERRORS,
            f"“{options.file}” has {many} that cannot be read or drawn here. "
            "Correct the config, or go on without: --force.",
        )


def _save(output: Path, content: bytes) -> None:
    from editor_app.store.whole_file import whole_file

    try:
        with whole_file(output) as temporary:
            temporary.write_bytes(content)
    except OSError as error:
        raise CommandError(
            Exit.OUTPUT, f"“{output}” cannot be written: {error.strerror or error}."
        ) from error


def _tell_reading(reading: Reading, state: EditorState, output: Path, options: argparse.Namespace) -> None:
    if options.json:
        report = [asdict(loss) for loss in reading.report]
        refusals = [asdict(refusal) for refusal in reading.refusals]
        media = dict(reading.addresses or {})
        print_json({"project": str(output), "report": report, "refusals": refusals, "media": media})
        return
    show(f"{output}: {len(state.items)} items on {len(state.tracks)} tracks")
    for refusal in reading.refusals:
        show(f"left out: {_told(refusal)}")
    if reading.report or not reading.refusals:
        for line in table(reading.report, lambda item_id: item_name(state, item_id)):
            show(line)


def _told(refusal: Refusal) -> str:
    return f"{refusal.message} [{refusal.path}]"
