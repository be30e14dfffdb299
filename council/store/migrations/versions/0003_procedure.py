"""The whole procedure: questions, speeches, recusals, elections, notes, rules of order, motions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ITEM_KINDS = ("decision", "motion", "election", "interpellation", "question", "information")
NEW_ITEM_KINDS = (
    "decision",
    "motion",
    "budget",
    "election",
    "appointment",
    "interpellation",
    "question",
    "motion_received",
    "announcement",
    "information",
)
STEPS = (
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
)
NEW_STEPS = (*STEPS, "left")
STANDINGS = (
    "serving",
    "substitute_not_serving",
    "replaced",
    "not_checked_in",
    "arrived_late",
    "recused",
    "left",
    "link_lost",
    "abstains_from_decision",
    "no_vote",
    "other_body",
)
TABLES = (
    "paper_count",
    "note",
    "lottery",
    "lot",
    "question",
    "candidate",
    "speech",
    "reservation",
    "recusal",
    "not_taking_part",
    "election",
    "elected",
    "demand",
    "clause",
    "ballot_list",
    "substitute_list",
    "adjournment",
    "motion",
    "house_rule",
)
"""What is made here, as it is to be dropped."""
PROPOSAL_KINDS = ("board", "approval", "rejection", "amendment", "counter")
NEW_PROPOSAL_KINDS = (
    *PROPOSAL_KINDS,
    "other",
    "addition",
    "dismissal",
    "adjournment",
    "tabling",
    "referral",
)

SQLITE_TRIGGERS = (
    """CREATE TRIGGER slip_needs_open_division BEFORE INSERT ON slip
    WHEN (SELECT state FROM division WHERE id = NEW.division_id) IS NOT 'open'
    BEGIN SELECT RAISE(ABORT, 'the ballot is not open'); END""",
    """CREATE TRIGGER slip_stays_as_written BEFORE UPDATE ON slip
    BEGIN SELECT RAISE(ABORT, 'a slip is never changed'); END""",
    """CREATE TRIGGER slip_stays BEFORE DELETE ON slip
    WHEN (SELECT state FROM division WHERE id = OLD.division_id) IS NOT 'open'
    BEGIN SELECT RAISE(ABORT, 'a slip is never changed'); END""",
    """CREATE TRIGGER tick_needs_open_division BEFORE INSERT ON tick
    WHEN (SELECT state FROM division WHERE id = NEW.division_id) IS NOT 'open'
    BEGIN SELECT RAISE(ABORT, 'the ballot is not open'); END""",
    """CREATE TRIGGER tick_stays_as_written BEFORE UPDATE ON tick
    BEGIN SELECT RAISE(ABORT, 'a tick is never changed'); END""",
    """CREATE TRIGGER tick_stays BEFORE DELETE ON tick
    WHEN (SELECT state FROM division WHERE id = OLD.division_id) IS NOT 'open'
    BEGIN SELECT RAISE(ABORT, 'a tick is never changed'); END""",
    """CREATE TRIGGER slip_keeps_its_place BEFORE INSERT ON slip
    WHEN EXISTS (SELECT 1 FROM slip WHERE division_id = NEW.division_id AND code = NEW.code)
    BEGIN SELECT RAISE(ABORT, 'a slip is never changed'); END""",
    """CREATE TRIGGER tick_keeps_its_place BEFORE INSERT ON tick
    WHEN EXISTS (SELECT 1 FROM tick WHERE division_id = NEW.division_id AND seat_id = NEW.seat_id)
    BEGIN SELECT RAISE(ABORT, 'a tick is never changed'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION klubbslag_ballot_needs_open_division() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF (SELECT state FROM division WHERE id = COALESCE(NEW.division_id, OLD.division_id))
        IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'the ballot is not open';
      END IF;
      RETURN COALESCE(NEW, OLD);
    END $$""",
    """CREATE TRIGGER slip_needs_open_division BEFORE INSERT OR DELETE ON slip
    FOR EACH ROW EXECUTE FUNCTION klubbslag_ballot_needs_open_division()""",
    """CREATE TRIGGER tick_needs_open_division BEFORE INSERT OR DELETE ON tick
    FOR EACH ROW EXECUTE FUNCTION klubbslag_ballot_needs_open_division()""",
    """CREATE TRIGGER slip_stays_as_written BEFORE UPDATE ON slip
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
    """CREATE TRIGGER tick_stays_as_written BEFORE UPDATE ON tick
    FOR EACH ROW EXECUTE FUNCTION klubbslag_refuse()""",
)
"""Slips and ticks are given while the ballot is open, and written anew once, at its closing."""

