"""What the core of the procedure refuses: statuses and sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused

STATUS: Mapping[type[Refused], int] = {
    law.TooSoon: 409,
    law.MustBeTabled: 409,
    law.DivisionNeeded: 409,
    law.ReasonsNotTheirs: 409,
    law.NotInBlock: 409,
    law.StillQuorate: 409,
    law.StillPresiding: 409,
    law.ArrivedLate: 403,
}

SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.TooSoon: lambda facts: _(
        "Extra val får beslutas tidigast %(day)s, sex månader efter fullmäktiges första "
        "sammanträde. Bordlägg eller återremittera ärendet.",
        day=facts.get("due"),
    ),
    law.MustBeTabled: lambda facts: _(
        "Ett ärende om extra val ska alltid bordläggas första gången. Yrka bordläggning och ställ "
        "den frågan."
    ),
    law.DivisionNeeded: lambda facts: _(
        "Beslutet kräver att minst %(needed)s av %(present)s närvarande röstar för det. "
        "Genomför omröstning.",
        needed=facts.get("needed"),
        present=facts.get("present"),
    ),
    law.ReasonsNotTheirs: lambda facts: _(
        "Motiveringen bestäms av de ledamöter som begärt återremissen. Minst %(needed)s av dem "
        "måste stå bakom den. Välj en motivering från någon som röstade för återremiss.",
        needed=facts.get("needed"),
    ),
    law.NotInBlock: lambda facts: _(
        "Ärende %(number)s, %(title)s, kan inte avgöras i ett sammanhang med andra: det har fler "
        "förslag, eller kräver en egen fråga. Öppna det för sig.",
        number=facts.get("number"),
        title=facts.get("title"),
    ),
    law.ArrivedLate: lambda facts: _(
        "Du checkade in när ärendet redan behandlades. Du tjänstgör från och med nästa ärende."
    ),
    law.StillPresiding: lambda facts: _(
        "Den som leder sammanträdet kan inte lämna det. Låt en vice ordförande ta över först."
    ),
    law.StillQuorate: lambda facts: _(
        "Fullmäktige är beslutfört. Ett ärende lämnas oavgjort bara när för få är närvarande. "
        "Avgör det, bordlägg det eller återremittera det."
    ),
}
