"""The command line's doors."""

from flask import Flask

from council.commands.backup import backup
from council.commands.demo import demo
from council.commands.importing import import_divisions, import_meeting, import_members
from council.commands.init import init
from council.commands.password import set_password
from council.commands.preflight import preflight
from council.commands.rehearse import rehearse
from council.commands.restore import restore
from council.commands.serve import serve

COMMANDS = (
    init,
    demo,
    import_members,
    import_meeting,
    import_divisions,
    set_password,
    rehearse,
    backup,
    restore,
    preflight,
    serve,
)


def install(app: Flask) -> None:
    """Add the commands to ``flask``."""
    for command in COMMANDS:
        app.cli.add_command(command)
