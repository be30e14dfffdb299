"""The command line's doors."""

from flask import Flask


def install(app: Flask) -> None:
    """Add the commands to ``flask``."""
