"""What each of several server processes begins with; loaded by name, in the new process."""

from council.application import create_app
from council.web.asgi import Service


def make() -> Service:
    """The service, with its settings from the environment."""
    return Service(create_app())
