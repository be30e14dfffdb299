"""The service, for Flask's own commands and for any server that takes a WSGI application."""

from council.application import create_app

app = create_app()
