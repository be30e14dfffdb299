"""More of the demonstration: a budget with five proposals, elections, what is announced."""

from council.demo.motion import board, statement
from council.law.proposals import Kind
from council.services.drafts import (
    NewCandidate,
    NewDocument,
    NewElection,
    NewItem,
    NewMover,
    NewProposal,
)
from council.store.models import Electing, ItemKind

BUDGET_YEAR = 2027
OTHERS = (
    ("Socialdemokraternas", "S", "fler tjänster i vården"),
    ("Vänsterpartiets", "V", "en högre skattesats och avgiftsfri tandvård"),
    ("Kristdemokraternas", "KD", "mer till primärvården"),
    ("Sverigedemokraternas", "SD", "mindre till kollektivtrafiken"),
)
"""Those whose whole budgets stand against the board's, and what each would change."""
PRESIDIUM = 3
"""Seats that are held by other user names than ledamot…"""


def spread(seats: int, count: int, *, first: int = 1) -> tuple[str, ...]:
    """The user names of so many members, spread over the hall and so over the parties."""
    members = seats - PRESIDIUM
    step = (members - first) // count
    return tuple(f"ledamot{first + place * step:03}" for place in range(count))


def more(seats: int) -> tuple[NewItem, ...]:
    """The last items of the demonstration's agenda."""
    return (
        _budget(),
        _committee(seats),
        _committee_substitutes(seats),
        _motion_received(),
        _announcements(),
    )


def _budget() -> NewItem:
    return NewItem(
        title=f"Budget {BUDGET_YEAR} och flerårsplan",
        kind=ItemKind.BUDGET,
        reference="Dnr 0008-2026",
        summary=(
            "Demonstrationsärende med fem hela budgetar som står mot varandra, så att kedjan av "
            "förberedande omröstningar kan prövas."
        ),
        recipients="Alla nämnder",
        budget_year=BUDGET_YEAR,
        documents=(
            statement(
                "*Demonstrationstext. Budgeten är påhittad.*\n\n"
                "Skattesats, anslag och flerårsplan beslutas i ett sammanhang.\n"
            ),
        ),
        proposals=(
            board(
                "regionstyrelsens budget",
                "skattesatsen är oförändrad",
                f"fastställa regionstyrelsens budget för {BUDGET_YEAR}",
            ),
            *(
                NewProposal(
                    Kind.COUNTER,
                    phrase=f"{group} budget",
                    effect=effect,
                    decision=f"fastställa {group} budget för {BUDGET_YEAR}",
                    movers=(NewMover(f"{group} regiongrupp", letters),),
                )
                for group, letters, effect in OTHERS
            ),
        ),
    )


def _committee(seats: int) -> NewItem:
    return NewItem(
        title="Val av sju ledamöter i beredningen för kollektivtrafik",
        kind=ItemKind.ELECTION,
        reference="Dnr 0009-2026",
        summary="Demonstrationsärende. Valet får vara proportionellt om tillräckligt många begär.",
        recipients="De valda",
        election=_election(Electing.MEMBERS, spread(seats, 7)),
        documents=(_names("sju"),),
        proposals=(_nominated("de sju på valberedningens lista väljs", "ledamöterna"),),
    )


def _committee_substitutes(seats: int) -> NewItem:
    return NewItem(
        title="Val av tre ersättare i beredningen för kollektivtrafik",
        kind=ItemKind.ELECTION,
        reference="Dnr 0009-2026",
        summary="Demonstrationsärende. Ersättarna väljs för sig, sedan ledamöterna har valts.",
        recipients="De valda",
        election=_election(Electing.SUBSTITUTES, spread(seats, 3, first=2)),
        documents=(_names("tre"),),
        proposals=(_nominated("de tre på valberedningens lista väljs", "ersättarna"),),
    )


def _motion_received() -> NewItem:
    return NewItem(
        title="Inkommen motion om laddplatser för elcyklar",
        kind=ItemKind.MOTION_RECEIVED,
        reference="Dnr 0010-2026",
        summary="Demonstrationsärende. Motionen remitteras för beredning.",
        recipients="Regionstyrelsen",
        documents=(
            NewDocument(
                "Laddplatser för elcyklar",
                "motion",
                "*Demonstrationstext. Motionen är påhittad.*\n\n"
                "Vi yrkar att varje sjukhus får laddplatser för elcyklar.\n",
            ),
        ),
        proposals=(
            board(
                "förslaget att remittera motionen",
                "motionen remitteras till regionstyrelsen",
                "remittera motionen till regionstyrelsen för beredning",
            ),
        ),
    )


def _announcements() -> NewItem:
    return NewItem(
        title="Anmälan av beslut från länsstyrelsen",
        kind=ItemKind.ANNOUNCEMENT,
        reference="Dnr 0011-2026",
        summary="Demonstrationsärende. Inget föreslås; anmälan läggs till handlingarna.",
    )


def _election(electing: Electing, usernames: tuple[str, ...]) -> NewElection:
    return NewElection(
        electing,
        seats=len(usernames),
        proportional_allowed=True,
        candidates=tuple(NewCandidate(username=username) for username in usernames),
        members_item=9 if electing is Electing.SUBSTITUTES else None,
    )


def _names(count: str) -> NewDocument:
    return NewDocument(
        "Valberedningens förslag",
        "förslag",
        "*Demonstrationstext. Förslaget är påhittat.*\n\n"
        f"Valberedningen föreslår {count} namn efter partiernas styrka.\n",
    )


def _nominated(effect: str, whom: str) -> NewProposal:
    return NewProposal(
        Kind.BOARD,
        phrase="valberedningens förslag",
        effect=effect,
        decision=f"välja {whom} på valberedningens lista",
        movers=(NewMover("Valberedningen"),),
    )
