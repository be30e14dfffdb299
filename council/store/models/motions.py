"""The register of motions, each with its clock (KL 5 kap. 35 §)."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council.store.base import Base


class Motion(Base):
    """A motion from the day it came in to the day it was decided or written off."""

    __tablename__ = "motion"
    __table_args__ = (
        CheckConstraint("decided_on IS NULL OR written_off_on IS NULL", name="ends_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    movers: Mapped[str] = mapped_column(default="")  # as they are to be named, one a line
    text: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date]
    remitted_on: Mapped[date | None]
    reported_on: Mapped[date | None]  # told the council that it is not ready
    report: Mapped[str] = mapped_column(default="")  # what had come up
    decided_on: Mapped[date | None]
    written_off_on: Mapped[date | None]
