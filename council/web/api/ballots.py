"""A closed secret ballot as public data: sums, comparison numbers, slips and lots; never who."""

from sqlalchemy.orm import Session

from council.law.ballots import SlipCount
from council.services.slip_counting import Result, result
from council.store.models import Division, DivisionState, Lot, Lottery, Method
from council.store.queries import elections as reading
from council.web.api.schema import MOMENT, NUMBER, TEXT, Schema, many, maybe, thing, told, words
from council.web.api.shapes import Shape, moment

BALLOT: Schema = told(
    thing(
        {
            "marks": words("names", "group", "choice"),
            "ticked": told(NUMBER, "Så många avprickade."),
            "valid": NUMBER,
            "blank": NUMBER,
            "invalid": NUMBER,
            "votes": many(thing({"mark": TEXT, "votes": NUMBER})),
            "seats": told(
                many(
                    thing(
                        {
                            "seat": NUMBER,
                            "group": TEXT,
                            "name": TEXT,
                            "papers": NUMBER,
                            "divisor": told(NUMBER, "Jämförelsetalet är papers delat med detta."),
                            "lot_between": many(TEXT),
                        }
                    )
                ),
                "Bara vid proportionellt val.",
            ),
            "elected": many(thing({"name": TEXT, "group": maybe(TEXT)})),
            "slips": told(
                many(thing({"code": TEXT, "marks": many(TEXT)})),
                "Sorterade efter sin kod; tom vid papperssedlar.",
            ),
            "lots": many(thing({"number": NUMBER, "between": many(TEXT), "falls_to": TEXT})),
            "lottery": maybe(
                thing(
                    {
                        "commitment": TEXT,
                        "contribution": maybe(TEXT),
                        "seed": maybe(told(TEXT, "Null tills lotten är dragen.")),
                        "drawn_at": maybe(MOMENT),
                    }
                )
            ),
        }
    ),
    "Finns bara när en sluten omröstning är stängd.",
)


def of_division(session: Session, division: Division) -> Shape:
    """The key ``ballot`` of a secret division that is closed; nothing for any other."""
    if not division.secret or division.state is not DivisionState.CLOSED:
        return {}
    ended = result(session, division)
    return {"ballot": {**_sums(session, division, ended), **_seats(ended), **_lots(ended)}}


def _sums(session: Session, division: Division, ended: Result) -> Shape:
    count: SlipCount = ended.count
    papers = reading.papers(session, division.id)
    paper = division.method is Method.PAPER
    slips = reading.slips(session, division.id)
    return {
        "marks": ended.papers.marks.value,
        "ticked": papers.get("ticked", 0) if paper else reading.ticked(session, division.id),
        "valid": count.valid,
        "blank": count.blank,
        "invalid": count.invalid,
        "votes": [{"mark": mark, "votes": number} for mark, number in count.votes.items()],
        "slips": [
            {"code": one.code, "marks": list(ended.papers.read(one.content))} for one in slips
        ],
    }


def _seats(ended: Result) -> Shape:
    return {
        "seats": [
            {
                "seat": row.seat,
                "group": row.group,
                "name": row.name,
                "papers": row.papers,
                "divisor": row.divisor,
                "lot_between": list(row.lot_between),
            }
            for row in ended.rows
        ],
        "elected": [{"name": name, "group": label or None} for name, label in ended.elected],
    }


def _lots(ended: Result) -> Shape:
    return {
        "lots": [_lot(one) for one in ended.lots],
        "lottery": None if ended.lottery is None else _lottery(ended.lottery),
    }


def _lot(one: Lot) -> Shape:
    return {"number": one.number, "between": one.between.split("\n"), "falls_to": one.falls_to}


def _lottery(one: Lottery) -> Shape:
    return {
        "commitment": one.commitment,
        "contribution": one.contribution,
        "seed": None if one.drawn_at is None else one.seed,
        "drawn_at": moment(one.drawn_at),
    }
