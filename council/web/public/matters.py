"""What a reader is told of an item's matter: who asks whom, the motion's year, how it came late."""

from flask_babel import gettext as _

from council.law.deadlines import motion_due
from council.store.base import db
from council.store.models import Item, ItemKind
from council.store.queries import matters as reading
from council.web.public.blueprint import bp
from council.web.words import long_date, whom


@bp.app_template_global("matter_told")
def told(item: Item) -> list[str]:
    """A sentence for each; nothing for an ordinary item."""
    session = db.session()
    sentences = []
    asker = reading.named(session, item.asked_by_id)
    if asker is not None:
        sentences.append(_asked(item, whom(asker.name, asker.party)))
    motion = reading.motion(session, item)
    if motion is not None:
        sentences.append(
            _(
                "Motionen kom in den %(came)s och ska om möjligt avgöras senast den %(due)s.",
                came=long_date(motion.received_on),
                due=long_date(motion_due(motion.received_on)),
            )
        )
    if item.taken_up_at is not None:
        sentences.append(
            _("Ärendet var inte kungjort. Alla närvarande beslutade att det får avgöras.")
        )
    elif item.announced_on is not None:
        sentences.append(
            _("Ärendet är brådskande och kungjordes den %(day)s.", day=long_date(item.announced_on))
        )
    return sentences


def _asked(item: Item, asker: str) -> str:
    if item.kind is ItemKind.INTERPELLATION:
        return _(
            "Interpellation från %(asker)s till %(answerer)s.",
            asker=asker,
            answerer=item.answerer,
        )
    return _("Fråga från %(asker)s till %(answerer)s.", asker=asker, answerer=item.answerer)
