"""The one table of rights: endpoint × role. Guards, tests and the page in docs come from it.

What depends on more than the role (who presides, who is on a division's roll) is judged by the
use case itself, in the same transaction.
"""

from collections.abc import Mapping

from flask import Flask, request
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized

from council.store.base import Base, db
from council.store.models import (
    ArchiveDivision,
    BallotList,
    Division,
    Item,
    Meeting,
    Motion,
    Note,
    Person,
    Proposal,
    Role,
    Speech,
)
from council.store.models.people import PRESIDIUM, SEATED
from council.web.asking import maybe_person

EVERYONE: frozenset[Role] | None = None
SIGNED_IN = frozenset(Role)
COUNCILLORS = SEATED | {Role.SUBSTITUTE}
DESK = PRESIDIUM | {Role.SECRETARY}
SECRETARY = frozenset({Role.SECRETARY})
ADMIN = frozenset({Role.ADMIN})

RIGHTS: Mapping[str, frozenset[Role] | None] = {
    # every reader
    "static": EVERYONE,
    "public.start": EVERYONE,
    "public.meetings": EVERYONE,
    "public.meeting": EVERYONE,
    "public.protocol": EVERYONE,
    "public.item": EVERYONE,
    "public.division": EVERYONE,
    "public.decisions": EVERYONE,
    "public.members": EVERYONE,
    "public.member": EVERYONE,
    "public.notices": EVERYONE,
    "public.motions": EVERYONE,
    "public.search": EVERYONE,
    "public.archived": EVERYONE,
    "public.archived_division": EVERYONE,
    "public.reading_help": EVERYONE,
    "public.open_data": EVERYONE,
    "public.accessibility": EVERYONE,
    "public.about": EVERYONE,
    "screen.show": EVERYONE,
    "live.stream": EVERYONE,
    "api.description": EVERYONE,
    "api.meetings": EVERYONE,
    "api.meeting": EVERYONE,
    "api.item": EVERYONE,
    "api.divisions": EVERYONE,
    "api.division": EVERYONE,
    "api.members": EVERYONE,
    "api.member": EVERYONE,
    "api.decisions": EVERYONE,
    "api.notices": EVERYONE,
    "api.archive": EVERYONE,
    "api.archived_division": EVERYONE,
    "health.live": EVERYONE,
    "health.ready": EVERYONE,
    "health.metrics": EVERYONE,
    "health.csp_report": EVERYONE,
    "auth.login": EVERYONE,
    "auth.log_in": EVERYONE,
    # everybody who has signed in
    "auth.logout": SIGNED_IN,
    "auth.log_out": SIGNED_IN,
    "auth.home": SIGNED_IN,
    "member.cast": SIGNED_IN,  # the roll decides, with its reason
    "member.hand_in": SIGNED_IN,  # likewise
    # councillors
    "member.now": COUNCILLORS,
    "member.ballot_paper": COUNCILLORS,
    "member.agenda": COUNCILLORS,
    "member.documents": COUNCILLORS,
    "member.requests": COUNCILLORS,
    "member.votes": COUNCILLORS,
    "member.check_in": COUNCILLORS,
    "member.leave": COUNCILLORS,
    "member.regain_link": COUNCILLORS,
    "member.recuse": COUNCILLORS,
    "member.take_no_part": COUNCILLORS,
    "member.request_division": COUNCILLORS,
    "member.withdraw_request": COUNCILLORS,
    "member.nominate": COUNCILLORS,
    "member.demand_proportional": COUNCILLORS,
    "member.withdraw_demand": COUNCILLORS,
    "member.register_list": COUNCILLORS,
    "member.propose": COUNCILLORS | SECRETARY,
    "member.second_proposal": COUNCILLORS | SECRETARY,
    "member.withdraw_proposal": COUNCILLORS | SECRETARY,
    "member.amend_proposal": COUNCILLORS | SECRETARY,
    "member.ask_for_floor": COUNCILLORS,
    "member.take_back_speech": COUNCILLORS,
    "member.end_own_speech": COUNCILLORS,
    "member.reserve": COUNCILLORS,
    "member.give_reasons": COUNCILLORS,
    "member.announce_note": COUNCILLORS,
    "member.wrong_press": COUNCILLORS,
    # the presidium; who presides is judged by the use case
    "chair.home": PRESIDIUM,
    "chair.cockpit": PRESIDIUM,
    "chair.open_meeting": PRESIDIUM,
    "chair.take_chair": PRESIDIUM,
    "chair.record_present": DESK,
    "chair.close_meeting": PRESIDIUM,
    "chair.adjourn": PRESIDIUM,
    "chair.resume": PRESIDIUM,
    "chair.take_up": PRESIDIUM,
    "chair.agree": PRESIDIUM,
    "chair.settle": PRESIDIUM,
    "chair.call_substitute": DESK,
    "chair.record_left": DESK,
    "chair.record_link": DESK,
    "chair.note_recusal": DESK,
    "chair.stand_in": DESK,
    "chair.lift_recusal": DESK,
    "chair.private_reasons": DESK,
    "chair.open_item": PRESIDIUM,
    "chair.close_debate": PRESIDIUM,
    "chair.proposal_form": DESK,
    "chair.refusal_form": PRESIDIUM,
    "chair.refuse_proposal": PRESIDIUM,
    "chair.overrule_refusal": PRESIDIUM,
    "chair.review": PRESIDIUM,
    "chair.approve_order": PRESIDIUM,
    "chair.declare": PRESIDIUM,
    "chair.record_request": PRESIDIUM,
    "chair.step_back": PRESIDIUM,
    "chair.open_division": PRESIDIUM,
    "chair.close_division": PRESIDIUM,
    "chair.casting_vote": PRESIDIUM,
    "chair.annul": PRESIDIUM,
    "chair.gavel": PRESIDIUM,
    "chair.nominate": DESK,
    "chair.record_demands": DESK,
    "chair.register_list": DESK,
    "chair.withdraw_list": DESK,
    "chair.open_ballot": PRESIDIUM,
    "chair.enter_paper": DESK,
    "chair.draw_lot": PRESIDIUM,
    "chair.put_preparatory": PRESIDIUM,
    "chair.swap_sides": PRESIDIUM,
    "chair.leave_undecided": PRESIDIUM,
    "chair.set_reasons": PRESIDIUM,
    "chair.decide_block": PRESIDIUM,
    "chair.settle_doubt": PRESIDIUM,
    "chair.declare_basis": PRESIDIUM,
    "chair.put_up": PRESIDIUM,
    "chair.give_floor": PRESIDIUM,
    "chair.end_speech": PRESIDIUM,
    "chair.move_speech": PRESIDIUM,
    "chair.strike_speech": PRESIDIUM,
    "chair.draw_line": PRESIDIUM,
    "chair.lift_line": PRESIDIUM,
    "chair.record_reservation": DESK,
    "chair.settle_note": PRESIDIUM,
    # the secretary
    "secretary.home": SECRETARY,
    "secretary.meeting": SECRETARY,
    "secretary.roll": SECRETARY,
    "secretary.paragraph": SECRETARY,
    "secretary.edit_summary": SECRETARY,
    "secretary.bring_back": SECRETARY,
    "secretary.motions": SECRETARY,
    "secretary.receive_motion": SECRETARY,
    "secretary.list_motions": SECRETARY,
    "secretary.report_motion": SECRETARY,
    "secretary.write_off_motion": SECRETARY,
    "secretary.agenda": SECRETARY,
    "secretary.add_item": SECRETARY,
    "secretary.announce": SECRETARY,
    "secretary.announce_item": SECRETARY,
    # the administrator
    "admin.home": ADMIN,
    "admin.preflight": ADMIN,
    "admin.house_rules": ADMIN | DESK,
    "admin.change_house_rules": ADMIN,
    "admin.import_members": ADMIN,
}

