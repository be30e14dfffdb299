"""How long a PostgreSQL host that says nothing is waited for.

A host that crashed refuses at once. One that lost its power or its network says nothing, and the
system's own patience is a quarter of an hour: a hall would wait as long before it came to the
standby. What the address itself says (``?connect_timeout=…``) goes before these.
"""

from sqlalchemy import make_url

PATIENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""libpq's names: seconds, but the last in milliseconds and the count a number of probes."""


def connecting(url: str) -> dict[str, int]:
    """What a connection to a database is told beyond its address; nothing for SQLite."""
    address = make_url(url)
    if address.get_backend_name() != "postgresql":
        return {}
    return {name: value for name, value in PATIENCE.items() if name not in address.query}
