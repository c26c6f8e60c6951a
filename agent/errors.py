"""What the agent refuses, each as a sentence that a user may read. Tools add their own (`tools.errors`).

AdvisorError
├── UnknownConversation  no conversation of that id for this owner
├── BadMessage           a message that cannot be taken: empty, or too long
└── StorageUnavailable   the data folder cannot be read or written; nothing of the turn was kept
"""


class AdvisorError(Exception):
    """Root of everything that the agent refuses."""


class UnknownConversation(AdvisorError):
    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"There is no conversation {conversation_id!r}; start one first.")


class BadMessage(AdvisorError):
    """The message names what is wrong with the text and what to send instead."""


class StorageUnavailable(AdvisorError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The advisor's data folder cannot be used right now ({reason}). "
            "Nothing of this turn was kept; free the disk or the database file and send it again."
        )