OBJECTS: Mapping[str, type[Base]] = {
    "meeting_id": Meeting,
    "item_id": Item,
    "division_id": Division,
    "person_id": Person,
    "list_id": BallotList,
    "speech_id": Speech,
    "proposal_id": Proposal,
    "note_id": Note,
    "archived_id": ArchiveDivision,
    "motion_id": Motion,
}
"""What a number in an address points at."""


def install(app: Flask) -> None:
    """Judge every request by the table before its view; 401, then (csrf) 400, 404, 403."""
    app.before_request(demand_sign_in)


def demand_sign_in() -> None:
    """Stop who has not signed in where the table asks for it."""
    allowed = RIGHTS.get(request.endpoint or "", EVERYONE)
    if allowed is not EVERYONE and maybe_person() is None:
        raise Unauthorized


def demand_role() -> None:
    """Stop whose role the table does not let in; 404 where there is nothing to refuse."""
    allowed = RIGHTS.get(request.endpoint or "", EVERYONE)
    if allowed is None:
        return
    someone = maybe_person()
    if someone is not None and someone.role in allowed:
        return
    for name, number in (request.view_args or {}).items():
        if name in OBJECTS and db.session.get(OBJECTS[name], number) is None:
            raise NotFound
    raise Forbidden


def require_whole(app: Flask) -> None:
    """Refuse to start when a route has no row in the table, or a row no route."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    if endpoints != set(RIGHTS):
        lacking = sorted(endpoints - set(RIGHTS))
        idle = sorted(set(RIGHTS) - endpoints)
        raise RuntimeError(f"rights: routes without a row {lacking}, rows without a route {idle}")
