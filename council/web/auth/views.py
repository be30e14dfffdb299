"""The sign-in page, signing out, and where each person's own page is."""

from datetime import time
from math import ceil

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from flask_wtf.csrf import generate_csrf

from council.services import sign_ins
from council.store.base import UNKEEPABLE
from council.store.models import Role
from council.store.models.people import PRESIDIUM
from council.web.asking import maybe_person, person, wants_json
from council.web.auth import login as loader
from council.web.clock import now
from council.web.forms import fields
from council.web.words import exact_clock

LONGEST_PATH = 500
bp = Blueprint("auth", __name__)

HOMES: dict[Role, str] = {
    **dict.fromkeys(PRESIDIUM, "chair.home"),
    Role.SECRETARY: "secretary.home",
    Role.ADMIN: "admin.home",
}
"""Where a person lands after signing in; all others vote."""


@bp.get("/login")
def login() -> ResponseReturnValue:
    """The sign-in page, or on to the own page for who is signed in."""
    if maybe_person() is not None:
        return redirect(url_for("auth.home"), 303)
    return form()


@bp.post("/login")
def log_in() -> ResponseReturnValue:
    """Sign in. Takes a form or JSON."""
    given = fields("username", "password")
    username, password = given["username"].strip(), given["password"]
    try:
        token = sign_ins.sign_in(
            username,
            password,
            device=request.user_agent.string,
            session_ends=_session_ends(),
            now=now(),
        )
    except sign_ins.WrongPassword:
        return _no(_("Användarnamnet eller lösenordet stämmer inte."), 401, "wrong_password")
    except sign_ins.TooManyGuesses as wait:
        message = _(
            "För många försök för det här kontot. Vänta till kl. %(time)s.",
            time=exact_clock(wait.until),
        )
        refused = make_response(_no(message, 429, "too_many_requests"))
        refused.headers["Retry-After"] = str(max(1, ceil((wait.until - now()).total_seconds())))
        return refused
    _begin(token)
    if wants_json():
        someone = person()
        return jsonify(
            username=someone.username, roles=[someone.role.value], csrf_token=generate_csrf()
        )
    return redirect(own_path(request.form.get("next")) or url_for("auth.home"), 303)


@bp.get("/start")
def home() -> ResponseReturnValue:
    """On to the own page."""
    return redirect(url_for(HOMES.get(person().role, "member.now")), 303)


@bp.get("/logout")
def logout() -> ResponseReturnValue:
    """Ask before signing out; a link must not do it."""
    return render_template("auth/logout.html")


@bp.post("/logout")
def log_out() -> ResponseReturnValue:
    """Sign out, here and on the server."""
    sign_ins.sign_out(str(session.get("_user_id", "")), now=now())
    logout_user()
    session.clear()
    response: Response = make_response(redirect(url_for("public.start"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def form(message: str = "", username: str = "") -> str:
    """The sign-in page, with what went wrong and what was typed."""
    return render_template(
        "auth/login.html",
        message=message,
        username=username,
        next=own_path(request.values.get("next")) or (request.path if _own_page() else ""),
    )


def own_path(path: str | None) -> str:
    """A path on this site to go on to, or nothing: never another host."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return ""
    unfit = any(sign in path for sign in "\\\r\n\t") or UNKEEPABLE.search(path)
    return "" if unfit or len(path) > LONGEST_PATH else path


def _own_page() -> bool:
    return request.method == "GET" and request.endpoint not in (None, "auth.login", "auth.logout")


def _begin(token: str) -> None:
    if (before := session.get("_user_id")) is not None:
        sign_ins.sign_out(str(before), now=now())
    session.clear()
    login_user(loader.load(token))


def _no(message: str, status: int, code: str) -> ResponseReturnValue:
    if wants_json():
        return jsonify(error=code, message=message), status
    return form(message, request.form.get("username", "")), status


def _session_ends() -> time:
    hours, minutes = current_app.config["SETTINGS"].session_ends.split(".")
    return time(int(hours), int(minutes))
