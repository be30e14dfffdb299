"""The demonstration meeting's agenda: items of every kind, plainly made up but for the motion."""

from datetime import date

from council.demo.more_items import more, spread
from council.demo.motion import board, climate, statement
from council.law.proposals import Kind
from council.services.drafts import (
    NewCandidate,
    NewDocument,
    NewElection,
    NewItem,
    NewMeeting,
    NewMover,
    NewProposal,
)
from council.store.models import Electing, ItemKind, MeetingKind


def meeting(day: date, seats: int) -> NewMeeting:
    """The meeting of a day, for a council of so many seats."""
    return NewMeeting(
        title="Regionfullmäktige",
        kind=MeetingKind.ORDINARY,
        date=day,
        starts="09.00",
        place="Regionhuset, sessionssalen, Luleå",
        items=(
            climate(),
            _plan(),
            _bus_line(),
            _election(seats),
            _interpellation(seats),
            _information(),
            _quiet_room(),
            *more(seats),
        ),
    )


def _plan() -> NewItem:
    return NewItem(
        title="Plan för vinterväghållning vid regionens sjukhus",
        kind=ItemKind.DECISION,
        reference="Dnr 0002-2026",
        summary="Demonstrationsärende. Regionstyrelsen föreslår en plan för tre vintrar.",
        recipients="Regionstyrelsen",
        documents=(
            NewDocument(
                "Plan för vinterväghållning",
                "tjänsteskrivelse",
                "*Demonstrationstext. Planen är påhittad.*\n\n"
                "Gångvägar till akutmottagningar plogas och sandas först, sedan busshållplatser, "
                "sedan parkeringar. Målet är att den som kommer till fots före klockan sju inte "
                "ska behöva gå i snö.\n",
            ),
        ),
        proposals=(
            board(
                "regionstyrelsens förslag",
                "planen antas",
                "anta planen för vinterväghållning vid regionens sjukhus",
            ),
        ),
    )


def _bus_line() -> NewItem:
    return NewItem(
        title="Nattbuss mellan sjukhusen, försök under ett år",
        kind=ItemKind.DECISION,
        reference="Dnr 0003-2026",
        summary=(
            "Demonstrationsärende med tre förslag som står mot varandra, så att ordningen för "
            "propositioner och en förberedande omröstning kan prövas."
        ),
        recipients="Regionstyrelsen",
        documents=(
            statement(
                "*Demonstrationstext. Utlåtandet är påhittat.*\n\n"
                "En nattbuss kan köras varje natt, bara nätterna mot lördag och söndag, eller i "
                "dubbel turtäthet. Regionstyrelsen föreslår varje natt i ett år.\n"
            ),
        ),
        proposals=(
            board(
                "regionstyrelsens förslag",
                "bussen går varje natt i ett år",
                "införa nattbuss varje natt på försök under ett år",
            ),
            NewProposal(
                Kind.COUNTER,
                phrase="yrkandet om helgnätter",
                effect="bussen går bara nätterna mot lördag och söndag",
                decision="införa nattbuss nätterna mot lördag och söndag under ett år",
                movers=(NewMover("Moderaternas regiongrupp", "M"),),
            ),
            NewProposal(
                Kind.COUNTER,
                phrase="yrkandet om dubbla turer",
                effect="bussen går två gånger varje natt i ett år",
                decision="införa nattbuss med två turer varje natt under ett år",
                movers=(NewMover("Centerpartiets regiongrupp", "C"),),
            ),
        ),
    )


