"""Whatever is tried in whatever order: what has been gone through changes only by consent."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from council.law.procedure import Step
from council.law.proposals import Ground, Kind
from council.law.refusals import Refused
from council.services import proposals, questions, stepping_back
from council.services.proposals import NewProposal
from council.store.engine import reading
from council.store.models import Item, Mover, Proposal
from tests.factories import NOON, actor, an_open_item, does, person, proposals_of
from tests.support.changes import require_sound_journal

WHO = st.sampled_from(["agneta", "cia", "bo", "vice1", "ordforande", "sekreterare"])
UNANIMOUS = st.sampled_from([None, True, False])
TEXTS = st.sampled_from(["", "att det blir så", "Gratis buss"])
WHICH = st.integers(0, 5)
MOVER = st.sampled_from([None, "agneta", "cia"])

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), WHO, st.sampled_from(list(Kind)), TEXTS, UNANIMOUS, MOVER),
        st.tuples(st.just("second"), WHO, WHICH),
        st.tuples(st.just("withdraw"), WHO, WHICH, UNANIMOUS, MOVER),
        st.tuples(st.just("amend"), WHO, WHICH, TEXTS, UNANIMOUS, MOVER),
        st.tuples(st.just("refuse"), WHO, WHICH, st.sampled_from(list(Ground))),
        st.tuples(st.just("overrule"), WHO, WHICH),
        st.tuples(st.just("go_on")),
        st.tuples(st.just("go_back")),
    ),
    min_size=4,
    max_size=14,
)
ON = {
    Step.DEBATE: (questions.close_debate, ()),
    Step.PROPOSALS: (questions.review_proposals, ()),
    Step.ORDER: (questions.approve_order, (None,)),
}


def known(item):
    """The step, and every proposal in its words with who stands behind it."""
    with reading() as session:
        rows = session.scalars(
            select(Proposal).where(Proposal.item_id == item).order_by(Proposal.position)
        )
        made = {
            one.id: (one.phrase, one.effect, one.decision, one.motive, one.state, one.refused)
            for one in rows
        }
        movers = session.execute(
            select(Mover.proposal_id, Mover.person_id, Mover.seconds)
            .where(Mover.proposal_id.in_(made))
            .order_by(Mover.id)
        ).all()
        return session.get_one(Item, item).step, made, [tuple(row) for row in movers]


def play(item, act):
    """Let one act be tried; what is refused is refused."""
    match act:
        case ("go_on",):
            if (step := known(item)[0]) in ON:
                then, rest = ON[step]
                does("ordforande", then, item, *rest)
        case ("go_back",):
            does("ordforande", stepping_back.step_back, item)
        case ("put", who, kind, text, unanimous, mover):
            new = NewProposal(kind, text, "Ett skäl.")
            by = None if mover is None else person(mover)
            proposals.put_proposal(
                item, person(who), new, actor(who), now=NOON, mover_id=by, unanimous=unanimous
            )
        case (name, who, which, *rest):
            made = proposals_of(item)
            on_one(name, who, made[which % len(made)], rest)


def on_one(name, who, proposal, rest):
    """An act on one proposal."""
    me, by = person(who), actor(who)
    facts = {}
    if name in ("withdraw", "amend"):
        *rest, unanimous, mover = rest
        facts = {"unanimous": unanimous, "mover_id": None if mover is None else person(mover)}
    words = {"amend": [*rest, "Ett annat skäl."], "refuse": [*rest, "Därför."]}.get(name, rest)
    {
        "second": proposals.second,
        "withdraw": proposals.withdraw,
        "amend": proposals.amend,
        "refuse": proposals.refuse_proposal,
        "overrule": proposals.overrule_refusal,
    }[name](proposal, me, *words, by, now=NOON, **facts)


def by_consent(act):
    """Whether an act tells that the whole council consents, by who presides."""
    return act[0] in ("put", "withdraw", "amend") and act[1] == "ordforande" and True in act


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_what_has_been_gone_through_changes_only_by_consent(council, acts):
    _, item = an_open_item()
    for act in acts:
        before = known(item)
        try:
            play(item, act)
        except Refused:
            assert known(item) == before
            continue
        after = known(item)
        if act[0] in ("refuse", "overrule", "go_on", "go_back"):
            continue
        assert after[0] == before[0]
        if before[0] not in (Step.DEBATE, Step.PROPOSALS) and after != before:
            assert by_consent(act)
            assert before[0] is Step.ORDER
        if before[0] is Step.PROPOSALS and len(after[1]) > len(before[1]):
            assert by_consent(act)
        phrases = [row[0] for row in after[1].values()]
        assert len(phrases) == len(set(phrases))
    require_sound_journal()
