"""What the protocol tells of those who stood aside in an item: that they did, never why."""

from collections.abc import Iterable

from council.services.protocol_parts import Section
from council.services.wording import whom
from council.store.models import Body, DeclaredBy, Item, Person, Recusal
from council.store.queries.protocol import Record


def aside_sections(record: Record, item: Item) -> Iterable[Section]:
    """Recusals with who served instead, and who took no part in the decision."""
    held, lifted = record.recusals.get(item.id, ()), record.lifted.get(item.id, ())
    if told := stepped_aside(record.body, held, lifted):
        times = tuple(one.at for one in (*held, *lifted))
        yield Section("recusal", "Jäv", " ".join(told), times=times)
    if people := record.no_part.get(item.id, ()):
        text = " ".join(took_no_part(one) for one in people)
        yield Section("no_part", "Deltar inte i beslutet", text)


def stepped_aside(body: Body, held: Iterable[Recusal], lifted: Iterable[Recusal]) -> list[str]:
    """The recusals of an item in sentences, first those that hold."""
    return [recused(one) for one in held] + [no_ground(body, one) for one in lifted]


def took_no_part(person: Person) -> str:
    """ "Ledamot 41 (SJVP) deltar inte i beslutet."."""
    return f"{_named(person)} deltar inte i beslutet."


def no_ground(body: Body, one: Recusal) -> str:
    """A recusal that was lifted."""
    if one.declared_by is DeclaredBy.MEMBER:
        raised = f"{_named(one.person)} anmäler jäv."
    else:
        raised = f"Fråga väcks om jäv för {_named(one.person)}."
    return f"{raised} {body.name} finner att jäv inte föreligger."


def recused(one: Recusal) -> str:
    """ "Ledamot 22 (C) anmäler jäv och deltar inte i handläggningen av ärendet. Ersättare 06 (C)
    tjänstgör i stället."."""
    if one.declared_by is DeclaredBy.MEMBER:
        told = f"{_named(one.person)} anmäler jäv och deltar inte i handläggningen av ärendet."
    else:
        told = f"{_named(one.person)} deltar på grund av jäv inte i handläggningen av ärendet."
    if one.substitute is None:
        return told
    return f"{told} {_named(one.substitute)} tjänstgör i stället."


def _named(person: Person) -> str:
    return whom(person.name, person.party.letters if person.party else None)
