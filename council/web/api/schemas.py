"""The shapes of the open data: what ``shapes.py`` and ``voting.py`` make, described by hand.

New keys may be added; none is taken away or given another meaning under /api/v1.
"""

from council.web.api import archive, ballots
from council.web.api import schemas_items as items
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
    **items.SCHEMAS,
    **archive.SCHEMAS,
}
"""Every shape by name."""
