"""Headlines and sentences: what a reader is told before the figures."""

import pytest
from flask import Flask

from council.law.tally import Choice
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    ItemKind,
    Proposal,
    ProposalState,
)
from council.store.queries.public_divisions import DivisionWhole, SeatVote
from council.store.queries.public_parties import PartyCount
from council.web.public import headlines, remarks, telling
from tests import factories

MOTION = "Motion om medlemskap i Klimatkommunerna"


@pytest.fixture(autouse=True)
def _speaking(app: Flask):
    with app.test_request_context("/"):
        yield


def proposal(phrase="regionstyrelsens förslag", effect="motionen avslås", **rest):
    return Proposal(phrase=phrase, effect=effect, decision="avslå motionen", **rest)


def item(title=MOTION, *, kind=ItemKind.MOTION, proposals=(), decided=True):
    moment = factories.NOON if decided else None
    return Item(title=title, kind=kind, proposals=list(proposals), decided_at=moment)


def division(ayes=38, noes=31, abstain=2, absent=0, *, outcome=Choice.YES, **rest):
    facts = {
        "state": DivisionState.CLOSED,
        "kind": DivisionKind.MAIN,
        "secret": False,
        "yes_phrase": "regionstyrelsens förslag",
        "no_phrase": "bifall till motionen",
        "yes_effect": "motionen avslås",
        "no_effect": "regionen söker medlemskap",
        "yes": proposal(),
        "no": Proposal(
            phrase="bifall till motionen",
            effect="regionen söker medlemskap",
            decision="bifalla motionen",
        ),
        "item": item(),
    }
    figures = {
        "votes_yes": ayes,
        "votes_no": noes,
        "votes_abstain": abstain,
        "votes_absent": absent,
    }
    return Division(outcome=outcome, **(facts | figures | rest))


def whole(of, parties=()):
    return DivisionWhole(of, 0, 0, (), tuple(parties), None, None)


def party(letters, yes, no=0, abstain=0, absent=0):
    counts = {"yes": yes, "no": no, "abstain": abstain, "absent": absent}
    return PartyCount(letters, letters, "#000000", 1, counts)


SPLIT = [
    party("S", 0, 23, 1),
    party("SJVP", 13),
    party("M", 10),
    party("V", 0, 8),
    party("C", 6),
    party("SD", 6),
    party("KD", 3, 0, 1),
]
"""The worked example: 38 mot 31."""


@pytest.mark.parametrize(
    ("title", "phrase", "effect", "told"),
    [
        (
            MOTION,
            "regionstyrelsens förslag",
            "motionen avslås",
            "Motionen om medlemskap i Klimatkommunerna avslogs",
        ),
        (
            MOTION,
            "bifall till motionen",
            "regionen söker medlemskap",
            "Motionen om medlemskap i Klimatkommunerna bifölls",
        ),
        (
            "Plan för vinterväghållning",
            "regionstyrelsens förslag",
            "planen antas",
            "Planen för vinterväghållning antogs",
        ),
        (
            "Nattbuss mellan sjukhusen",
            "regionstyrelsens förslag",
            "bussen går varje natt",
            "Nattbuss mellan sjukhusen: bussen går varje natt",
        ),
        (
            MOTION,
            "regionstyrelsens förslag",
            "motionen skickas vidare",
            f"{MOTION}: motionen skickas vidare",
        ),
        ("Budget", "förslaget", "", "Budget: förslaget"),
    ],
)
def test_a_decision_is_a_sentence_where_the_words_fit(title, phrase, effect, told):
    carried = proposal(phrase, effect, state=ProposalState.CARRIED)
    assert headlines.of_item(item(title, proposals=[carried])) == told


def test_where_nothing_carried_the_proposal_was_rejected():
    lost = proposal(state=ProposalState.LOST)
    assert headlines.of_item(item("Plan", proposals=[lost])) == "Plan: förslaget avslås"


@pytest.mark.parametrize(
    ("title", "kind", "told"),
    [
        (
            "Interpellation om tandvården",
            ItemKind.INTERPELLATION,
            "Interpellationen om tandvården lades till handlingarna",
        ),
        (
            "Ekonomin efter tredje kvartalet",
            ItemKind.INFORMATION,
            "Ekonomin efter tredje kvartalet: ärendet lades till handlingarna",
        ),
        ("Ett ärende", ItemKind.DECISION, "Ett ärende: ärendet lades till handlingarna"),
    ],
)
def test_what_had_no_proposal_was_laid_to_the_papers(title, kind, told):
    assert headlines.of_item(item(title, kind=kind)) == told


