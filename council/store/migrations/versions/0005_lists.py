"""Votes given by name on a list, typed in twice: when tablets fail."""

# ruff: noqa: S608 - the statements are made of fixed words

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MARKS = ("yes", "no", "abstain", "absent")
BY = ("device", "clerk")
NEW_BY = (*BY, "roll-call", "paper")

# SQLite alters a table by copying it, and its triggers go with the old one.
SQLITE_VOTE_TRIGGERS = (
    """CREATE TRIGGER vote_stays_as_sealed BEFORE UPDATE ON vote
    BEGIN SELECT RAISE(ABORT, 'a sealed vote is never changed'); END""",
    """CREATE TRIGGER vote_stays BEFORE DELETE ON vote
    BEGIN SELECT RAISE(ABORT, 'a sealed vote is never changed'); END""",
    """CREATE TRIGGER vote_keeps_its_place BEFORE INSERT ON vote
    WHEN EXISTS (SELECT 1 FROM vote WHERE division_id = NEW.division_id AND seat_id = NEW.seat_id)
    BEGIN SELECT RAISE(ABORT, 'a sealed vote is never changed'); END""",
)
SQLITE_TRIGGERS = tuple(
    f"""CREATE TRIGGER list_mark_needs_open_division_{act.lower()} BEFORE {act} ON list_mark
    WHEN (SELECT state FROM division WHERE id = {row}.division_id) IS NOT 'open'
    BEGIN SELECT RAISE(ABORT, 'the division is not open'); END"""
    for act, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
)
POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION klubbslag_list_needs_open_division() RETURNS trigger LANGUAGE plpgsql AS
    $$ DECLARE mark record;
    BEGIN
      IF TG_OP = 'DELETE' THEN mark := OLD; ELSE mark := NEW; END IF;
      IF (SELECT state FROM division WHERE id = mark.division_id) IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'the division is not open';
      END IF;
      RETURN mark;
    END $$""",
    """CREATE TRIGGER list_mark_needs_open_division BEFORE INSERT OR UPDATE OR DELETE ON list_mark
    FOR EACH ROW EXECUTE FUNCTION klubbslag_list_needs_open_division()""",
)


def upgrade() -> None:
    op.create_table(
        "list_reading",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("attester_id", sa.Integer(), nullable=True),
        sa.Column("ready_at", sa.Text(), nullable=True),
        sa.CheckConstraint("reading IN (1, 2)", name=op.f("ck_list_reading_reading")),
        sa.ForeignKeyConstraint(
            ["division_id"], ["division.id"], name=op.f("fk_list_reading_division_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_list_reading_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["attester_id"], ["person.id"], name=op.f("fk_list_reading_attester_id")
        ),
        sa.PrimaryKeyConstraint("division_id", "reading", name=op.f("pk_list_reading")),
    )
    op.create_table(
        "list_mark",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(*MARKS, name="mark", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["division_id", "reading"],
            ["list_reading.division_id", "list_reading.reading"],
            name=op.f("fk_list_mark_division_id_reading"),
        ),
        sa.ForeignKeyConstraint(
            ["division_id", "seat_id"],
            ["division_seat.division_id", "division_seat.seat_id"],
            name=op.f("fk_list_mark_division_id_seat_id"),
        ),
        sa.PrimaryKeyConstraint("division_id", "reading", "seat_id", name=op.f("pk_list_mark")),
    )
    _votes_come_by(NEW_BY, before=6, after=9)
    for statement in SQLITE_TRIGGERS if _sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("list_mark")
    op.drop_table("list_reading")
    if not _sqlite():
        op.execute("DROP FUNCTION klubbslag_list_needs_open_division")
    _votes_come_by(BY, before=9, after=6)


def _votes_come_by(words: tuple[str, ...], *, before: int, after: int) -> None:
    known = ", ".join(repr(word) for word in words)
    with op.batch_alter_table("vote") as batch:
        batch.drop_constraint(op.f("ck_vote_by"), type_="check")
        batch.alter_column(
            "by",
            existing_type=sa.String(before),
            type_=sa.String(after),
            existing_nullable=False,
        )
        batch.create_check_constraint("by", f'"by" IN ({known})')
    if _sqlite():
        for statement in SQLITE_VOTE_TRIGGERS:
            op.execute(statement)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
