"""From HTML to PDF by WeasyPrint: archival, tagged, with attachments, the same bytes every time."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote

from .lettering import as_text
from .problems import PrintError
from .volume import Volume

HERE = Path(__file__).parent
STYLE = HERE / "print.css"
VARIANT = "pdf/a-3a"

NEEDED = (
    "the PDF needs the library Pango, which is not installed. Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; conda: conda install -c conda-forge pango"
)


def weasyprint():
    """Return the module WeasyPrint; ``PrintError`` says what to install where its libraries are missing."""
    try:
        import weasyprint as module
    except ImportError:
        raise PrintError("the PDF needs WeasyPrint: pip install 'testimonia[book]'") from None
    except OSError:
        raise PrintError(NEEDED) from None
    return module


def _fetcher(module):
    """Return what fetches files for WeasyPrint, with the lettering of figures as text."""
    from weasyprint.urls import URLFetcherResponse as Response

    class Figures(module.URLFetcher):
        def fetch(self, url, headers=None):
            found = super().fetch(url, headers)
            if not url.endswith(".svg"):
                return found
            drawn = found.read()
            found.close()
            return Response(url, as_text(drawn), {"Content-Type": "image/svg+xml"})

    return Figures()


@dataclass
class Setting:
    """WeasyPrint with the fonts and the style of the volume, loaded once."""

    volume: Volume

    def __post_init__(self):
        self.weasyprint = weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        logging.getLogger("fontTools").setLevel(logging.WARNING)
        self.fonts = FontConfiguration()
        self.style = self.weasyprint.CSS(filename=str(STYLE), font_config=self.fonts)
        self.images: dict = {}
        self.fetcher = _fetcher(self.weasyprint)

    def lay_out(self, html: str, first: int = 1):
        """Return the pages of some HTML as a WeasyPrint document, numbered from ``first``."""
        source = self.weasyprint.HTML(string=html, base_url=str(self.volume.html), url_fetcher=self.fetcher)
        numbered = self.weasyprint.CSS(string=f"@page :first {{ counter-reset: page {first} }}", font_config=self.fonts)
        made = source.render(stylesheets=[self.style, numbered], font_config=self.fonts, cache=self.images, pdf_variant=VARIANT, pdf_tags=True, output_intent="srgb")
        if unread := [unquote(url.rpartition("/")[2]) for url, image in self.images.items() if image is None]:
            raise PrintError(f"these images are no pictures that can be printed: {', '.join(unread)}")
        return made

    def blank(self) -> list:
        """Return an empty page, as a list of pages."""
        return self.lay_out(titled(self.volume, '<section class="empty"></section>')).pages[:1]

    def press(self, known: set[str]):
        """Return a press for the volume, with its metadata; ``known`` holds every anchor that links may lead to."""
        from .press import Press

        document = self.lay_out(titled(self.volume, "<p></p>"))
        _add_metadata(document, self.volume)
        return Press(document, VARIANT, known)

    def attached(self, files: list[tuple[Path, str, str]]) -> list:
        """Return what travels inside the PDF, given as (file, name, description), as WeasyPrint takes it."""
        when = self.volume.when
        return [
            self.weasyprint.Attachment(string=path.read_bytes(), name=name, description=said, created=when, modified=when, relationship="Source" if path.suffix in (".md", ".ipynb") else "Data")
            for path, name, said in sorted(files, key=lambda one: one[1])
        ]

    def identity(self, html: list[str]) -> str:
        """Return the identifier of the PDF: the same for the same pages, wherever they were built."""
        made = hashlib.sha256(self.volume.when.isoformat().encode())
        for one in html:
            made.update(one.replace(self.volume.html.as_uri(), "").encode())
        return made.hexdigest()[:32]


def titled(volume: Volume, body: str) -> str:
    """Return a whole HTML document around a body, with what the PDF's metadata is taken from."""
    when = volume.when.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return (
        f'<!DOCTYPE html><html lang="{escape(volume.language)}"><head><meta charset="utf-8"><title>{escape(volume.title)}</title>'
        f'<meta name="author" content="{escape(volume.author)}"><meta name="description" content="{escape(str(volume.said.get("description", volume.said.get("subtitle", ""))))}">'
        f'<meta name="keywords" content="{escape(str(volume.said.get("keywords", "")))}"><meta name="generator" content="testimonia">'
        f'<meta name="dcterms.created" content="{when}"><meta name="dcterms.modified" content="{when}"></head><body>{body}</body></html>'
    )


_XMP = """<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" rdf:about="">
<dc:identifier>{identifier}</dc:identifier><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:publisher><rdf:Bag><rdf:li>{publisher}</rdf:li></rdf:Bag></dc:publisher>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<xmpRights:WebStatement>{address}</xmpRights:WebStatement></rdf:Description>"""

# PDF/UA is claimed here, with the schema that PDF/A asks for of any namespace of its own.
_XMP_UA = """<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def _add_metadata(document, volume: Volume) -> None:
    """Let the XMP packet say identifier, language, publisher, rights and licence as well."""
    said = volume.said
    identifier = said.get("identifier") or " ".join(filter(None, [volume.title, volume.facts.get("Version"), volume.facts.get("Commit")]))
    values = {"identifier": identifier, "language": volume.language, "publisher": said.get("imprint") or volume.author, "rights": said.get("rights", ""), "address": said.get("rights_address", "")}
    added = _XMP.format(**{name: escape(str(value)) for name, value in values.items()}) + _XMP_UA
    generate = document.metadata.generate_rdf_metadata

    def with_ours(*arguments) -> bytes:
        return generate(*arguments).decode().replace("</rdf:RDF>", f"{added}</rdf:RDF>").encode()

    document.metadata.generate_rdf_metadata = with_ours