def test_the_headline_of_a_division_is_its_decision_and_figures():
    told = telling.headline(whole(division()))
    assert told == "Motionen om medlemskap i Klimatkommunerna avslogs, 38 mot 31"


def test_before_the_gavel_nothing_is_told_as_past():
    waiting = division(item=item(decided=False))
    assert telling.headline(whole(waiting)).endswith("avslås, 38 mot 31")
    assert telling.lead(whole(waiting)) == (
        "38 röstade för regionstyrelsens förslag och 31 för bifall till motionen. "
        "Beslutet är fattat när ordförandens klubba har fallit. Två avstod."
    )


def test_the_winner_s_figure_comes_first():
    lost = division(31, 38, outcome=Choice.NO)
    assert telling.headline(whole(lost)).endswith("bifölls, 38 mot 31")


def test_the_lead_says_who_won_and_who_stood_aside():
    assert telling.lead(whole(division(absent=13))) == (
        "Fullmäktige beslutade med 38 röster mot 31 att avslå motionen. Två avstod. "
        "13 var frånvarande."
    )


def test_a_single_vote_is_one_vote():
    assert "med 1 röst mot 0" in telling.lead(whole(division(1, 0, 0)))


def test_a_tie_waits_for_the_chair():
    tied = whole(division(35, 35, 1, outcome=None))
    assert telling.headline(tied) == f"{MOTION}: lika röstetal, 35 mot 35"
    assert telling.lead(tied).startswith(
        "Röstetalen är lika, 35 mot 35. Ordföranden har utslagsröst."
    )


def test_the_casting_vote_is_told():
    broken = division(35, 35, 1, casting_vote=Choice.YES)
    assert telling.lead(whole(broken)) == (
        "Röstetalen var lika, 35 mot 35. Ordföranden avgjorde med sin utslagsröst. "
        "Fullmäktige beslutade att avslå motionen. En avstod."
    )


def test_the_only_proposal_may_lose():
    lost = division(31, 38, outcome=Choice.NO, no=None, no_effect="förslaget avslås")
    assert telling.headline(whole(lost)) == f"{MOTION}: förslaget avslås, 38 mot 31"
    assert "att avslå regionstyrelsens förslag" in telling.lead(whole(lost))


def test_a_preparatory_division_decides_nothing_yet():
    first = division(kind=DivisionKind.PREPARATORY, yes_phrase="yrkandet om helgnätter")
    assert telling.headline(whole(first)) == f"{MOTION}: förberedande omröstning, 38 mot 31"
    assert telling.lead(whole(first)).startswith("Yrkandet om helgnätter gick vidare, 38 mot 31.")
    assert telling.kind(first) == "Öppen förberedande omröstning"


def test_a_secret_or_open_division_has_no_figures_in_its_headline():
    assert telling.headline(whole(division(secret=True))) == MOTION
    assert telling.headline(whole(division(state=DivisionState.OPEN))) == MOTION
    assert telling.kind(division(secret=True)) == "Sluten omröstning"


def test_the_parties_are_told_by_side():
    assert telling.party_lines(whole(division(), SPLIT)) == [
        "För regionstyrelsens förslag (ja): alla i SJVP, M, C och SD samt tre av fyra i KD.",
        "För bifall till motionen (nej): alla i V och 23 av 24 i S.",
    ]


def test_a_side_that_nobody_took_is_not_told():
    lines = telling.party_lines(whole(division(), [party("S", 9)]))
    assert lines == ["För regionstyrelsens förslag (ja): alla i S."]


def test_parties_that_split_are_told_alone():
    assert telling.side([party("S", 2, 1), party("M", 1, 2)], "yes") == (
        "två av tre i S och en av tre i M"
    )


def seat(position="yes", **rest):
    facts = {
        "number": 20,
        "name": "Bo",
        "party": "S",
        "person_id": 1,
        "served": True,
        "substitute_for": None,
    }
    return SeatVote(position=position, **(facts | rest))


def test_most_seats_have_no_remark():
    assert remarks.remarks(seat(), division()) == []


def test_the_remarks_are_those_of_the_voting_list():
    told = seat(
        "absent", substitute_for="Agneta", clerk_at=factories.NOON, casting=True, served=True
    )
    assert remarks.remarks(told, division(casting_vote=Choice.NO)) == [
        "Ersätter Agneta\u00a0(S)",
        "Registrerad av sekreteraren på ledamotens begäran kl.\u00a012.00.00",
        "Utslagsröst: nej",
        "Närvarande, lämnade ingen röst",
    ]


def test_who_was_not_there_is_absent_without_a_word():
    assert remarks.remarks(seat("absent", served=False), division()) == []


def test_a_seat_without_a_holder_is_vacant():
    assert remarks.name(seat(name="")) == "Vakant plats"
