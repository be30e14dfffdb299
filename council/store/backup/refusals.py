"""Why no backup was made, or nothing restored. The doors put each into words."""


class NotDone(Exception):
    """No backup was made, or nothing was restored; what was there is as it was."""


class SecretBallotOpen(NotDone):
    """A copy made while a secret ballot is open would join voters with their slips."""


class NoCouncil(NotDone):
    """The database holds no council: most likely it is not the one that the service uses."""


class FileInTheWay(NotDone):
    """Something else than a backup stands where the backup should be."""


class BackupUnderWay(NotDone):
    """Another process is making the same backup, or restoring into the same database."""


class NotABackup(NotDone):
    """The file is none of ours, or of a form that this version cannot read."""


class Damaged(NotDone):
    """What the file holds is not what was put into it; the first argument says what."""


class JournalBroken(NotDone):
    """A chain does not hold together, or does not end where it should; which and where."""


class OtherDatabase(NotDone):
    """A backup of one kind of database, and a database of the other: both, in this order."""


class TooNew(NotDone):
    """The backup's schema is one that this version does not know; the first argument names it."""


class NotEmpty(NotDone):
    """The database that should be restored into already holds something."""


class ServerRunning(NotDone):
    """A server uses the database's file, which is about to be replaced."""


class NoProgram(NotDone):
    """PostgreSQL's own program is missing or older than the server: its name, what is needed."""


class ProgramFailed(NotDone):
    """PostgreSQL's own program gave up: its name, and its first line."""


class CopyFailed(NotDone):
    """SQLite could not write its copy, on a full disk for example; its own words."""
