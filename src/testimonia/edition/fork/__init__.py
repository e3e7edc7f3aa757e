"""A new book: everything that a case of one's own needs, written into a folder."""

from .new import NewBookError, new_book

__all__ = ["NewBookError", "new_book"]
