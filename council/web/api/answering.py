"""The form of every answer of the open data: JSON or CSV, with a validator and a next page."""

from collections.abc import Callable

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from council.web.api import tables
from council.web.api.asked import wants_csv
from council.web.api.shapes import Shape
from council.web.api.tables import Table
from council.web.validators import conditional, etag_for

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link",
    "Cache-Control": "public, no-cache",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def answer(
    *chains: str,
    present: Callable[[], Shape],
    table: Table | None = None,
    also: object = "",
) -> ResponseReturnValue:
    """What ``present`` gives, unless the reader's copy of it still holds.

    Args:
        chains: the journal's chains that it is made of; all of them where none is named.
        table: what of it can be had as CSV, if anything.
        also: what else it depends on than the journal.

    Raises:
        BadParameter: CSV is asked for where there is no table.
    """
    as_csv = wants_csv(has_table=table is not None)

    def render() -> ResponseReturnValue:
        facts = present()
        response = _csv(table, facts) if as_csv and table is not None else _json(facts)
        if facts.get("next"):
            response.headers["Link"] = f'<{_next(facts["next"], as_csv=as_csv)}>; rel="next"'
        return response

    return conditional(etag_for(*chains, also=also), render)


def _json(facts: Shape) -> Response:
    text = current_app.json.dumps(facts, sort_keys=False, ensure_ascii=False)
    return Response(text + "\n", mimetype="application/json")


def _csv(table: Table, facts: Shape) -> Response:
    response = Response(tables.written(table, facts), content_type=tables.CONTENT_TYPE)
    name = tables.file_name(table, facts)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _next(address: str, *, as_csv: bool) -> str:
    return address + ("&format=csv" if as_csv else "")
