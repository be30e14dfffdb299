"""The first schema: people, meetings, agenda, divisions, journal; and what no one may undo."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE_TRIGGERS = (
    """CREATE TRIGGER journal_entry_stays_as_written BEFORE UPDATE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_entry_stays BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER press_stays_as_written BEFORE UPDATE ON press
    BEGIN SELECT RAISE(ABORT, 'a press is never changed'); END""",
    """CREATE TRIGGER press_needs_open_division BEFORE INSERT ON press
    WHEN (SELECT state FROM division WHERE id = NEW.division_id) IS NOT 'open'
    BEGIN SELECT RAISE(ABORT, 'the division is not open'); END""",
    """CREATE TRIGGER vote_stays_as_sealed BEFORE UPDATE ON vote
    BEGIN SELECT RAISE(ABORT, 'a sealed vote is never changed'); END""",
    """CREATE TRIGGER vote_stays BEFORE DELETE ON vote
    BEGIN SELECT RAISE(ABORT, 'a sealed vote is never changed'); END""",
    # REPLACE takes the old row away without asking the triggers on DELETE.
    """CREATE TRIGGER journal_entry_keeps_its_place BEFORE INSERT ON journal_entry
    WHEN EXISTS (SELECT 1 FROM journal_entry WHERE chain = NEW.chain AND seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM journal_entry WHERE chain = NEW.chain AND prev = NEW.prev)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER vote_keeps_its_place BEFORE INSERT ON vote
    WHEN EXISTS (SELECT 1 FROM vote WHERE division_id = NEW.division_id AND seat_id = NEW.seat_id)
    BEGIN SELECT RAISE(ABORT, 'a sealed vote is never changed'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION klubbslag_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    """CREATE FUNCTION klubbslag_press_needs_open_division() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF (SELECT state FROM division WHERE id = NEW.division_id) IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'the division is not open';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
    """CREATE TRIGGER journal_entry_is_not_emptied BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION klubbslag_refuse()""",
    """CREATE TRIGGER press_stays_as_written BEFORE UPDATE ON press
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
    """CREATE TRIGGER vote_stays BEFORE UPDATE OR DELETE ON vote
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
    """CREATE TRIGGER press_needs_open_division BEFORE INSERT ON press
    FOR EACH ROW EXECUTE FUNCTION klubbslag_press_needs_open_division()""",
)
"""What must never be true is refused by the database itself, whoever asks."""


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_body_one_body")),
        sa.CheckConstraint("seats >= 21 AND seats % 2 = 1", name=op.f("ck_body_odd_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("chain", "prev", name=op.f("uq_journal_entry_chain_prev")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_head",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_journal_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("hall_order", sa.Integer(), nullable=False),
        sa.Column("size_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("letters", name=op.f("uq_party_letters")),
    )
    op.create_table(
        "throttle",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("free_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_throttle")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "substitute",
                "chair",
                "first_vice",
                "second_vice",
                "secretary",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("call_order", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(role = 'substitute') = (call_order IS NOT NULL)", name=op.f("ck_person_call_order")
        ),
        sa.CheckConstraint(
            "(role IN ('secretary', 'admin')) = (party_id IS NULL)",
            name=op.f("ck_person_councillors_have_party"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_person_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_party_id"), ["party_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ordinary",
                "extra",
                "rehearsal",
                name="meetingkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "open",
                "adjourned",
                "closed",
                "attested",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("presiding_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('closed', 'attested')) = (closed_at IS NOT NULL)",
            name=op.f("ck_meeting_closed_has_time"),
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'published')) = (opened_at IS NULL)",
            name=op.f("ck_meeting_opened_has_time"),
        ),
        sa.ForeignKeyConstraint(
            ["presiding_id"], ["person.id"], name=op.f("fk_meeting_presiding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_date", ["date", "id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_seat_holder_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_seat_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_seat_holder_id")),
        sa.UniqueConstraint("number", name=op.f("uq_seat_number")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_party_id"), ["party_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("last_seen_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "decision",
                "motion",
                "election",
                "interpellation",
                "question",
                "information",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("summary_version", sa.Integer(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "open",
                "decided",
                "tabled",
                "referred",
                "withdrawn",
                name="itemstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "step",
            sa.Enum(
                "waiting",
                "debate",
                "proposals",
                "order",
                "question",
                "found",
                "requested",
                "division",
                "tie",
                "result",
                "decided",
                name="step",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("order_approved_at", sa.Text(), nullable=True),
        sa.Column("found_id", sa.Integer(), nullable=True),
        sa.Column("found_at", sa.Text(), nullable=True),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (step <> 'decided')", name=op.f("ck_item_decided_has_time")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (step NOT IN ('waiting', 'decided'))",
            name=op.f("ck_item_state_follows_step"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (opened_at IS NULL)", name=op.f("ck_item_opened_has_time")
        ),
        sa.CheckConstraint(
            "(requested_at IS NULL) = (requested_by_id IS NULL)",
            name=op.f("ck_item_request_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["found_id"], ["proposal.id"], name="fk_item_found_id", use_alter=True
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_item_meeting_id")),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["person.id"], name=op.f("fk_item_requested_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_item_meeting_id_number")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index("ix_item_decided", ["decided_at"], unique=False)
        batch_op.create_index(
            "uq_item_open",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("arrived_at", sa.Text(), nullable=False),
        sa.Column("left_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "left_at IS NULL OR left_at >= arrived_at",
            name=op.f("ck_presence_leaves_after_arriving"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_presence_meeting_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_presence_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
    )
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presence_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_presence_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_presence_person",
            ["meeting_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.create_index(
            "uq_presence_seat",
            ["meeting_id", "seat_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_document_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("item_id", "position", name=op.f("uq_document_item_id_position")),
    )
    op.create_table(
        "paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_paragraph_item_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_paragraph_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph")),
        sa.UniqueConstraint("item_id", name=op.f("uq_paragraph_item_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_paragraph_year_number")),
    )
    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paragraph_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "board",
                "approval",
                "rejection",
                "amendment",
                "counter",
                name="proposalkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "moved",
                "withdrawn",
                "carried",
                "lost",
                "not_put",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("put_as", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_proposal_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("item_id", "position", name=op.f("uq_proposal_item_id_position")),
        sa.UniqueConstraint("item_id", "put_as", name=op.f("uq_proposal_item_id_put_as")),
    )
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "preparatory",
                "main",
                "procedural",
                "election",
                name="divisionkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "device",
                "roll-call",
                "clerk",
                "paper",
                name="method",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "closed",
                "annulled",
                name="divisionstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("yes_id", sa.Integer(), nullable=False),
        sa.Column("no_id", sa.Integer(), nullable=True),
        sa.Column("yes_phrase", sa.Text(), nullable=False),
        sa.Column("yes_effect", sa.Text(), nullable=False),
        sa.Column("no_phrase", sa.Text(), nullable=False),
        sa.Column("no_effect", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("annul_reason", sa.Text(), nullable=True),
        sa.Column("votes_yes", sa.Integer(), nullable=True),
        sa.Column("votes_no", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.Column("votes_absent", sa.Integer(), nullable=True),
        sa.Column(
            "casting_vote",
            sa.Enum(
                "yes",
                "no",
                "abstain",
                name="castingvote",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("casting_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "yes", "no", "abstain", name="outcome", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (state = 'open')", name=op.f("ck_division_closed_has_time")
        ),
        sa.CheckConstraint(
            "(state = 'annulled') = (annul_reason IS NOT NULL)",
            name=op.f("ck_division_annulled_has_reason"),
        ),
        sa.CheckConstraint(
            "state <> 'open' OR outcome IS NULL", name=op.f("ck_division_open_has_no_outcome")
        ),
        sa.CheckConstraint(
            "(casting_vote IS NULL) = (casting_by_id IS NULL)",
            name=op.f("ck_division_casting_vote_is_whole"),
        ),
        sa.CheckConstraint(
            "casting_vote IS NULL OR votes_yes = votes_no",
            name=op.f("ck_division_casting_vote_at_tie"),
        ),
        sa.ForeignKeyConstraint(
            ["casting_by_id"], ["person.id"], name=op.f("fk_division_casting_by_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_division_item_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_division_meeting_id")
        ),
        sa.ForeignKeyConstraint(["no_id"], ["proposal.id"], name=op.f("fk_division_no_id")),
        sa.ForeignKeyConstraint(["yes_id"], ["proposal.id"], name=op.f("fk_division_yes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
        sa.UniqueConstraint("item_id", "sequence", name=op.f("uq_division_item_id_sequence")),
    )
    with op.batch_alter_table("division", schema=None) as batch_op:
        batch_op.create_index("ix_division_opened", ["opened_at"], unique=False)
        batch_op.create_index(
            "uq_division_open",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "mover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mover_person_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_mover_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mover")),
    )
    with op.batch_alter_table("mover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mover_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "division_seat",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("substitute_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_id"], ["division.id"], name=op.f("fk_division_seat_division_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_division_seat_person_id")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_division_seat_seat_id")),
        sa.PrimaryKeyConstraint("division_id", "seat_id", name=op.f("pk_division_seat")),
    )
    with op.batch_alter_table("division_seat", schema=None) as batch_op:
        batch_op.create_index("ix_division_seat_person", ["person_id", "division_id"], unique=False)

    op.create_table(
        "press",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("auth", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.CheckConstraint("choice IN ('yes', 'no', 'abstain')", name=op.f("ck_press_choice")),
        sa.CheckConstraint("\"by\" IN ('device', 'clerk')", name=op.f("ck_press_by")),
        sa.CheckConstraint("length(key) BETWEEN 1 AND 64", name=op.f("ck_press_key_length")),
        sa.ForeignKeyConstraint(
            ["division_id", "seat_id"],
            ["division_seat.division_id", "division_seat.seat_id"],
            name=op.f("fk_press_division_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_press_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_press")),
        sa.UniqueConstraint(
            "division_id", "seat_id", "key", name=op.f("uq_press_division_id_seat_id_key")
        ),
        sa.UniqueConstraint("receipt", name=op.f("uq_press_receipt")),
        sqlite_strict=True,
    )
    op.create_table(
        "vote",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "yes", "no", "abstain", name="choice", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column(
            "by",
            sa.Enum("device", "clerk", name="by", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["division_id", "seat_id"],
            ["division_seat.division_id", "division_seat.seat_id"],
            name=op.f("fk_vote_division_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_vote_division_id")),
        sa.PrimaryKeyConstraint("division_id", "seat_id", name=op.f("pk_vote")),
    )

    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:  # two tables point at each other; SQLite has it in the table already
        op.create_foreign_key("fk_item_found_id", "item", "proposal", ["found_id"], ["id"])
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_item_found_id", "item", type_="foreignkey")
    op.drop_table("vote")
    op.drop_table("press")
    with op.batch_alter_table("division_seat", schema=None) as batch_op:
        batch_op.drop_index("ix_division_seat_person")

    op.drop_table("division_seat")
    with op.batch_alter_table("mover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mover_proposal_id"))

    op.drop_table("mover")
    with op.batch_alter_table("division", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_division_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_division_opened")

    op.drop_table("division")
    op.drop_table("proposal")
    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paragraph_meeting_id"))

    op.drop_table("paragraph")
    op.drop_table("document")
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_presence_seat",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_presence_person",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_presence_person_id"))
        batch_op.drop_index(batch_op.f("ix_presence_meeting_id"))

    op.drop_table("presence")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_item_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_item_decided")

    op.drop_table("item")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_party_id"))

    op.drop_table("seat")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_date")

    op.drop_table("meeting")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_party_id"))

    op.drop_table("person")
    op.drop_table("throttle")
    op.drop_table("party")
    op.drop_table("journal_head")
    op.drop_table("journal_entry")
    op.drop_table("body")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION klubbslag_refuse()")
        op.execute("DROP FUNCTION klubbslag_press_needs_open_division()")
