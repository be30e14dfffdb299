"""What a § tells of speakers, proposals, refusals, reasons and recusals, heading by heading."""

import pytest

from council.law.proposals import Ground, Kind
from council.law.speaking import Kind as SpeechKind
from council.law.taking_part import Ground as RecusalGround
from council.law.tally import Choice
from council.services import blocks, divisions, items, proposals, questions, requests, speeches
from council.services.proposals import NewProposal
from council.services.recusals import lift_recusal, note_recusal, recuse
from council.services.taking_part import take_no_part
from council.store.models import MeetingState
from tests.factories import (
    NOON,
    a_meeting,
    an_item,
    an_open_item,
    does,
    everyone_present,
    holders,
    later,
    person,
    press,
    proposals_of,
    vote,
)
from tests.services.protocol_acts import draft, texts, the_paragraph

pytestmark = pytest.mark.usefixtures("council")


def told(meeting):
    return texts(the_paragraph(meeting))


def to_the_first_question(item):
    for act in (questions.close_debate, questions.review_proposals):
        does("ordforande", act, item)
    does("ordforande", questions.approve_order, item, None)


def by_acclamation(item):
    to_the_first_question(item)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("ordforande", items.gavel, item, now=later(1))


def test_who_spoke_is_named_once_and_a_point_of_order_is_no_word_in_the_matter():
    meeting, item = an_open_item()
    for who, kind in (
        ("agneta", SpeechKind.SPEECH),
        ("cia", SpeechKind.SPEECH),
        ("agneta", SpeechKind.SPEECH),
        ("ordforande", SpeechKind.ORDER),
    ):
        one = does(who, speeches.ask_for_floor, item, kind)
        does("ordforande", speeches.give_floor, one)
        does("ordforande", speeches.end_speech, one)
    by_acclamation(item)

    assert told(meeting)["Yttranden"] == "I ärendet yttrar sig Agneta (S) och Cia (V)."


def test_only_a_point_of_order_gives_no_heading():
    meeting, item = an_open_item()
    one = does("cia", speeches.ask_for_floor, item, SpeechKind.ORDER)
    does("ordforande", speeches.give_floor, one)
    by_acclamation(item)

    assert "Yttranden" not in told(meeting)


def test_a_guest_who_spoke_is_named():
    meeting, item = an_open_item()
    one = does("ordforande", speeches.ask_for_other, item, SpeechKind.SPEECH, guest="Revisorn")
    does("ordforande", speeches.give_floor, one)
    by_acclamation(item)

    assert told(meeting)["Yttranden"] == "I ärendet yttrar sig Revisorn."


def test_a_refused_proposal_is_told_with_ground_and_reason_and_a_withdrawn_one_is_not():
    meeting, item = an_open_item()
    other = does("cia", proposals.put_proposal, item, NewProposal(Kind.OTHER, "att köpa en båt"))
    gone = does("agneta", proposals.put_proposal, item, NewProposal(Kind.OTHER, "att köpa ett tåg"))
    does("agneta", proposals.withdraw, gone)
    does("ordforande", proposals.refuse_proposal, other, Ground.NEW_ITEM, "Båten är ny")
    by_acclamation(item)

    moved = told(meeting)["Yrkanden"]
    assert moved.endswith(
        "Ordföranden ställer inte proposition på yrkandet, eftersom det väcker ett nytt ärende "
        "(KL 5 kap. 57 §): Båten är ny."
    )
    assert "tåg" not in moved


def test_the_reasons_of_a_referral_stand_with_it_and_with_its_result():
    meeting, item = an_open_item()
    does("cia", proposals.put_proposal, item, NewProposal(Kind.REFERRAL, "", "Utred kostnaden"))
    to_the_first_question(item)
    does("ordforande", questions.declare, item, None, side=Choice.YES)
    does("cia", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item)
    vote(division, yes=14, no=7)
    does("ordforande", divisions.close_division, division, now=later(2))
    does("ordforande", items.gavel, item, now=later(3))

    paragraph = told(meeting)
    assert "Motivering: Utred kostnaden." in paragraph["Yrkanden"]
    assert paragraph["Omröstningsresultat"].startswith(
        "14 ja, 7 nej, 0 avstår, 0 frånvarande. 7 av 21 närvarande ledamöter röstar för "
        "återremiss, vilket är minst en tredjedel (KL 5 kap. 50 §). Ärendet återremitteras. "
        "Motivering: Utred kostnaden."
    )
    assert "Reservationer" not in paragraph


