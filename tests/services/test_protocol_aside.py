"""What the protocol tells of substitutes, recusal and not taking part: that it was, never why."""

import pytest

from council.law.taking_part import Ground
from council.law.tally import Choice
from council.services import attendance, divisions, items, protocol, questions, rules_of_order
from council.services.recusals import note_recusal, recuse, stand_in
from council.services.remote import lose_link, regain_link
from council.services.substitutes import call_substitute
from council.services.taking_part import take_no_part
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import MeetingState
from tests.factories import (
    NOON,
    a_meeting,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
    proposals_of,
    seat,
)

REASON = "kusin till sökanden"


@pytest.fixture
def meeting(council):
    """An open meeting with everybody but Agneta, and two substitutes who wait."""
    meeting = a_meeting(state=MeetingState.OPEN)
    here = [one for one in holders() if one != "agneta"]
    attendance.record_present(meeting, [*here, "bo", "ersattare_v1"], SYSTEM, now=NOON)
    return meeting


def plain(text):
    return text.replace("\u00a0", " ")


def drafted(meeting):
    with reading() as session:
        return protocol.draft(session, meeting)


def told(meeting, key):
    """A section of the first §."""
    (found,) = [one for one in drafted(meeting).paragraphs[0].sections if one.key == key]
    return plain(found.text)


def served(meeting):
    """Those who decided: for whom, and in which §§."""
    return {
        plain(one.name): (plain(one.substitute_for), plain(one.paragraphs))
        for one in drafted(meeting).front.serving
    }


def by_acclamation(item, at):
    """From the debate to the gavel, without a division."""
    does("ordforande", questions.close_debate, item, now=later(at))
    does("ordforande", questions.review_proposals, item, now=later(at))
    does("ordforande", questions.approve_order, item, None, now=later(at))
    does("ordforande", questions.declare, item, proposals_of(item)[0], now=later(at))
    does("ordforande", items.gavel, item, now=later(at))


def test_a_recusal_stands_in_the_paragraph_with_who_served_instead(meeting):
    _, item = an_open_item(meeting=meeting, now=later(1))
    does("cia", recuse, item, REASON, now=later(2))
    does("ordforande", stand_in, item, person("cia"), None, now=later(3))
    by_acclamation(item, 5)

    assert told(meeting, "recusal") == (
        "Cia (V) anmäler jäv och deltar inte i handläggningen av ärendet. "
        "Ersättare 1 (V) (V) tjänstgör i stället."
    )
    assert REASON not in str(drafted(meeting))
    assert served(meeting)["Ersättare 1 (V) (V)"] == ("Cia (V)", "")
    assert "Cia (V)" not in served(meeting)


def test_a_recusal_that_the_chair_noted_says_so(meeting):
    _, item = an_open_item(meeting=meeting, now=later(1))
    does("ordforande", note_recusal, item, person("cia"), Ground.ACCOUNTABLE, REASON, now=later(2))
    by_acclamation(item, 5)

    assert told(meeting, "recusal") == (
        "Cia (V) deltar på grund av jäv inte i handläggningen av ärendet."
    )


def test_who_takes_no_part_is_named_and_has_not_decided(meeting):
    _, item = an_open_item(meeting=meeting, now=later(1))
    does("cia", take_no_part, item, now=later(2))
    by_acclamation(item, 5)

    assert told(meeting, "no_part") == "Cia (V) deltar inte i beslutet."
    assert "Cia (V)" not in served(meeting)


def test_with_a_division_the_roll_tells_who_decided(meeting):
    _, item = an_open_item(meeting=meeting, now=later(1))
    does("cia", recuse, item, REASON, now=later(2))
    does("ordforande", stand_in, item, person("cia"), None, now=later(3))
    division = does("ordforande", divisions.open_division, item, now=later(4))
    press(division, "ersattare_v1", Choice.YES, now=later(5))
    does("ordforande", divisions.close_division, division, now=later(6))
    does("ordforande", items.gavel, item, now=later(7))

    assert served(meeting)["Ersättare 1 (V) (V)"][0] == "Cia (V)"
    assert "Ersättare 1 (V) (V)" not in drafted(meeting).front.not_serving


def test_who_steps_in_and_who_takes_over_is_told_with_times(meeting):
    does("ordforande", call_substitute, meeting, seat("agneta"), None, "", now=later(1))
    _, item = an_open_item(meeting=meeting, now=later(2))
    does("agneta", attendance.check_in, meeting, now=later(3))
    by_acclamation(item, 5)
    _, item = an_open_item(meeting=meeting, now=later(6))
    by_acclamation(item, 8)

    changes = [plain(one) for one in drafted(meeting).front.changes]
    assert "Bo (S) träder in kl. 12.01 för Agneta (S) från och med § 1." in changes
    assert "Agneta (S) anländer kl. 12.03 och tjänstgör från och med § 2." in changes
    assert not any("lämnar" in one for one in changes)
    assert served(meeting)["Bo (S)"] == ("Agneta (S)", "§ 1")
    assert served(meeting)["Agneta (S)"] == ("", "§ 2")


def test_a_lost_link_is_told_with_both_times(meeting):
    rules_of_order.change("remote", "2018", SYSTEM, now=NOON)
    attendance.check_in(meeting, person("agneta"), SYSTEM, now=later(1), remote=True)
    does("ordforande", lose_link, meeting, person("agneta"), now=later(2))
    does("ordforande", regain_link, meeting, person("agneta"), now=later(4))

    changes = [plain(one) for one in drafted(meeting).front.changes]
    assert changes[-2:] == [
        "Förbindelsen med Agneta (S) bryts kl. 12.02; Agneta (S) är inte närvarande.",
        "Förbindelsen med Agneta (S) är åter kl. 12.04; Agneta (S) tjänstgör.",
    ]
