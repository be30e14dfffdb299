"""Giving a command as an operator does."""

from pathlib import Path

from click.testing import Result
from flask import Flask

MEMBERS = Path(__file__).parent.parent / "data" / "import" / "members.csv"
"""A sound file of members."""


def run(app: Flask, *words: str, **others: str) -> Result:
    """Run ``flask`` with these words; ``others`` are set in the environment."""
    return app.test_cli_runner().invoke(args=list(words), env=others or None)
