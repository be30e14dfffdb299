"""What thirty years of meetings ask for: a meeting's divisions, and a member's rolls, by index."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ASIDE = sa.text("person_id IS NULL OR substitute_for IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_division_meeting", "division", ["meeting_id", "state", "secret"])
    op.drop_index("ix_division_seat_person", table_name="division_seat")
    op.create_index(
        "ix_division_seat_person", "division_seat", ["person_id", "division_id", "seat_id"]
    )
    op.create_index(
        "ix_division_seat_aside",
        "division_seat",
        ["seat_id", "division_id"],
        sqlite_where=ASIDE,
        postgresql_where=ASIDE,
    )


def downgrade() -> None:
    op.drop_index("ix_division_seat_aside", table_name="division_seat")
    op.drop_index("ix_division_seat_person", table_name="division_seat")
    op.create_index("ix_division_seat_person", "division_seat", ["person_id", "division_id"])
    op.drop_index("ix_division_meeting", table_name="division")