def test_a_recusal_that_was_lifted_is_told_as_such():
    meeting, item = an_open_item()
    does("cia", recuse, item, "kusin")
    does("ordforande", lift_recusal, item, person("cia"), "inte släkt")
    does("ordforande", note_recusal, item, person("agneta"), RecusalGround.PERSONAL, "granne")
    does("ordforande", lift_recusal, item, person("agneta"), "bor långt bort")
    by_acclamation(item)

    assert told(meeting)["Jäv"] == (
        "Cia (V) anmäler jäv. Regionfullmäktige finner att jäv inte föreligger. "
        "Fråga väcks om jäv för Agneta (S). Regionfullmäktige finner att jäv inte föreligger."
    )


def test_the_headings_come_in_the_order_of_the_form():
    meeting, item = an_open_item()
    one = does("agneta", speeches.ask_for_floor, item, SpeechKind.SPEECH)
    does("ordforande", speeches.give_floor, one)
    does("cia", recuse, item, "kusin")
    does("agneta", take_no_part, item)
    division = does("ordforande", divisions.open_division, item, now=NOON)
    press(division, "ordforande", Choice.YES)
    does("ordforande", divisions.close_division, division, now=later(2))
    does("ordforande", items.gavel, item, now=later(3))

    paragraph = the_paragraph(meeting)
    assert [section.key for section in paragraph.sections] == [
        *("decision", "speeches", "proposals", "question_order", "division-1", "result-1"),
        *("recusal", "no_part", "annexes"),
    ]
    remarks = {row.name: row.remark for row in paragraph.voting_lists[0].rows}
    assert remarks["Cia"] == "Jäv"
    assert remarks["Agneta"] == "Deltar inte i beslutet"


def test_what_was_decided_in_one_blow_names_the_other_paragraphs():
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    agenda = [an_item(meeting, proposals=(Kind.BOARD,)) for _ in range(2)]
    agenda.append(an_item(meeting, proposals=()))
    does("ordforande", blocks.decide_block, meeting, agenda)

    orders = [texts(one)["Propositionsordning"] for one in draft(meeting).paragraphs]
    assert [one.rpartition("med ")[2] for one in orders] == ["§§ 2–3.", "§§ 1, 3.", "§§ 1–2."]
    assert orders[0] == (
        "Ordföranden ställer proposition på regionstyrelsens förslag och finner att "
        "regionfullmäktige beslutar enligt detta. Ärendet avgörs i ett sammanhang med §§ 2–3."
    )


@pytest.mark.parametrize(("met", "said"), [(True, "har"), (False, "inte har")])
def test_what_the_chair_made_of_a_third_in_doubt_is_told(met, said):
    meeting, item = an_open_item()
    does("cia", proposals.put_proposal, item, NewProposal(Kind.REFERRAL, "", "Utred kostnaden"))
    for who in holders()[-3:]:
        does(who, recuse, item, "")
    to_the_first_question(item)
    does("ordforande", questions.declare, item, None, side=Choice.YES)
    does("agneta", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item)
    for place, who in enumerate(holders()[:-3]):
        press(division, who, Choice.NO if place < 6 else Choice.YES)
    does("ordforande", divisions.close_division, division)
    does("ordforande", divisions.settle_doubt, division, met, "Praxis här")
    does("ordforande", items.gavel, item)
    if not met:
        does("ordforande", questions.declare, item, proposals_of(item)[0])
        does("ordforande", items.gavel, item)

    assert (
        f"Ordföranden finner att en tredjedel av de närvarande {said} begärt det: Praxis här."
        in told(meeting)["Omröstningsresultat"]
    )


def test_an_addition_is_told_as_carried_or_rejected():
    meeting, item = an_open_item(proposals=(Kind.BOARD,))
    does("cia", proposals.put_proposal, item, NewProposal(Kind.ADDITION, "att följa upp planen"))
    to_the_first_question(item)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("ordforande", items.gavel, item)
    does("ordforande", questions.declare, item, None, side=Choice.YES)
    does("ordforande", items.gavel, item, now=later(1))

    assert told(meeting)["Propositionsordning"].endswith(
        "Ordföranden ställer proposition på bifall till och avslag på tilläggsyrkandet från "
        "Cia (V) och finner att regionfullmäktige bifaller tilläggsyrkandet från Cia (V). "
        "Omröstning begärs inte."
    )
