"""Invented names: common given names, surnames made up here, so that no real person is meant."""

from random import Random

GIVEN = (
    *("Anna", "Erik", "Maria", "Lars", "Karin", "Nils", "Elin", "Johan", "Sara", "Gustav"),
    *("Ida", "Olof", "Hanna", "Viktor", "Linnea", "Axel", "Märta", "Björn", "Åsa", "Håkan"),
    *("Aino", "Eino", "Päivi", "Jukka", "Tuula", "Pekka", "Antti", "Hilkka", "Väinö", "Sanna"),
    *("Hilma", "Oiva", "Sirkka", "Heikki", "Eeva", "Valfrid", "Lempi", "Yrjö"),
    *("Áile", "Ánte", "Máret", "Nilla", "Biret", "Issát", "Elle", "Jovnna", "Risten", "Mihkkal"),
    *("Láilá", "Áslat", "Sárá", "Niillas"),
)
SURNAMES = (
    *("Björkhed", "Älvstrand", "Granmyr", "Tallvide", "Åkerfors", "Snöhed", "Frostmyr"),
    *("Lavskog", "Istjärnmark", "Sävvide", "Mossforsen", "Kvarnvide", "Rimfors", "Dimmyr"),
    *("Vidjehed", "Tjädermark", "Ripforsen", "Lomtjärn", "Kärrvide", "Ljungfors", "Hällmyr"),
    *("Isovaara", "Koskirova", "Honkajänkä", "Lumirova", "Kuusijänkä", "Petäjärova"),
    *("Jääsuvanto", "Karhurova", "Poroniva", "Hietajänkä", "Mustarova", "Hillaniva"),
    *("Čáhppesvárri", "Duottarčearru", "Guovssohas", "Šiljujávri", "Muohtavárri"),
    *("Maŋŋejávri", "Njállavárri", "Geađgečearru", "Láddovárri", "Guoššejávri", "Beaššavárri"),
)
SEED = 2021


def names(count: int) -> list[str]:
    """So many full names, always the same, none twice."""
    pairs = [f"{given} {surname}" for given in GIVEN for surname in SURNAMES]
    Random(SEED).shuffle(pairs)  # noqa: S311 - decides nothing
    return pairs[:count]
