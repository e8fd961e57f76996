"""What can go wrong, one root and one branch per room.

An error says what, which one, why, and what to do. Its exit code is part of the public surface.
"""

from __future__ import annotations

from math import ceil


class AletheiaError(Exception):
    """Root of everything this program raises on purpose."""

    what = "Something went wrong"
    remedy = ""
    exit_code = 2

    def __init__(self, subject: str = "", why: str = "", remedy: str = "") -> None:
        """Name the thing concerned, the reason, and (if better than the default) what to do."""
        self.subject = subject
        self.why = why
        self.remedy = remedy or type(self).remedy
        super().__init__(subject, why)

    def __str__(self) -> str:
        head = f"{self.what}: {self.subject}" if self.subject else self.what
        if self.why:
            head = f"{head} ({self.why})"
        return f"{head}. {self.remedy}".strip() if self.remedy else f"{head}."


class ConfigurationError(AletheiaError):
    """A setting, a profile or a file of ours cannot be used."""

    what = "Configuration cannot be used"
    remedy = "Correct it and run the command again; `aletheia doctor` shows what is set."


class UnusableRequest(ConfigurationError):
    """What was typed cannot be carried out."""

    what = "This cannot be done as asked"
    remedy = "Correct it and run the command again; `--help` shows what can be asked."


class Refused(AletheiaError):
    """The system refuses a file or folder."""

    what = "Cannot be read or written"
    remedy = "Check its name, kind and permissions, and run the command again."


class UnknownProfile(ConfigurationError):
    """No profile of that name."""

    what = "No profile of that name"
    remedy = "Use one of the names shown by `aletheia doctor`, or add a file to the profiles folder."


class TooExpensive(ConfigurationError):
    """It would cost more than it may."""

    what = "This would cost too much"
    remedy = "Raise `max_cost`, or set `embedder` to static; nothing was sent."


class CollectError(AletheiaError):
    """Root of the collect room."""

    what = "Cannot collect"


class SourceUnusable(CollectError):
    """Nothing is there that can be followed."""

    what = "This cannot be followed"
    remedy = "Give the address of a feed, of a page that names one, or the path of a folder."


class UnreadableList(CollectError):
    """A file that should be a list of subscriptions is none."""

    what = "This list cannot be read"
    remedy = "Give an OPML file as another reader exports it; nothing was changed."


class UnreadableInput(CollectError):
    """A path, row or page that cannot become an article."""

    what = "Skipped"


class Stopped(AletheiaError):
    """Whoever waited for it does so no more."""

    what = "Stopped"
    remedy = "Nothing of it is kept."
    exit_code = 130


class NotNow(AletheiaError):
    """It can be done later."""

    what = "This cannot be done now"
    exit_code = 5

    def __init__(self, wait: float, subject: str, why: str) -> None:
        """Say how many seconds to wait, what is lacking, and why."""
        self.wait = max(1, ceil(wait))
        super().__init__(subject, why, f"Ask again in {self.wait:,} s.")


class ServerBusy(NotNow):
    """All places are taken."""

    what = "Too many are asking"


class LimitReached(NotNow):
    """A person has had what they may have."""

    what = "This is more than you may have now"


class StoreError(AletheiaError):
    """Root of the store's errors."""

    what = "The store cannot be used"


class StoreDamaged(StoreError):
    """The database file is not what it was."""

    what = "The store is damaged"
    remedy = "Restore it from a backup, or move it away and ingest again; nothing was written."


class BackupUnusable(StoreError):
    """A file is no backup, or not what it was when it was made."""

    what = "This backup cannot be used"
    remedy = "Name another one; nothing was changed."


class StoreFull(StoreError):
    """No space is left to write."""

    what = "No space left on the disk"
    remedy = "Free some space and run the same command again; finished articles are kept."


class StoreBusy(StoreError):
    """Another process is writing to the database."""

    what = "The store is in use by another process"
    remedy = "Wait for it to finish, or stop it, and run the command again."
    exit_code = 5


class StoreAway(StoreError):
    """The database server does not answer."""

    what = "The store does not answer"
    remedy = "See that it runs, and run the command again; what was finished is kept."


class NotFound(StoreError):
    """No such article or briefing."""

    what = "Not found"
    remedy = "List what is there with `aletheia briefings list` or `aletheia doctor`."


class EditedMeanwhile(StoreError):
    """Somebody else changed it since it was read."""

    what = "It was edited meanwhile"
    remedy = "Read it again, and repeat what still holds; nothing was changed."


class TurnLost(StoreError):
    """Another process works on it."""

    what = "Another process has taken this over"
    remedy = "It goes on there; nothing is done twice."
    exit_code = 5


class RetrieveError(AletheiaError):
    """Root of the retrieve room."""

    what = "Cannot search"


class IndexBusy(RetrieveError):
    """Another process owns the index folder."""

    what = "The index is in use by another process"
    remedy = "Wait for it to finish, or stop it, and run the command again."
    exit_code = 5


class IndexDamaged(RetrieveError):
    """The derived index gives wrong answers or none."""

    what = "The index is damaged"
    remedy = "Run `aletheia index rebuild`; the articles are safe in the store."


class IndexFull(RetrieveError):
    """No space is left where the index lies."""

    what = "No space left on the disk for the index"
    remedy = "Free some space and run the command again; the articles are safe in the store."


class IndexAway(RetrieveError):
    """The server that keeps the vectors cannot be asked."""

    what = "The vector server cannot be asked"
    remedy = "See that it runs; until then only words are searched, and the index catches up afterwards."


class EmbedderFailed(RetrieveError):
    """The service that makes vectors cannot be asked, or does not answer as it should."""

    what = "The embedder cannot be used"
    remedy = "Run the command again later, or set `embedder` to static, which needs no network."


class EmptyLibrary(RetrieveError):
    """There is nothing to search."""

    what = "The library is empty"
    remedy = "Add articles with `aletheia ingest PATH`."
    exit_code = 4


class WriteError(AletheiaError):
    """Root of the write room."""

    what = "Cannot write"


class NothingToSay(WriteError):
    """The library holds no evidence for the question."""

    what = "Nothing in the library answers this"
    remedy = "Widen the window, rephrase the question, or ingest more articles."
    exit_code = 4


class NothingFits(NothingToSay):
    """Articles were found, and no sentence of them can be printed under this profile."""

    what = "Nothing can be printed on this"
    remedy = "Ask with another profile (`--profile`), widen the window, or ingest more articles."


class CheckError(AletheiaError):
    """Root of the check room."""

    what = "Cannot check"


class CannotPack(CheckError):
    """A briefing cannot become a pack that holds."""

    what = "This briefing cannot be packed"
    remedy = "Write it anew with `aletheia brief`, and pack that."


class DeliverError(AletheiaError):
    """Root of the deliver room."""

    what = "Cannot deliver"


class Undeliverable(DeliverError):
    """An edition did not reach a recipient this time."""

    what = "Not delivered"

    def __init__(self, subject: str, why: str, *, for_good: bool = False) -> None:
        """Name the recipient, the reason, and whether trying again is of no use."""
        self.for_good = for_good
        super().__init__(subject, why, "It is tried again later." if not for_good else "")
