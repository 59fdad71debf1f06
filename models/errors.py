"""The errors that broken input raises: each names the file, the reason and, where it is known, the place.

A rule that fails is a finding, never an error; an error in the program itself is an ordinary Python exception.
"""

from __future__ import annotations


class JunhengError(Exception):
    """Base of all errors that a user can mend. `code` finds the sentence in data/messages.yaml."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(f"{code}: {details}")

    def __reduce__(self) -> tuple[object, ...]:
        """Keep code and details when the error crosses a process boundary."""
        return (_rebuild, (type(self), self.code, self.details))

    def message(self, lang: str = "zh") -> str:
        """One whole sentence that says what is wrong and what to do, in Chinese (`zh`) or English (`en`)."""
        from models.messages import message

        return message(self.code, lang, **self.details)


class UnreadableInput(JunhengError):
    """A file that cannot be read as a report. `details["name"]` is the file's name."""

    def with_name(self, name: str) -> UnreadableInput:
        """The same error about the file `name`; readers know bytes, not names."""
        return UnreadableInput(self.code, **{**self.details, "name": name})


class BadData(JunhengError):
    """A data file of the program (units, indicators, a standard) that its schema refuses."""


def _rebuild(cls: type[JunhengError], code: str, details: dict[str, object]) -> JunhengError:
    return cls(code, **details)
