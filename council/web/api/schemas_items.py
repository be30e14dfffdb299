"""The shapes of items in the open data: papers, proposals, questions, who stood aside."""

from council.web.api.schema import (
    FLAG,
    NUMBER,
    TEXT,
    Schema,
    answer,
    many,
    maybe,
    ref,
    thing,
    told,
    words,
)

SIDE = words("yes", "no")
NAMED: Schema = {"member": TEXT, "party": maybe(TEXT)}
ITEM: Schema = {
    "id": NUMBER,
    "number": told(NUMBER, "Platsen på dagordningen."),
    "title": TEXT,
    "kind": words(
        *("decision", "motion", "budget", "election", "appointment"),
        *("interpellation", "question"),
        *("motion_received", "announcement", "information"),
    ),
    "state": words("waiting", "open", "decided", "tabled", "referred", "withdrawn"),
    "divisions": many(NUMBER),
    "decision": maybe(told(TEXT, "Beslutet, när klubban har fallit.")),
    "paragraph": maybe(told(NUMBER, "Paragrafens nummer under kalenderåret.")),
}
PROPOSAL_KINDS = (
    "board",
    "approval",
    "rejection",
    "amendment",
    "counter",
    "other",
    "addition",
    "dismissal",
    "adjournment",
    "tabling",
    "referral",
)

SCHEMAS: dict[str, Schema] = {
    "Item": thing(ITEM),
    "Document": thing({"id": NUMBER, "title": TEXT, "kind": TEXT, "text": TEXT}),
    "Proposal": thing(
        {
            "id": NUMBER,
            "kind": words(*PROPOSAL_KINDS),
            "text": TEXT,
            "movers": many(thing({"name": TEXT, "party": maybe(TEXT)})),
            "state": words("moved", "withdrawn", "carried", "lost", "not_put"),
            "clause": maybe(told(NUMBER, "Punkten som det gäller; null om hela ärendet.")),
            "motive": maybe(told(TEXT, "Motiveringen, som en återremiss måste ha.")),
            "refused": maybe(
                told(words("new_item", "unlawful"), "Varför proposition inte ställdes.")
            ),
        }
    ),
    "Question": thing(
        {
            "kind": words("acclamation", "division"),
            "question": told(TEXT, "Vad frågan gällde; för en omröstning dess slag."),
            "clause": maybe(told(NUMBER, "Punkten som den gällde, där punkterna skiljer sig.")),
            "proposal": maybe(told(NUMBER, "Förslaget som ja gäller; null om ja är avgörs i dag.")),
            "yes_means": TEXT,
            "no_means": TEXT,
            "outcome": maybe(SIDE),
            "requested": told(FLAG, "Om omröstning begärdes."),
            "division": maybe(NUMBER),
            "annulled": maybe(told(TEXT, "Skälet, om omröstningen förklarades ogiltig.")),
        }
    ),
    "ItemWhole": answer(
        {
            **ITEM,
            "meeting": ref("MeetingRef"),
            "text": told(TEXT, "Den första handlingen, i Markdown."),
            "documents": many(ref("Document")),
            "proposals": many(ref("Proposal")),
            "questions": many(ref("Question")),
            "clauses": told(
                many(thing({"number": NUMBER, "text": TEXT})), "Punkterna, var och en efter ”att”."
            ),
            "recused": told(
                many(thing({**NAMED, "substitute": maybe(TEXT)})),
                "Vilka som inte deltog på grund av jäv, och vem som tjänstgjorde i stället.",
            ),
            "not_taking_part": told(
                many(thing(NAMED)),
                "Vilka som anmälde att de inte deltar i beslutet.",
            ),
        }
    ),
}
"""Every shape by name."""