QUESTIONS = (
    # What was found becomes the main question; each preparatory division one of its own.
    """INSERT INTO question (item_id, sequence, kind, yes_id, yes_phrase, yes_effect, no_phrase,
      no_effect, found, found_id, found_at, requested_by_id, requested_at, outcome, settled_by,
      settled_at)
    SELECT item.id, 1, 'main', item.found_id, proposal.phrase, proposal.effect, '', '', 'yes',
      item.found_id, item.found_at, item.requested_by_id, item.requested_at,
      CASE WHEN item.decided_at IS NULL THEN NULL ELSE 'yes' END,
      CASE WHEN item.decided_at IS NULL THEN NULL ELSE 'acclamation' END, item.decided_at
    FROM item JOIN proposal ON proposal.id = item.found_id""",
    """INSERT INTO question (item_id, sequence, kind, main_id, yes_id, no_id, yes_phrase,
      yes_effect, no_phrase, no_effect, outcome, settled_by, settled_at)
    SELECT division.item_id, 1 + division.sequence, 'preparatory', main.id, division.yes_id,
      division.no_id, division.yes_phrase, division.yes_effect, division.no_phrase,
      division.no_effect, division.outcome, 'division', division.closed_at
    FROM division JOIN question AS main ON main.item_id = division.item_id AND main.kind = 'main'
    WHERE division.kind = 'preparatory' AND division.state = 'closed'""",
    """UPDATE item SET question_id =
      (SELECT id FROM question WHERE question.item_id = item.id AND question.kind = 'main')""",
    """UPDATE division SET question_id =
      (SELECT id FROM question WHERE question.item_id = division.item_id
       AND question.kind = 'preparatory' AND question.sequence = 1 + division.sequence)
    WHERE kind = 'preparatory'""",
    """UPDATE division SET question_id =
      (SELECT id FROM question WHERE question.item_id = division.item_id
       AND question.kind = 'main')
    WHERE kind = 'main'""",
    """UPDATE question SET
      no_id = (SELECT no_id FROM division WHERE question_id = question.id AND state = 'closed'),
      no_phrase = (SELECT no_phrase FROM division
        WHERE question_id = question.id AND state = 'closed'),
      no_effect = (SELECT no_effect FROM division
        WHERE question_id = question.id AND state = 'closed'),
      outcome = CASE WHEN settled_at IS NULL THEN NULL ELSE
        (SELECT outcome FROM division WHERE question_id = question.id AND state = 'closed') END,
      settled_by = CASE WHEN settled_at IS NULL THEN NULL ELSE 'division' END
    WHERE kind = 'main' AND EXISTS
      (SELECT 1 FROM division WHERE question_id = question.id AND state = 'closed')""",
    # A meeting may be in the middle of an item: what was found stands against the winner of the
    # last preparatory division, else against the other of two, else against its own rejection.
    """UPDATE question SET no_id =
      (SELECT CASE WHEN step.outcome = 'yes' THEN step.yes_id ELSE step.no_id END
       FROM question AS step WHERE step.main_id = question.id
       ORDER BY step.sequence DESC LIMIT 1)
    WHERE kind = 'main' AND settled_at IS NULL AND no_phrase = ''""",
    """UPDATE question SET no_id =
      (SELECT id FROM proposal WHERE proposal.item_id = question.item_id
       AND proposal.id <> question.found_id AND proposal.state <> 'withdrawn')
    WHERE kind = 'main' AND settled_at IS NULL AND no_phrase = '' AND no_id IS NULL AND 2 =
      (SELECT count(*) FROM proposal WHERE proposal.item_id = question.item_id
       AND proposal.state <> 'withdrawn')""",
    """UPDATE question SET
      no_phrase = (SELECT phrase FROM proposal WHERE proposal.id = question.no_id),
      no_effect = (SELECT effect FROM proposal WHERE proposal.id = question.no_id)
    WHERE kind = 'main' AND settled_at IS NULL AND no_phrase = '' AND no_id IS NOT NULL""",
    """UPDATE question SET no_effect = 'förslaget avslås', no_phrase = 'avslag på ' ||
      CASE WHEN yes_phrase LIKE 'bifall till %' THEN substr(yes_phrase, 13) ELSE yes_phrase END
    WHERE kind = 'main' AND settled_at IS NULL AND no_phrase = ''""",
    """UPDATE presence SET ended = 'left' WHERE left_at IS NOT NULL""",
)


