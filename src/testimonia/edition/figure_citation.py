"""How a figure is cited: in a sentence, and as an entry for BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TROUBLE = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {sign: f"\\{sign}" for sign in "&%$#_{}"}


@dataclass(frozen=True)
class FigureCitation:
    """What is needed to cite a figure of a volume; ``address`` is '' where the volume has none."""

    author: str
    year: int
    caption: str
    number: str
    volume: str
    version: str
    key: str
    address: str = ""

    @property
    def title(self) -> str:
        """The first sentence of the caption, without its full stop.

        >>> FigureCitation("Anna", 1692, "Who came to St. Agatha. Read it from the left.", "1.2", "Spells", "1", "fig-who").title
        'Who came to St. Agatha'
        """
        return re.split(r"(?<=\w{3}[.?!)])\s+(?=[A-Z‘“])", self.caption.strip())[0].rstrip(".")

    def sentence(self) -> str:
        """Return the citation in plain text.

        >>> FigureCitation("Anna", 1692, "Who came.", "1.2", "Spells", "1", "fig-who").sentence()
        'Anna. 1692. ‘Who came’. Figure 1.2 in Spells, version 1.'
        """
        at = f" {self.address}" if self.address else ""
        return f"{self.author}. {self.year}. ‘{self.title}’. Figure {self.number} in {self.volume}, version {self.version}.{at}"

    def bibtex(self) -> str:
        """Return the citation as a BibTeX entry.

        >>> print(FigureCitation("Anna & Bela", 1692, "Who came.", "1.2", "Spells", "1", "fig-who").bibtex())
        @misc{fig-who,
          author = {{Anna \\& Bela}},
          title = {{Who came}},
          howpublished = {Figure 1.2 in \\emph{Spells}, version 1},
          year = {1692}
        }
        """
        fields = {"author": f"{{{_plain(self.author)}}}", "title": f"{{{_plain(self.title)}}}", "howpublished": f"Figure {self.number} in \\emph{{{_plain(self.volume)}}}, version {_plain(self.version)}", "year": str(self.year)}
        if self.address:
            fields["url"] = self.address
        return f"@misc{{{self.key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"


def _plain(text: str) -> str:
    return "".join(_TROUBLE.get(sign, sign) for sign in text)
