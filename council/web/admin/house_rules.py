"""The council's rules of order on one page: what holds, the usual, the section, one form."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law.house_rules import SETTINGS, parse
from council.law.refusals import BadRuleOfOrder
from council.law.rules_of_order import RulesOfOrder
from council.law.setting import Setting, as_text
from council.services import rules_of_order as service
from council.store.base import UNKEEPABLE, db
from council.store.models import Role
from council.store.queries.rules_of_order import rules_of_order as holding
from council.web.asking import actor, person, wants_json
from council.web.clock import now
from council.web.forms import body
from council.web.refusals import sentence

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One rule on the page: what holds or was typed, the usual in words, what is wrong."""

    setting: Setting
    value: str
    usual: str
    shown: str
    differs: bool
    error: str = ""


def add_to(bp: Blueprint) -> None:
    """Put the page on the administrator's blueprint."""
    bp.get("/admin/arbetsordning")(house_rules)
    bp.post("/admin/arbetsordning")(change_house_rules)


def house_rules() -> ResponseReturnValue:
    """What holds. Only the administrator may change it."""
    return _page({}, {})


def change_house_rules() -> ResponseReturnValue:
    """Save the whole page, or of a program only what it names; one bad value stops all."""
    given = _given()
    errors = _errors(given)
    if errors and not wants_json():
        return make_response(_page(given, errors), 422)
    changed = service.change_all(given, actor(), now=now())
    if wants_json():
        return jsonify(changed=changed)
    return redirect(url_for("admin.house_rules", sparat=len(changed)), 303)


def _given() -> dict[str, str]:
    read: dict[str, str] = {}
    for key, value in body().items():
        if key == "csrf_token":
            continue
        if not isinstance(value, str) or len(value) > LONGEST or UNKEEPABLE.search(value):
            raise UnprocessableEntity
        read[key] = value
    return read


def _errors(given: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    for key, text in given.items():
        try:
            parse(key, text)
        except BadRuleOfOrder as bad:
            errors[key] = sentence(bad)
    return errors


def _page(given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    rules = holding(db.session())
    rows = [_row(one, rules, given, errors) for one in SETTINGS.values()]
    by_heading = groupby(rows, key=lambda row: row.setting.heading)
    return render_template(
        "admin/house_rules.html",
        groups=[(heading, list(group)) for heading, group in by_heading],
        errors=[(key, text) for key, text in errors.items() if key in SETTINGS],
        may_change=person().role is Role.ADMIN,
    )


def _row(
    setting: Setting, rules: RulesOfOrder, given: Mapping[str, str], errors: Mapping[str, str]
) -> Row:
    holds = getattr(rules, setting.key)
    return Row(
        setting=setting,
        value=given.get(setting.key, as_text(holds)),
        usual=setting.shown(setting.default),
        shown=setting.shown(holds),
        differs=holds != setting.default,
        error=errors.get(setting.key, ""),
    )