def _words(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    op.create_table(
        "house_rule",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_house_rule")),
    )
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("movers", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("remitted_on", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("written_off_on", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decided_on IS NULL OR written_off_on IS NULL", name=op.f("ck_motion_ends_once")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
    )
    op.create_table(
        "adjournment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("resumed_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "resumed_at IS NULL OR resumed_at >= from_at", name=op.f("ck_adjournment_resumed_after")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_adjournment_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjournment")),
    )
    with op.batch_alter_table("adjournment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adjournment_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            "uq_adjournment_pausing",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("resumed_at IS NULL"),
            postgresql_where=sa.text("resumed_at IS NULL"),
        )

    op.create_table(
        "substitute_list",
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_substitute_list_person_id")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_substitute_list_seat_id")),
        sa.PrimaryKeyConstraint("seat_id", "person_id", name=op.f("pk_substitute_list")),
        sa.UniqueConstraint("seat_id", "place", name=op.f("uq_substitute_list_seat_id_place")),
    )
    op.create_table(
        "ballot_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_ballot_list_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_list")),
        sa.UniqueConstraint(
            "item_id", "label", "names", name=op.f("uq_ballot_list_item_id_label_names")
        ),
    )
    with op.batch_alter_table("ballot_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_list_item_id"), ["item_id"], unique=False)

    op.create_table(
        "clause",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_clause_item_id")),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_clause")),
    )
    op.create_table(
        "demand",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_demand_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_demand_person_id")),
        sa.PrimaryKeyConstraint("item_id", "person_id", name=op.f("pk_demand")),
    )
    op.create_table(
        "elected",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_elected_item_id")),
        sa.PrimaryKeyConstraint("item_id", "place", name=op.f("pk_elected")),
        sa.UniqueConstraint("item_id", "name", name=op.f("uq_elected_item_id_name")),
    )
    op.create_table(
        "election",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "electing",
            sa.Enum(
                "members",
                "substitutes",
                "other",
                name="electing",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("proportional_allowed", sa.Boolean(), nullable=False),
        sa.Column("members_item_id", sa.Integer(), nullable=True),
        sa.Column(
            "way",
            sa.Enum(
                "acclamation",
                "majority",
                "proportional",
                name="electionway",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_election_some_seats")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_election_item_id")),
        sa.ForeignKeyConstraint(
            ["members_item_id"], ["item.id"], name=op.f("fk_election_members_item_id")
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_election")),
    )
    op.create_table(
        "not_taking_part",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_not_taking_part_item_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_not_taking_part_person_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "person_id", name=op.f("pk_not_taking_part")),
    )
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "personal",
                "accountable",
                name="recusalground",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "declared_by",
            sa.Enum(
                "member", "chair", name="declaredby", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_recusal_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recusal_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_recusal_seat_id")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["person.id"], name=op.f("fk_recusal_substitute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_recusal_item_id_person_id")),
    )
    op.create_table(
        "reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.Text(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_at", sa.Text(), nullable=True),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_reservation_item_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reservation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_reservation_item_id_person_id")),
    )
    op.create_table(
        "speech",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guest", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "speech",
                "reply",
                "order",
                name="speechkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("struck_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) = (guest <> '')", name=op.f("ck_speech_one_speaker")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR called_at IS NOT NULL", name=op.f("ck_speech_ends_what_began")
        ),
        sa.CheckConstraint(
            "struck_at IS NULL OR called_at IS NULL", name=op.f("ck_speech_struck_never_spoke")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_speech_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speech_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_speech_person_id")),
        sa.ForeignKeyConstraint(["reply_to_id"], ["speech.id"], name=op.f("fk_speech_reply_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech")),
    )
    with op.batch_alter_table("speech", schema=None) as batch_op:
        batch_op.create_index("ix_speech_item", ["item_id", "place"], unique=False)
        batch_op.create_index(
            "uq_speech_speaking",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("called_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=sa.text("called_at IS NOT NULL AND ended_at IS NULL"),
        )

    op.create_table(
        "candidate",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("nominated_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_candidate_item_id")),
        sa.ForeignKeyConstraint(
            ["nominated_by_id"], ["person.id"], name=op.f("fk_candidate_nominated_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_candidate_person_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_candidate_proposal_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "place", name=op.f("pk_candidate")),
        sa.UniqueConstraint("item_id", "name", name=op.f("uq_candidate_item_id_name")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "leave",
                "formal",
                "preparatory",
                "main",
                "addition",
                name="questionkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("clause", sa.Integer(), nullable=True),
        sa.Column("main_id", sa.Integer(), nullable=True),
        sa.Column("yes_id", sa.Integer(), nullable=True),
        sa.Column("no_id", sa.Integer(), nullable=True),
        sa.Column("yes_phrase", sa.Text(), nullable=False),
        sa.Column("yes_effect", sa.Text(), nullable=False),
        sa.Column("no_phrase", sa.Text(), nullable=False),
        sa.Column("no_effect", sa.Text(), nullable=False),
        sa.Column(
            "found",
            sa.Enum(
                "yes", "no", "abstain", name="found", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("found_id", sa.Integer(), nullable=True),
        sa.Column("found_at", sa.Text(), nullable=True),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.Text(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "yes", "no", "abstain", name="outcome", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column(
            "settled_by",
            sa.Enum(
                "acclamation",
                "division",
                "block",
                name="settledby",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(found IS NULL) = (found_at IS NULL)", name=op.f("ck_question_found_has_time")
        ),
        sa.CheckConstraint(
            "(requested_at IS NULL) = (requested_by_id IS NULL)",
            name=op.f("ck_question_request_is_whole"),
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_question_settled_is_whole")
        ),
        sa.ForeignKeyConstraint(["found_id"], ["proposal.id"], name=op.f("fk_question_found_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_question_item_id")),
        sa.ForeignKeyConstraint(["main_id"], ["question.id"], name=op.f("fk_question_main_id")),
        sa.ForeignKeyConstraint(["no_id"], ["proposal.id"], name=op.f("fk_question_no_id")),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["person.id"], name=op.f("fk_question_requested_by_id")
        ),
        sa.ForeignKeyConstraint(["yes_id"], ["proposal.id"], name=op.f("fk_question_yes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("item_id", "sequence", name=op.f("uq_question_item_id_sequence")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_item_id"), ["item_id"], unique=False)

    op.create_table(
        "lot",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("between", sa.Text(), nullable=False),
        sa.Column("falls_to", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_lot_division_id")),
        sa.PrimaryKeyConstraint("division_id", "number", name=op.f("pk_lot")),
    )
    op.create_table(
        "lottery",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("contribution", sa.Text(), nullable=True),
        sa.Column("committed_at", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_id"], ["division.id"], name=op.f("fk_lottery_division_id")
        ),
        sa.PrimaryKeyConstraint("division_id", name=op.f("pk_lottery")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "note",
                "statement",
                "wrong_press",
                name="notekind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("division_id", sa.Integer(), nullable=True),
        sa.Column(
            "intended",
            sa.Enum(
                "yes", "no", "abstain", name="intended", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("announced_at", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.Text(), nullable=True),
        sa.Column("refused_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'wrong_press') = (intended IS NOT NULL)",
            name=op.f("ck_note_wrong_press_says_what"),
        ),
        sa.CheckConstraint(
            "accepted_at IS NULL OR refused_at IS NULL", name=op.f("ck_note_settled_once")
        ),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_note_division_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_note_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_division_id"), ["division_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_item_id"), ["item_id"], unique=False)

    op.create_table(
        "paper_count",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_id"], ["division.id"], name=op.f("fk_paper_count_division_id")
        ),
        sa.PrimaryKeyConstraint("division_id", "place", name=op.f("pk_paper_count")),
    )
    op.create_table(
        "slip",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_slip_division_id")),
        sa.PrimaryKeyConstraint("division_id", "code", name=op.f("pk_slip")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tick",
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_tick_division_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_tick_seat_id")),
        sa.PrimaryKeyConstraint("division_id", "seat_id", name=op.f("pk_tick")),
        sqlite_with_rowid=False,
    )
    _widen()
    for statement in QUESTIONS:
        op.execute(statement)
    _tighten()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def _column(name: str, kind: sa.types.TypeEngine[Any], default: str) -> sa.Column[Any]:
    """A column that must be filled: for the rows there are, with the default; see _tighten."""
    return sa.Column(name, kind, nullable=False, server_default=sa.text(default))


FILLED = {
    "division": ("unsettled",),
    "division_seat": ("remote",),
    "item": ("announced", "prepared", "minority_used", "answerer"),
    "presence": ("remote", "reason"),
    "proposal": ("motive",),
    "seat": ("constituency",),
}


def _enum(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True)


def _widen() -> None:
    with op.batch_alter_table("division") as batch:
        batch.add_column(sa.Column("question_id", sa.Integer()))
        batch.add_column(sa.Column("counted_side", _enum("countedside", "yes", "no", "abstain")))
        batch.add_column(sa.Column("casting_reason", sa.Text()))
        batch.add_column(sa.Column("present", sa.Integer()))
        batch.add_column(sa.Column("needed", sa.Integer()))
        batch.add_column(sa.Column("had", sa.Integer()))
        batch.add_column(sa.Column("basis", _enum("basis", "majority", "minority")))
        batch.add_column(_column("unsettled", sa.Boolean(), "false"))
        batch.alter_column("yes_id", existing_type=sa.Integer(), nullable=True)
        batch.create_index(op.f("ix_division_question_id"), ["question_id"])
        batch.create_foreign_key(
            op.f("fk_division_question_id"), "question", ["question_id"], ["id"]
        )
    with op.batch_alter_table("division_seat") as batch:
        batch.add_column(sa.Column("why_not", _enum("standing", *STANDINGS)))
        batch.add_column(_column("remote", sa.Boolean(), "false"))
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint(op.f("ck_item_itemkind"), type_="check")
        batch.drop_constraint(op.f("ck_item_step"), type_="check")
        batch.drop_constraint(op.f("ck_item_state_follows_step"), type_="check")
        batch.drop_constraint(op.f("ck_item_decided_has_time"), type_="check")
        batch.alter_column(
            "kind", existing_type=sa.String(14), type_=sa.String(15), existing_nullable=False
        )
        batch.create_check_constraint("itemkind", _words("kind", NEW_ITEM_KINDS))
        batch.create_check_constraint("step", _words("step", NEW_STEPS))
        batch.create_check_constraint(
            "state_follows_step",
            "(state = 'open') = (step NOT IN ('waiting', 'decided', 'left'))",
        )
        batch.create_check_constraint(
            "decided_has_time", "(decided_at IS NULL) = (step NOT IN ('decided', 'left'))"
        )
        for name in (
            "question_id",
            "returns_id",
            "block",
            "budget_year",
            "asked_by_id",
            "answered_by_id",
            "motion_id",
        ):
            batch.add_column(sa.Column(name, sa.Integer()))
        for name in ("line_drawn_at", "announced_on", "taken_up_at", "agreed_at", "answered_at"):
            batch.add_column(sa.Column(name, sa.Text()))
        batch.add_column(_column("announced", sa.Boolean(), "true"))
        batch.add_column(_column("prepared", sa.Boolean(), "true"))
        batch.add_column(_column("minority_used", sa.Boolean(), "false"))
        batch.add_column(_column("answerer", sa.Text(), "''"))
        batch.add_column(
            sa.Column(
                "special",
                _enum("special", "extra_election", "peoples_initiative", "committee_part"),
            )
        )
        batch.create_index(op.f("ix_item_motion_id"), ["motion_id"])
        batch.create_foreign_key("fk_item_question_id", "question", ["question_id"], ["id"])
        batch.create_foreign_key(op.f("fk_item_returns_id"), "item", ["returns_id"], ["id"])
        batch.create_foreign_key(op.f("fk_item_asked_by_id"), "person", ["asked_by_id"], ["id"])
        batch.create_foreign_key(
            op.f("fk_item_answered_by_id"), "person", ["answered_by_id"], ["id"]
        )
        batch.create_foreign_key(op.f("fk_item_motion_id"), "motion", ["motion_id"], ["id"])
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("announced_on", sa.Text()))
    with op.batch_alter_table("presence") as batch:
        batch.add_column(
            sa.Column(
                "ended", _enum("ending", "left", "called", "yielded", "link_lost", "adjourned")
            )
        )
        batch.add_column(_column("remote", sa.Boolean(), "false"))
        batch.add_column(_column("reason", sa.Text(), "''"))
        batch.add_column(sa.Column("waits_for_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_presence_waits_for_id"), "seat", ["waits_for_id"], ["id"])
    with op.batch_alter_table("proposal") as batch:
        batch.drop_constraint(op.f("ck_proposal_proposalkind"), type_="check")
        batch.alter_column(
            "kind", existing_type=sa.String(9), type_=sa.String(11), existing_nullable=False
        )
        batch.create_check_constraint("proposalkind", _words("kind", NEW_PROPOSAL_KINDS))
        batch.add_column(sa.Column("clause", sa.Integer()))
        batch.add_column(_column("motive", sa.Text(), "''"))
        for name in ("moved_at", "withdrawn_at", "refused_at"):
            batch.add_column(sa.Column(name, sa.Text()))
        batch.add_column(sa.Column("refused", _enum("ground", "new_item", "unlawful")))
    with op.batch_alter_table("seat") as batch:
        batch.add_column(_column("constituency", sa.Text(), "''"))


def _tighten() -> None:
    for table, columns in FILLED.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.alter_column(name, server_default=None)
            if table == "item":
                batch.drop_constraint(op.f("ck_item_request_is_whole"), type_="check")
                batch.drop_constraint(op.f("fk_item_found_id"), type_="foreignkey")
                batch.drop_constraint(op.f("fk_item_requested_by_id"), type_="foreignkey")
                for name in ("found_id", "found_at", "requested_by_id", "requested_at"):
                    batch.drop_column(name)
            if table == "presence":
                batch.create_check_constraint(
                    "end_has_reason", "(left_at IS NULL) = (ended IS NULL)"
                )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name in ("slip", "tick"):
        op.drop_table(name)
    if not sqlite:
        op.execute("DROP FUNCTION klubbslag_ballot_needs_open_division()")
    _loosen()
    _narrow()
    for name in TABLES:
        op.drop_table(name)


def _loosen() -> None:
    with op.batch_alter_table("item") as batch:
        for name in ("found_id", "requested_by_id"):
            batch.add_column(sa.Column(name, sa.Integer()))
        for name in ("found_at", "requested_at"):
            batch.add_column(sa.Column(name, sa.Text()))
    for name in ("found_id", "found_at", "requested_by_id", "requested_at"):
        op.execute(
            f"UPDATE item SET {name} = (SELECT {name} FROM question "  # noqa: S608 - fixed names
            "WHERE question.item_id = item.id AND question.kind = 'main')"
        )
    with op.batch_alter_table("item") as batch:
        batch.create_foreign_key("fk_item_found_id", "proposal", ["found_id"], ["id"])
        batch.create_foreign_key(
            op.f("fk_item_requested_by_id"), "person", ["requested_by_id"], ["id"]
        )
        batch.create_check_constraint(
            "request_is_whole", "(requested_at IS NULL) = (requested_by_id IS NULL)"
        )


def _narrow() -> None:
    with op.batch_alter_table("division") as batch:
        batch.drop_constraint(op.f("fk_division_question_id"), type_="foreignkey")
        batch.drop_index(op.f("ix_division_question_id"))
        batch.drop_constraint(op.f("ck_division_countedside"), type_="check")
        batch.drop_constraint(op.f("ck_division_basis"), type_="check")
        for name in (
            "question_id",
            "counted_side",
            "casting_reason",
            "present",
            "needed",
            "had",
            "basis",
            "unsettled",
        ):
            batch.drop_column(name)
        batch.alter_column("yes_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("division_seat") as batch:
        batch.drop_constraint(op.f("ck_division_seat_standing"), type_="check")
        batch.drop_column("why_not")
        batch.drop_column("remote")
    with op.batch_alter_table("item") as batch:
        for name in ("question_id", "returns_id", "asked_by_id", "answered_by_id", "motion_id"):
            batch.drop_constraint(op.f(f"fk_item_{name}"), type_="foreignkey")
        batch.drop_index(op.f("ix_item_motion_id"))
        for name in ("itemkind", "step", "state_follows_step", "decided_has_time", "special"):
            batch.drop_constraint(op.f(f"ck_item_{name}"), type_="check")
        for name in (
            "question_id",
            "returns_id",
            "block",
            "budget_year",
            "asked_by_id",
            "answered_by_id",
            "motion_id",
            "line_drawn_at",
            "announced_on",
            "taken_up_at",
            "agreed_at",
            "answered_at",
            "announced",
            "prepared",
            "minority_used",
            "answerer",
            "special",
        ):
            batch.drop_column(name)
        batch.alter_column(
            "kind", existing_type=sa.String(15), type_=sa.String(14), existing_nullable=False
        )
        batch.create_check_constraint("itemkind", _words("kind", ITEM_KINDS))
        batch.create_check_constraint("step", _words("step", STEPS))
        batch.create_check_constraint(
            "state_follows_step", "(state = 'open') = (step NOT IN ('waiting', 'decided'))"
        )
        batch.create_check_constraint(
            "decided_has_time", "(decided_at IS NULL) = (step <> 'decided')"
        )
    with op.batch_alter_table("meeting") as batch:
        batch.drop_column("announced_on")
    with op.batch_alter_table("presence") as batch:
        batch.drop_constraint(op.f("fk_presence_waits_for_id"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_presence_end_has_reason"), type_="check")
        batch.drop_constraint(op.f("ck_presence_ending"), type_="check")
        for name in ("ended", "remote", "reason", "waits_for_id"):
            batch.drop_column(name)
    with op.batch_alter_table("proposal") as batch:
        batch.drop_constraint(op.f("ck_proposal_proposalkind"), type_="check")
        batch.drop_constraint(op.f("ck_proposal_ground"), type_="check")
        for name in (
            "clause",
            "motive",
            "moved_at",
            "withdrawn_at",
            "refused_at",
            "refused",
        ):
            batch.drop_column(name)
        batch.alter_column(
            "kind", existing_type=sa.String(11), type_=sa.String(9), existing_nullable=False
        )
        batch.create_check_constraint("proposalkind", _words("kind", PROPOSAL_KINDS))
    with op.batch_alter_table("seat") as batch:
        batch.drop_column("constituency")
