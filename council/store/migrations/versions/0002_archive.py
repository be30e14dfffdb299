"""The archive: historic divisions and their votes, which nobody changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE_TRIGGERS = (
    """CREATE TRIGGER archive_division_stays_as_counted BEFORE UPDATE ON archive_division
    BEGIN SELECT RAISE(ABORT, 'an archived division is never changed'); END""",
    """CREATE TRIGGER archive_vote_stays_as_counted BEFORE UPDATE ON archive_vote
    BEGIN SELECT RAISE(ABORT, 'an archived vote is never changed'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE TRIGGER archive_division_stays_as_counted BEFORE UPDATE ON archive_division
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
    """CREATE TRIGGER archive_vote_stays_as_counted BEFORE UPDATE ON archive_vote
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
)


def upgrade() -> None:
    op.create_table(
        "archive_division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("votes_yes", sa.Integer(), nullable=False),
        sa.Column("votes_no", sa.Integer(), nullable=False),
        sa.Column("votes_abstain", sa.Integer(), nullable=False),
        sa.Column("votes_absent", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "yes",
                "no",
                "abstain",
                name="archiveoutcome",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('yes', 'no')", name=op.f("ck_archive_division_one_side_won")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_division")),
        sa.UniqueConstraint("event", name=op.f("uq_archive_division_event")),
    )
    op.create_index("ix_archive_division_date", "archive_division", ["date", "id"])
    op.create_table(
        "archive_vote",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column(
            "position",
            sa.Enum(
                "yes",
                "no",
                "abstain",
                "absent",
                name="archiveposition",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["division_id"], ["archive_division.id"], name=op.f("fk_archive_vote_division_id")
        ),
        sa.PrimaryKeyConstraint("division_id", "member", name=op.f("pk_archive_vote")),
        sqlite_with_rowid=False,
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("archive_vote")
    op.drop_index("ix_archive_division_date", table_name="archive_division")
    op.drop_table("archive_division")
