"""The service, for Flask's own commands and for any server that takes a WSGI application."""

from council.application import from_environment

app = from_environment()
