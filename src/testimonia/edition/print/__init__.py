"""The printed volume: one PDF stitched from the built HTML pages, set by WeasyPrint.

``make_pdf`` is the door. The rooms, in the order in which the book passes through them: ``volume``
(what is in it), ``pages`` (one built page at a time), ``notes``, ``tables``, ``figures``, ``front``,
``index`` (what is done to them), ``paging`` (on which page everything stands), ``render`` (the PDF).
"""

from .problems import PrintError

__all__ = ["PrintError", "make_pdf"]


def make_pdf(book, say=print, out=None):
    """Make the PDF of the book in folder ``book`` from its HTML build; return the path of the PDF.

    ``say`` is called with a line on each long step. Raises ``PrintError``, whose message names the
    chapter and, where it is known, the line; the PDF of an earlier run is then left as it was.
    """
    from .make import make

    return make(book, say, out)
