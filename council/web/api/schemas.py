"""The shapes of the open data: what ``shapes.py`` and ``voting.py`` make, described by hand.

New keys may be added; none is taken away or given another meaning under /api/v1.
"""

from council.web.api import archive, ballots
from council.web.api.schema import (
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    Schema,
    answer,
    listed,
    many,
    maybe,
    ref,
    thing,
    told,
    words,
)

POSITION = words("yes", "no", "abstain", "absent")
SIDE = words("yes", "no")
MEETING_REF = thing({"id": NUMBER, "date": DAY})
ITEM_REF = thing({"id": NUMBER, "title": TEXT, "paragraph": maybe(NUMBER)})
COUNTS = {"yes": NUMBER, "no": NUMBER, "abstain": NUMBER, "absent": NUMBER}

MEETING: Schema = {
    "id": NUMBER,
    "date": DAY,
    "title": TEXT,
    "kind": words("ordinary", "extra", "rehearsal"),
    "state": words("published", "open", "adjourned", "closed", "attested"),
}
ITEM: Schema = {
    "id": NUMBER,
    "number": told(NUMBER, "Platsen på dagordningen."),
    "title": TEXT,
    "kind": words(
        *("decision", "motion", "budget", "election", "interpellation", "question"),
        *("motion_received", "announcement", "information"),
    ),
    "state": words("waiting", "open", "decided", "tabled", "referred", "withdrawn"),
    "divisions": many(NUMBER),
    "decision": maybe(told(TEXT, "Beslutet, när klubban har fallit.")),
    "paragraph": maybe(told(NUMBER, "Paragrafens nummer under kalenderåret.")),
}
DIVISION: Schema = {
    "id": NUMBER,
    "item": ref("ItemRef"),
    "meeting": ref("MeetingRef"),
    "kind": words("main", "preparatory", "procedural", "election"),
    "method": words("device", "roll-call", "clerk", "paper"),
    "secret": FLAG,
    "question": TEXT,
    "yes_means": told(TEXT, "Vad ja betydde, så som det stod på röstsedeln."),
    "no_means": told(TEXT, "Vad nej betydde, så som det stod på röstsedeln."),
    "state": words("open", "closed", "annulled"),
    "opened_at": MOMENT,
    "closed_at": maybe(MOMENT),
    "counts": maybe(ref("Counts")),
    "casting_vote": maybe(told(SIDE, "Ordförandens utslagsröst.")),
    "outcome": maybe(told(SIDE, "Null medan den pågår, vid väntad utslagsröst, och om ogiltig.")),
    "rule": maybe(told(TEXT, "Lag och paragraf som avgjorde.")),
    "present": maybe(told(NUMBER, "Närvarande som tjänstgjorde, om de röstade eller inte.")),
    "needed": maybe(told(NUMBER, "Så många krävdes, där annat än enkel majoritet räknas.")),
    "had": maybe(told(NUMBER, "Så många hade den sida som räknas.")),
    "basis": maybe(told(words("majority", "minority"), "Vem som bordlade eller återremitterade.")),
    "by_party": told(many(ref("PartyCounts")), "Saknas medan den pågår, och om den är sluten."),
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
MEMBER: Schema = {
    "id": NUMBER,
    "name": TEXT,
    "party": maybe(TEXT),
    "role": words("member", "substitute", "chair", "first_vice", "second_vice"),
    "seat": maybe(told(NUMBER, "Platsens nummer; null för ersättare.")),
}

SCHEMAS: dict[str, Schema] = {
    "MeetingRef": MEETING_REF,
    "ItemRef": ITEM_REF,
    "Counts": told(thing(COUNTS), "Null medan den pågår. absent är platser minus avgivna röster."),
    "PartyCounts": thing(
        {
            "party": TEXT,
            **COUNTS,
            "split": told(FLAG, "Om partiets platser röstade både ja och nej."),
            "partly_abstaining": told(FLAG, "Om en del av partiets platser avstod."),
        }
    ),
    "Vote": thing(
        {
            "member": maybe(told(TEXT, "Null om platsen var vakant.")),
            "party": TEXT,
            "substitute_for": maybe(TEXT),
            "position": POSITION,
            "note": maybe(TEXT),
        }
    ),
    "Meeting": thing(MEETING),
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
    "Division": thing(DIVISION, missing=("by_party",)),
    "Member": thing(MEMBER),
    "MemberVote": thing(
        {
            "division": NUMBER,
            "item": ref("ItemRef"),
            "meeting": ref("MeetingRef"),
            "position": POSITION,
            "substitute_for": maybe(TEXT),
            "replaced_by": maybe(told(TEXT, "Ersättaren som tjänstgjorde på platsen.")),
            "note": maybe(TEXT),
        }
    ),
    "Decision": thing(
        {
            "item": ref("ItemRef"),
            "meeting": ref("MeetingRef"),
            "decision": TEXT,
            "decided_at": MOMENT,
            "division": maybe(told(NUMBER, "Huvudomröstningen; null vid acklamation.")),
        }
    ),
    "Notice": thing(
        {
            "kind": words("announcement"),
            "meeting": ref("MeetingRef"),
            "title": TEXT,
            "starts": told(TEXT, "Klockslag i Sverige, till exempel 09.00."),
            "place": TEXT,
            "items": told(NUMBER, "Antalet ärenden på dagordningen."),
            "put_up": maybe(MOMENT),
        }
    ),
    "Error": thing({"error": TEXT, "message": told(TEXT, "På svenska, för människor.")}),
    "MeetingList": listed("meetings", ref("Meeting")),
    "MeetingWhole": answer({**MEETING, "items": many(ref("Item"))}),
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
                many(thing({"member": TEXT, "party": maybe(TEXT), "substitute": maybe(TEXT)})),
                "Vilka som inte deltog på grund av jäv, och vem som tjänstgjorde i stället.",
            ),
            "not_taking_part": told(
                many(thing({"member": TEXT, "party": maybe(TEXT)})),
                "Vilka som anmälde att de inte deltar i beslutet.",
            ),
        }
    ),
    "DivisionList": listed("divisions", ref("Division")),
    "DivisionWhole": answer(
        {
            **DIVISION,
            "votes": told(many(ref("Vote")), "Saknas medan den pågår, och om den är sluten."),
            "ballot": ballots.BALLOT,
        },
        missing=("by_party", "votes", "ballot"),
    ),
    "MemberList": listed("members", ref("Member")),
    "MemberWhole": answer(
        {
            **MEMBER,
            "participation": thing({"voted": NUMBER, "held": NUMBER}),
            "votes": many(ref("MemberVote")),
            "next": maybe(TEXT),
        }
    ),
    "DecisionList": listed("decisions", ref("Decision")),
    "NoticeList": listed("notices", ref("Notice")),
    **archive.SCHEMAS,
}
"""Every shape by name."""
