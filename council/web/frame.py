"""What every page's frame needs: the body, who is asking, the token."""

from flask import Flask, g
from flask_wtf.csrf import generate_csrf

from council.law.rules import RULES
from council.law.rules_of_order import RulesOfOrder
from council.store.base import db
from council.store.models import Body
from council.store.queries.rules_of_order import rules_of_order
from council.web.asking import maybe_person


def install(app: Flask) -> None:
    """Give the templates the frame."""
    app.jinja_env.globals.update(
        body=body,
        person=maybe_person,
        csrf_token=generate_csrf,
        rules=RULES,
        house_rules=house_rules,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")


def body() -> Body:
    """The council whose database this is, read once a request."""
    known: Body | None = g.get("body")
    if known is None:
        g.body = known = db.session.get(Body, 1) or _unnamed()
    return known


def house_rules() -> RulesOfOrder:
    """The council's rules of order, read once a request."""
    known: RulesOfOrder | None = g.get("house_rules")
    if known is None:
        g.house_rules = known = rules_of_order(db.session())
    return known


def _unnamed() -> Body:
    return Body(
        name="Fullmäktige", organisation="", board="Styrelsen", seats=21, demonstration=False
    )
