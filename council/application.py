"""Where the parts are wired together, and the only place."""

import os
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from council import cli, logs
from council.config import BadSettings, Settings, secret_key_file
from council.store.base import db
from council.store.engine import prepare
from council.store.reach import connecting
from council.web import assets, csrf, errors, frame, headers, pausing, refusals, rights, words
from council.web.admin.views import bp as admin
from council.web.api.views import bp as api
from council.web.auth import login
from council.web.auth.views import bp as auth
from council.web.chair.views import bp as chair
from council.web.health.views import bp as health
from council.web.live.views import bp as live
from council.web.member.views import bp as member
from council.web.public.views import bp as public
from council.web.runbook import bp as runbook
from council.web.screen.views import bp as screen
from council.web.secretary.views import bp as secretary

ROOT = Path(__file__).parent.parent
LARGEST_NUMBER = 2**31 - 1
POOL_WAIT = 3
"""Seconds that somebody waits for one of the database connections before being told to try again;
as long as for a lock."""


class Number(IntegerConverter):
    """A row's number in an address; one larger than any row's is no address."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=LARGEST_NUMBER)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service. Settings come from the environment unless given.

    Raises:
        BadSettings: one line per setting that cannot be used.
    """
    settings = settings or Settings.from_environ(os.environ)
    data = (ROOT / settings.data_dir).resolve()
    app = Flask(
        __name__,
        instance_path=str(data),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.update(_config(settings, data))
    app.url_map.converters["int"] = Number
    logs.install(settings.log_level)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    _database(app, data)
    _web(app)
    cli.install(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def from_environment() -> Flask:
    """The service as the environment sets it; a bad setting ends the start in plain words."""
    try:
        return create_app()
    except BadSettings as bad:
        sys.exit(f"Inställningarna går inte att använda:\n{bad}")


def _config(settings: Settings, data: Path) -> dict[str, Any]:
    secure = settings.trusted_proxies > 0
    kept = secret_key_file(data)
    key = settings.secret_key or (kept.read_text().strip() if kept.exists() else None)
    return {
        "SETTINGS": settings,
        "SECRET_KEY": key,
        "SECRET_KEY_FALLBACKS": settings.secret_key_fallbacks.split(),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 20,
            "max_overflow": 20,
            "pool_timeout": POOL_WAIT,
            "hide_parameters": True,  # no person's data in an error's text
            "connect_args": connecting(settings.database_url),
        },
        "SESSION_COOKIE_NAME": "__Host-klubbslag" if secure else "klubbslag",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "TRUSTED_HOSTS": settings.trusted_hosts.split() or None,
        "MAX_CONTENT_LENGTH": errors.LARGEST_UPLOAD * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 400,
        "SEND_FILE_MAX_AGE_DEFAULT": 86400,
        # A ballot that has been open since the last break must still be able to vote.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_HEADERS": ["X-CSRFToken"],
        "BABEL_DEFAULT_LOCALE": "sv",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Stockholm",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "council" / "translations"),
    }


def _database(app: Flask, data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def _web(app: Flask) -> None:
    Babel(app)
    login.install(app)
    rights.install(app)  # 401 comes before the token's 400,
    csrf.install(app)
    app.before_request(rights.demand_role)  # and 403 after both
    for part in (words, pausing, assets, frame, headers, errors, refusals):
        part.install(app)
    for blueprint in (
        public,
        screen,
        api,
        live,
        health,
        auth,
        member,
        chair,
        runbook,
        secretary,
        admin,
    ):
        app.register_blueprint(blueprint)
    rights.require_whole(app)