def _election(seats: int) -> NewItem:
    return NewItem(
        title="Val av två ledamöter i juryn för regionens kulturpris",
        kind=ItemKind.ELECTION,
        reference="Dnr 0004-2026",
        summary="Demonstrationsärende. Valberedningens lista läggs fram.",
        recipients="De valda",
        election=NewElection(
            Electing.OTHER,
            seats=2,
            proportional_allowed=False,
            candidates=tuple(NewCandidate(username=one) for one in spread(seats, 2)),
        ),
        documents=(
            NewDocument(
                "Valberedningens förslag",
                "förslag",
                "*Demonstrationstext. Förslaget är påhittat.*\n\n"
                "Valberedningen är enig om en gemensam lista med två namn, en från vart och ett "
                "av de två största partierna i fullmäktige.\n",
            ),
        ),
        proposals=(
            NewProposal(
                Kind.BOARD,
                phrase="valberedningens förslag",
                effect="de två på valberedningens lista väljs",
                decision="välja de två ledamöterna på valberedningens lista",
                movers=(NewMover("Valberedningen"),),
            ),
        ),
    )


def _interpellation(seats: int) -> NewItem:
    asker, answerer = spread(seats, 2, first=3)
    return NewItem(
        title="Interpellation om väntetider till tandvården i inlandet",
        kind=ItemKind.INTERPELLATION,
        reference="Dnr 0005-2026",
        summary="Demonstrationsärende. Interpellationen besvaras; inget föreslås.",
        answerer="Regionstyrelsens ordförande",
        asked_by=asker,
        answered_by=answerer,
        documents=(
            NewDocument(
                "Interpellation",
                "interpellation",
                "*Demonstrationstext. Interpellationen är påhittad.*\n\n"
                "Hur länge väntar den som bor längst från en klinik, och vad gör regionen åt "
                "saken?\n",
            ),
            NewDocument(
                "Svar",
                "svar",
                "*Demonstrationstext. Svaret är påhittat.*\n\n"
                "En mobil klinik kommer till varje kommun minst en gång i månaden.\n",
            ),
        ),
    )


def _information() -> NewItem:
    return NewItem(
        title="Information om regionens ekonomi efter tredje kvartalet",
        kind=ItemKind.INFORMATION,
        reference="Dnr 0006-2026",
        summary="Demonstrationsärende. Ekonomidirektören informerar.",
        documents=(
            NewDocument(
                "Ekonomin i korthet",
                "tjänsteskrivelse",
                "*Demonstrationstext. Siffrorna är påhittade.*\n\n"
                "Resultatet är 12 miljoner kronor bättre än budget. Kostnaden för inhyrd "
                "personal minskar, kostnaden för läkemedel ökar.\n",
            ),
        ),
    )


def _quiet_room() -> NewItem:
    return NewItem(
        title="Motion om ett tyst rum på varje vårdcentral",
        kind=ItemKind.MOTION,
        reference="Dnr 0007-2026",
        summary=(
            "Demonstrationsärende. Kristdemokraternas regiongrupp föreslår ett tyst rum på varje "
            "vårdcentral. Regionstyrelsen föreslår att motionen bifalls där det finns plats."
        ),
        recipients="Kristdemokraternas regiongrupp, regionstyrelsen",
        documents=(
            NewDocument(
                "Ett tyst rum på varje vårdcentral",
                "motion",
                "*Demonstrationstext. Motionen är påhittad.*\n\n"
                "Den som har fått ett svårt besked behöver en plats att vara på. Vi yrkar att "
                "regionfullmäktige beslutar att varje vårdcentral får ett tyst rum.\n",
            ),
            statement(
                "*Demonstrationstext. Utlåtandet är påhittat.*\n\n"
                "Tanken är god. På fyra vårdcentraler saknas plats.\n"
            ),
        ),
        proposals=(
            NewProposal(
                Kind.APPROVAL,
                phrase="bifall till motionen",
                effect="varje vårdcentral får ett tyst rum",
                decision="bifalla motionen",
                movers=(NewMover("Kristdemokraternas regiongrupp", "KD"),),
            ),
            board(
                "regionstyrelsens förslag",
                "tysta rum inrättas där det finns plats",
                "inrätta tysta rum på de vårdcentraler där det finns plats",
            ),
        ),
    )
