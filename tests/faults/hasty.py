"""A service that answers a press before it has written it: quick, and wrong when it is killed."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import local

from flask import Flask, current_app

from council.law.refusals import Refused
from council.law.tally import Choice
from council.services import presses
from council.services.presses import Receipt
from council.store.engine import reading
from council.store.models import Division, DivisionState

LATE = 0.05
"""Seconds by which it writes too late."""
cast, receipt_code = presses.cast, presses.receipt_code
writing = local()


def answer_first() -> None:
    """Make the service in this process so."""
    writers = ThreadPoolExecutor(1)

    def answer(
        division_id: int, person_id: int, choice: Choice, key: str, *, auth: str, now: datetime
    ) -> Receipt:
        with reading() as session:
            if session.get_one(Division, division_id).state is not DivisionState.OPEN:
                return cast(division_id, person_id, choice, key, auth=auth, now=now)
        receipt = Receipt(division_id, choice, now, receipt_code())
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        writers.submit(write, app, receipt, person_id, key, auth)
        return receipt

    presses.cast = answer
    presses.receipt_code = lambda: writing.code


def write(app: Flask, receipt: Receipt, person_id: int, key: str, auth: str) -> None:
    """Write a press that has been answered."""
    time.sleep(LATE)
    writing.code = receipt.code
    with app.app_context(), suppress(Refused):
        cast(
            receipt.division_id, person_id, receipt.choice, key,
            auth=auth, now=receipt.recorded_at,
        )  # fmt: skip
