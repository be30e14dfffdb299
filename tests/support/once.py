"""What is made once a worker though every test has an app and a database of its own.

Templates and SQL statements compile to the same thing in each of them. Nothing of what a test
does or sees depends on it; it is a fifth of the time that a test of a page takes.
"""

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine

dialects: dict[str, Dialect] = {}
statements: dict[Any, Any] = {}


class Templates(BytecodeCache):
    """Compiled templates in memory."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is there; Jinja sees by the source's checksum whether it still holds."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


templates = Templates()


def share_templates(app: Flask) -> None:
    """Let an app use the templates that others have compiled."""
    app.jinja_env.bytecode_cache = templates


def share_statements(engine: Engine) -> None:
    """Let an engine use the statements that others have compiled; the key holds the dialect."""
    engine.dialect = dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=statements)
