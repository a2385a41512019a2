"""What an editor may do to the files: each edit is an operation that can be described, and made again."""

from studio.files.edits.alerts import EndAlert, SaveAlert
from studio.files.edits.articles import MoveArticle, RetireArticle, SaveArticle
from studio.files.edits.base import Edit
from studio.files.edits.enquiries import KEPT, ChangeEnquiry, NewEnquiry
from studio.files.edits.hours import ChangeHours, ChangeWeek, RemoveException, SaveException, SaveExceptions
from studio.files.edits.intents import MergeIntents, RenameIntent, RetireEnquiry, SplitIntent
from studio.files.edits.people import RemovePerson, SavePerson
from studio.files.edits.phrases import (
    AddPhrases,
    ChangePhrase,
    KeepForTesting,
    MovePhrases,
    RemovePhrases,
    Sorted,
    sort_out,
)
from studio.files.edits.promises import ChangePromise
from studio.files.edits.replies import ChangeReply
from studio.files.edits.teams import ChangeTeam, NewTeam, RemoveTeam
from studio.files.edits.words import ABOUT_US, ChangeAboutUs, ChangeIdentity, ChangeWords
from studio.files.refused import Change, EditRefused, NotSaved

__all__ = [
    "ABOUT_US",
    "KEPT",
    "AddPhrases",
    "Change",
    "ChangeAboutUs",
    "ChangeEnquiry",
    "ChangeHours",
    "ChangeIdentity",
    "ChangePhrase",
    "ChangePromise",
    "ChangeReply",
    "ChangeTeam",
    "ChangeWeek",
    "ChangeWords",
    "Edit",
    "EditRefused",
    "EndAlert",
    "KeepForTesting",
    "MergeIntents",
    "MoveArticle",
    "MovePhrases",
    "NewEnquiry",
    "NewTeam",
    "NotSaved",
    "RemoveException",
    "RemovePerson",
    "RemovePhrases",
    "RemoveTeam",
    "RenameIntent",
    "RetireArticle",
    "RetireEnquiry",
    "SaveAlert",
    "SaveArticle",
    "SaveException",
    "SaveExceptions",
    "SavePerson",
    "Sorted",
    "SplitIntent",
    "sort_out",
]
