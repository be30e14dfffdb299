"""A sitting led from the cockpit: one server for a file of tests, a meeting of its own for each.

The chair presses only what the cockpit shows. Councillors sit at tablets in the browser; the mass
of them speaks JSON.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import repeat
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from council.demo.council import BODY
from council.demo.people import people
from council.demo.tablet import Tablet
from council.services.attendance import HALL
from council.services.convening import convene, publish
from council.services.drafts import NewItem, NewMeeting
from council.services.founding import found_body
from council.services.slip_codes import slip_code
from council.store.engine import reading, writing
from council.store.models import (
    BallotList,
    Body,
    Division,
    Item,
    ItemState,
    MeetingKind,
    Person,
    Role,
)
from tests import factories
from tests.support.people import PASSWORD, Someone, arrive

SEATS = 31


@dataclass
class House:
    """The served council, its browser, and the test's own door to the database."""

    app: Flask
    address: str
    browser: Browser
    here: list[Someone] = field(default_factory=list)
    tablets: dict[str, Tablet] = field(default_factory=dict)
    meeting: int = 0

    def convene(self, *items: NewItem) -> int:
        """Publish a meeting of today: the newest is the one that everybody's pages show."""
        now = datetime.now(UTC)
        new = NewMeeting(
            title="Regionfullmäktige",
            kind=MeetingKind.ORDINARY,
            date=now.astimezone(HALL).date(),
            starts="09.00",
            place="Regionhuset, sessionssalen, Luleå",
            items=items,
        )
        with self.app.app_context(), writing() as session:
            meeting = convene(session, session.get_one(Body, 1), new, now=now)
            publish(session, meeting, now=now)
            self.meeting = meeting.id
        return self.meeting

    def come(self, name: str = "", path: str = "/rosta", *, size: str = "tablet") -> Someone:
        """Somebody opens a browser, signs in and looks at a page."""
        someone = arrive(self.browser, self.address, name, size=size)
        self.here.append(someone)
        someone.go(path)
        return someone

    def leave(self) -> None:
        """Everybody closes the browser; no page has complained."""
        gone, self.here = self.here, []
        for someone in gone:
            someone.context.close()
        assert {one.name: one.complaints for one in gone if one.complaints} == {}

    def members(self) -> list[str]:
        """The user names of all who hold a seat, in the order of the hall."""
        with self.app.app_context():
            return factories.holders()

    def substitutes(self, letters: str) -> list[str]:
        """The user names of a party's substitutes, in the order in which they are called."""
        with self.app.app_context(), reading() as session:
            return list(
                session.scalars(
                    select(Person.username)
                    .where(Person.party.has(letters=letters), Person.role == Role.SUBSTITUTE)
                    .order_by(Person.call_order)
                )
            )

    @property
    def item(self) -> int:
        """The item under treatment."""
        with self.app.app_context(), reading() as session:
            of_meeting = (Item.meeting_id == self.meeting, Item.state == ItemState.OPEN)
            return session.scalars(select(Item.id).where(*of_meeting)).one()

    def division(self) -> int:
        """The division that was opened last."""
        with self.app.app_context(), reading() as session:
            return session.scalars(select(func.max(Division.id))).one()

    def tablet(self, name: str) -> Tablet:
        """Somebody's tablet that speaks JSON, signed in once."""
        if name not in self.tablets:
            tablet = self.tablets[name] = Tablet(self.address)
            assert tablet.sign_in(name, PASSWORD).status == 200, name
        return self.tablets[name]

    def post(self, name: str, path: str, facts: dict[str, str]) -> None:
        """Somebody does something from a tablet, and may."""
        answer = self.tablet(name).post(path, facts)
        assert answer.status in (200, 201, 204), (name, path, answer)

    def vote(self, *, yes: int = 0, no: int = 0, abstain: int = 0) -> None:
        """The mass, all but the chair, votes in the division that was opened last."""
        division = self.division()
        mass = [one for one in self.members() if one != "ordforande"]
        choices = [*repeat("yes", yes), *repeat("no", no), *repeat("abstain", abstain)]
        assert len(choices) <= len(mass), "more votes than people"
        for name, choice in zip(mass, choices, strict=False):
            facts = {"choice": choice, "key": f"{name}-{division}"}
            self.post(name, f"/voteringar/{division}/rost", facts)

    def lists(self) -> list[int]:
        """The lists of the election that is held, in the order in which they came."""
        with self.app.app_context(), reading() as session:
            mine = BallotList.item_id == self.item
            return list(session.scalars(select(BallotList.id).where(mine).order_by(BallotList.id)))

    def hand_in(self, name: str, group: int | None) -> None:
        """Somebody hands in a slip for a group, or a blank one."""
        marked = {"blank": "1"} if group is None else {"group": str(group)}
        division = self.division()
        facts = {"code": slip_code(), "key": f"{name}-{division}", **marked}
        self.post(name, f"/voteringar/{division}/valsedel", facts)


@dataclass
class Cockpit:
    """The chair at the desk, who never leaves it."""

    someone: Someone
    meeting: int

    @property
    def page(self) -> Page:
        """The chair's page."""
        return self.someone.page

    @property
    def middle(self) -> Locator:
        """What the chair is led through."""
        return self.page.locator("#innehall")

    @property
    def primary(self) -> Locator:
        """The one primary act."""
        return self.page.locator("[data-huvud]")

    def stays(self) -> None:
        """The address is still the cockpit's."""
        assert urlsplit(self.page.url).path == f"/ordforande/{self.meeting}"

    def press(self, *words: str) -> None:
        """Press the primary act, which must say this; go through with it if it asks once."""
        for word in words:
            expect(self.primary).to_have_text(re.compile(re.escape(word)))
            self.primary.click()
            self.confirm()
            self.stays()

    def confirm(self) -> None:
        """Go through with what was asked once, if anything was."""
        asked = self.page.locator("dialog[open] button[type=submit]")
        if asked.count():
            asked.last.click()

    def open(self) -> None:
        """Open the meeting and call the roll; everybody is there."""
        self.press("Öppna sammanträdet")
        self.page.click("#alla-pa-plats")
        self.press("Fastställ uppropet")

    def debate(self) -> None:
        """Open the item that is shown."""
        self.press("Öppna ärendet")
        expect(self.primary).to_have_text("Avsluta överläggningen")

    def question(self) -> None:
        """From the debate to the first question, nothing changed on the way."""
        self.press("Avsluta överläggningen", "Yrkandena är genomgångna", "Godkänd, gå vidare")

    def find(self, words: str) -> None:
        """Choose what the hall has said, and say so; the gavel waits."""
        self.page.get_by_role("radio", name=re.compile(re.escape(words), re.IGNORECASE)).check()
        self.press(f"Jag finner {words}")
        expect(self.primary).to_have_text("Klubba")


def found_house(app: Flask) -> None:
    """Found a council of the demonstration's people, whose passwords cost a test nothing."""
    with app.app_context(), writing() as session:
        found_body(
            session,
            BODY,
            people(SEATS),
            now=datetime.now(UTC),
            password_hash=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD),
        )
