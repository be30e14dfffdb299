"""The commands that read in files: what they say, and what they refuse."""

from pathlib import Path

import pytest

from council.services.importing import divisions, faults
from council.store.engine import reading
from council.store.models import Body, MeetingState
from tests import factories
from tests.support.changes import nothing_changes
from tests.support.commands import run
from tests.support.divisions_file import a_file, an_event, changed

DATA = Path(__file__).parent.parent / "data" / "import"


class TestImports:
    """``flask import-members`` and ``flask import-meeting``."""

    def test_members_are_read_in_and_what_to_do_next_is_told(self, app):
        done = run(
            app,
            "import-members",
            str(DATA / "members.csv"),
            *("--name", "Kommunfullmäktige", "--organisation", "Provkommun"),
            *("--board", "Kommunstyrelsen"),
        )
        assert done.exit_code == 0
        assert done.output.splitlines() == [
            "21 ledamöter, 3 ersättare, 25 nya, 0 ändringar, 0 borttagna.",
            "Kommunfullmäktige i Provkommun är inrättat.",
            "Nya personer har inget lösenord än: flask set-password ANVÄNDARNAMN",
            "Administratörens konto heter admin: flask set-password admin",
        ]
        with app.app_context(), reading() as session:
            assert session.get_one(Body, 1).board == "Kommunstyrelsen"

    def test_a_new_list_tells_what_it_changes(self, app, tmp_path):
        first = (DATA / "members.csv").read_text()
        file = tmp_path / "next.csv"
        run(app, "import-members", str(DATA / "members.csv"))
        assert run(app, "import-members", str(DATA / "members.csv")).output.splitlines() == [
            "21 ledamöter, 3 ersättare, 0 nya, 0 ändringar, 0 borttagna."
        ]
        file.write_text(first.replace("prov05,", "nykomling,").replace("Kansli,", "Nygift,"))
        assert run(app, "import-members", str(file)).output.splitlines() == [
            "21 ledamöter, 3 ersättare, 1 nya, 1 ändringar, 1 borttagna.",
            "Nya personer har inget lösenord än: flask set-password ANVÄNDARNAMN",
        ]

    def test_a_faulty_file_is_told_row_by_row(self, app):
        with app.app_context(), nothing_changes():
            refused = run(app, "import-members", str(DATA / "many-faults.csv"))
        assert refused.exit_code == 1
        lines = refused.output.splitlines()
        assert lines[0] == "Filen är inte inläst. 6 fel:"
        assert [word.strip() for word in lines[1].split("|")] == [
            "Rad",
            "Kolumn",
            "Står",
            "Väntat",
        ]
        assert [line.split("|")[0].strip() for line in lines[2:]] == [
            "4",
            "11",
            "13",
            "23",
            "24",
            "26",
        ]
        assert len({line.index("|") for line in lines[1:]}) == 1

    def test_an_even_council_is_refused(self, app, tmp_path):
        file = tmp_path / "even.csv"
        file.write_bytes((DATA / "members.csv").read_bytes() + b"x,X,S,ledamot,\n")
        refused = run(app, "import-members", str(file))
        assert refused.exit_code == 1
        assert refused.output == (
            "Fullmäktige kan inte ha 22 ledamöter. Antalet ska vara udda och minst 21. "
            "Inget är inläst.\n"
        )

    def test_a_hundred_thousand_rows_are_refused(self, app, tmp_path):
        file = tmp_path / "large.csv"
        file.write_bytes(b"username,name,party,role,order\n" + b"u,N,S,ledamot,\n" * 100_000)
        refused = run(app, "import-members", str(file))
        assert refused.exit_code == 1
        assert "högst 20 000 rader" in refused.output

    def test_a_file_of_any_size_is_read_no_further_than_needed(self, app, tmp_path):
        file = tmp_path / "huge.csv"
        with file.open("wb") as sparse:
            sparse.truncate(10 * 1024**3)
        refused = run(app, "import-members", str(file))
        assert refused.exit_code == 1
        assert "8 MB" in refused.output

    def test_a_meeting_is_read_in_and_published(self, council):
        done = run(council, "import-meeting", str(DATA / "meeting.json"))
        assert (done.exit_code, done.output) == (
            0,
            "Sammanträde 1 är inläst och kungjort: Regionfullmäktige 2026-11-25, 2 ärenden.\n",
        )

    def test_a_faulty_meeting_is_told_path_by_path(self, council, tmp_path):
        file = tmp_path / "faulty.json"
        file.write_text((DATA / "meeting.json").read_text().replace('"board"', '"styrelsen"'))
        with council.app_context(), nothing_changes():
            refused = run(council, "import-meeting", str(file))
        assert refused.exit_code == 1
        assert "items[0].proposals[1] | kind" in refused.output

    def test_a_meeting_needs_a_council(self, app):
        refused = run(app, "import-meeting", str(DATA / "meeting.json"))
        assert refused.exit_code == 1
        assert "Kör först: flask import-members" in refused.output


class TestImportDivisions:
    """``flask import-divisions``."""

    @pytest.fixture
    def file(self, tmp_path):
        """A file of two historic divisions."""
        file = tmp_path / "divisions.csv"
        file.write_bytes(a_file(an_event("h1"), an_event("h2")))
        return file

    def test_they_are_recounted_and_read_in_without_a_council(self, app, file):
        done = run(app, "import-divisions", str(file))

        assert (done.exit_code, done.output) == (
            0,
            "2 omröstningar med 12 rader är omräknade, stämmer med det som är publicerat och är "
            "inlästa.\n",
        )

    def test_again_they_are_there_already(self, app, file):
        run(app, "import-divisions", str(file))

        done = run(app, "import-divisions", str(file))

        assert done.exit_code == 0
        assert done.output.splitlines()[1] == "2 omröstningar fanns redan."

    def test_a_faulty_event_is_told_by_its_name(self, app, file):
        file.write_bytes(a_file(an_event("h1"), changed(an_event("h2"), published_yes="4")))

        with app.app_context(), nothing_changes():
            refused = run(app, "import-divisions", str(file))

        assert refused.exit_code == 1
        assert refused.output.splitlines() == [
            "Filen är inte inläst. Ett fel:",
            "Rad    | Kolumn        | Står | Väntat",
            "8 (h2) | published_yes | 4    | 3, så många som raderna med yes",
        ]

    def test_of_very_many_faults_the_rest_is_counted(self, app, file, monkeypatch):
        monkeypatch.setattr(faults, "MOST_NAMED", 2)
        file.write_bytes(a_file(changed(an_event("h1"), position="?")))

        lines = run(app, "import-divisions", str(file)).output.splitlines()

        assert lines[0] == "Filen är inte inläst. 6 fel:"
        assert len(lines) == 5
        assert lines[-1] == "… och 4 fel till."

    def test_a_long_file_waits_for_the_meeting_s_end(self, council, file, monkeypatch):
        monkeypatch.setattr(divisions, "MOST_BESIDE_A_MEETING", 5)
        with council.app_context():
            factories.a_meeting(state=MeetingState.OPEN)

        refused = run(council, "import-divisions", str(file))

        assert refused.exit_code == 1
        assert refused.output.startswith("Ett sammanträde pågår, och filen är så stor")

    def test_a_file_without_lines_is_read_no_further_than_needed(self, app, file):
        with file.open("wb") as sparse:
            sparse.truncate(10 * 1024**3)

        assert run(app, "import-divisions", str(file)).exit_code == 1
