"""What a user can put right is refused in words, without a traceback."""


class Refusal(ValueError):
    """Something that cannot be done as asked; the message says what is wrong, where, and what would be right.

    Whatever the commands refuse is one of these: `testimonia` prints the message and ends with status 1.

    >>> from testimonia.case.load import CaseError
    >>> issubclass(CaseError, Refusal)
    True
    """
