"""Everything that can go wrong, and when a reader would catch it.

VedetteError
├── UsageError                  the caller asked for something impossible
│   ├── NotAWorkspace           there is no workspace at this path
│   └── UnknownId               no such story, incident, document or list
├── WorkspaceError              the folder itself is the trouble
│   ├── WorkspaceTooNew         written by a newer Vedette
│   ├── WorkspaceBusy           another process holds the write lock
│   └── StorageFull             the disk refused the bytes
├── EvidenceError               evidence or its chain does not hold
│   ├── SpanMismatch            a quote is not the text at its offsets
│   ├── BlobDamaged             stored bytes no longer have their hash
│   └── LogBroken               the event log's chain is cut
├── InputError                  one input is bad; the rest of the batch goes on
│   ├── EmptyInput
│   ├── UnreadableInput         permission, vanished file, wrong kind
│   ├── UnsupportedInput        binary or unknown format
│   ├── MalformedInput          truncated, not well-formed, wrong encoding
│   ├── InputTooLarge           above a stated limit
│   ├── ReaderFailed            the bounded child hung, died or ate its memory
│   └── FetchFailed             the address gave nothing usable
├── RegimeError                 a regime file is wrong; holds *all* mistakes
├── ListRejected                a list file failed its guard and replaced nothing
└── ReportError                 a dossier sentence lacks its footnote

Every message says where, what, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class VedetteError(Exception):
    """Base of all errors Vedette raises on purpose.

    Args:
        where: The file, address, table row or option at fault.
        what: What is wrong, and what was expected instead.
        remedy: What the reader can do about it.
    """

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(where, what, remedy)
        self.where = where
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text}. {self.remedy}" if self.remedy else text


class UsageError(VedetteError):
    """The caller asked for something impossible; nothing was changed."""


class NotAWorkspace(UsageError):
    """There is no workspace at the path given."""


class UnknownId(UsageError):
    """No row has the id given."""


class WorkspaceError(VedetteError):
    """The workspace folder cannot be used as it stands."""


class WorkspaceTooNew(WorkspaceError):
    """A newer Vedette wrote this workspace; an older one must not touch it."""


class WorkspaceBusy(WorkspaceError):
    """Another process is writing; nothing was changed."""


class StorageFull(WorkspaceError):
    """The disk refused the bytes; what was accepted before is safe."""


class EvidenceError(VedetteError):
    """Evidence, or the chain over it, does not hold."""


class SpanMismatch(EvidenceError):
    """The quote is not the text at its offsets; the row was not stored."""


class BlobDamaged(EvidenceError):
    """Stored bytes no longer hash to their name."""


class LogBroken(EvidenceError):
    """The hash chain of the event log is cut."""


class InputError(VedetteError):
    """One input is bad; it is recorded in the ledger and the batch goes on.

    ``kind`` is the word the ledger stores; ``retryable`` says whether trying the same bytes
    again could ever help.
    """

    kind = "input"
    retryable = False


class EmptyInput(InputError):
    """There are no bytes, or nothing but white space."""

    kind = "empty"


class UnreadableInput(InputError):
    """The file could not be opened or vanished."""

    kind = "unreadable"
    retryable = True


class UnsupportedInput(InputError):
    """The bytes are of a kind that no reader takes."""

    kind = "unsupported"


class MalformedInput(InputError):
    """The bytes claim a format they do not keep to."""

    kind = "malformed"


class InputTooLarge(InputError):
    """The input is above a stated limit."""

    kind = "too-large"


class ReaderFailed(InputError):
    """The bounded child process hung, died or ate its memory."""

    kind = "reader-failed"
    retryable = True


class FetchFailed(InputError):
    """The address gave nothing usable."""

    kind = "fetch-failed"
    retryable = True


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file that people write."""

    path: str
    line: int
    what: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; expected {self.expected}"


class RegimeError(VedetteError):
    """A regime file is wrong. All its mistakes are reported at once."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        where = self.mistakes[0].path if self.mistakes else "regime"
        listing = "\n".join(str(mistake) for mistake in self.mistakes)
        super().__init__(where, f"{len(self.mistakes)} mistakes:\n{listing}", "")


class ListRejected(VedetteError):
    """A list file failed its guard; the list loaded before it stays in use."""


class ReportError(VedetteError):
    """A dossier sentence lacks its footnote, so no dossier was written."""
