"""The first item of the demonstration: a real motion, whole, and what the board might answer."""

from pathlib import Path

from council.law.proposals import Kind
from council.services.drafts import NewDocument, NewItem, NewMover, NewProposal
from council.store.models import ItemKind

MOTION = Path(__file__).parent / "motion-klimatkommunerna.md"
BOARD = "Regionstyrelsen"


def climate() -> NewItem:
    """Whether the region joins Klimatkommunerna."""
    return NewItem(
        title="Motion om medlemskap i Klimatkommunerna",
        kind=ItemKind.MOTION,
        reference="Dnr 0001-2026",
        summary=(
            "Vänsterpartiets regiongrupp föreslår i en motion att Region Norrbotten ansöker om "
            "medlemskap i föreningen Klimatkommunerna. Motionärerna anför att regionen genom "
            "föreningen får erfarenhetsutbyte, stöd och nätverk i klimatarbetet. Regionstyrelsen "
            "har berett motionen och föreslår att den avslås med hänvisning till att regionen "
            "redan deltar i nätverk med liknande syfte."
        ),
        recipients="Vänsterpartiets regiongrupp, regionstyrelsen",
        documents=(
            NewDocument("Medlemskap i Klimatkommunerna", "motion", motion_text()),
            statement(
                "*Demonstrationstext. Utlåtandet är påhittat.*\n\n"
                "Regionen deltar redan i nätverk med liknande syfte och har en egen plan för "
                "klimatarbetet. Ett medlemskap till skulle ta tid och pengar från det arbetet "
                "utan att ge något som inte redan finns.\n\n"
                "Regionstyrelsen föreslår regionfullmäktige besluta att:\n\n"
                "- Motionen avslås.\n"
            ),
        ),
        proposals=(
            NewProposal(
                Kind.APPROVAL,
                phrase="bifall till motionen",
                effect="regionen söker medlemskap",
                decision=(
                    "bifalla motionen och ansöka om medlemskap i föreningen Klimatkommunerna"
                ),
                movers=(NewMover("Vänsterpartiets regiongrupp", "V"),),
            ),
            board("regionstyrelsens förslag", "motionen avslås", "avslå motionen"),
        ),
    )


def motion_text() -> str:
    """The motion's text, whole and letter by letter."""
    return MOTION.read_text(encoding="utf-8").partition("## Text\n")[2].strip() + "\n"


def board(phrase: str, effect: str, decision: str) -> NewProposal:
    """What the board proposes."""
    return NewProposal(Kind.BOARD, phrase, effect, decision, (NewMover(BOARD),))


def statement(text: str) -> NewDocument:
    """What the board says of an item."""
    return NewDocument("Regionstyrelsens utlåtande", "utlåtande", text)
