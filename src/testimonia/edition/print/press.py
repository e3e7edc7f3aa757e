"""Writing the PDF block by block: a page is painted, tagged and let go before the next is looked at.

WeasyPrint 70 keeps every page until the last one is tagged, makes a list of all pages for every tag,
and compresses every stream twice. The press puts the same parts of WeasyPrint in another order, so
that what a page costs does not grow with the book.
"""

from __future__ import annotations

import io
from importlib.resources import files
from itertools import count

import pydyf
from weasyprint import DEFAULT_OPTIONS, VERSION
from weasyprint import pdf as parts
from weasyprint.anchors import make_page_bookmark_tree
from weasyprint.css import ColorProfile
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.pdf import stream, tags

#: PDF points in a CSS pixel.
SCALE = 0.75
#: The flag by which an annotation is printed, which PDF/A asks for.
PRINTED = 4


class _Pdf(pydyf.PDF):
    """A PDF whose list of pages is made once for every page, not once for every tag."""

    def __init__(self):
        super().__init__()
        self._references: list[bytes] = []

    def add_page(self, page) -> None:
        super().add_page(page)
        self._references.append(page.reference)

    @property
    def page_references(self) -> list[bytes]:
        return self._references


class _Finished(pydyf.Object):
    """An object that will not change any more, as bytes."""

    data = b""

    def __init__(self, one: pydyf.Object):
        super().__init__()
        self.number, self.data = one.number, one.data


class _FinishedStream(pydyf.Stream):
    """A stream that will not change any more, compressed once."""

    data = b""

    def __init__(self, one: pydyf.Stream):
        super().__init__()
        self.number, self.data = one.number, one.data


class Press:
    """A PDF in the making: pages go in block by block, in order; ``finish`` hands over the whole."""

    def __init__(self, document, variant: str, known: set[str]):
        """Begin with a document's metadata and fonts; ``known`` holds every anchor that links may lead to."""
        self.document, self.known, self.placed = document, known, set()
        self.prepare, properties = parts.VARIANTS[variant]
        self.options = {**DEFAULT_OPTIONS, "pdf_tags": True, "output_intent": "srgb"}
        self.options |= {name: value for name, value in properties.items() if self.options.get(name) is None}
        self.pdf, self.images, self.fonts, self.names = _Pdf(), {}, document.fonts, []
        self.keys = count()
        self.outline: list = []
        self.marks = ([], [self.outline], 0)
        self._begin_colours()
        self._begin_tags()
        self.finished = len(self.pdf.objects)

    def _begin_colours(self) -> None:
        with (files(parts.__package__) / "sRGB2014.icc").open("rb") as profile:
            colours = ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
        self.document.color_profiles["srgb"] = self.colours = colours
        kept = pydyf.Stream([colours.content], pydyf.Dictionary({"N": len(colours.components)}), compress=True)
        self.pdf.add_object(kept)
        colours.pdf_reference = kept.reference
        space = pydyf.Dictionary({"srgb": pydyf.Array(("/ICCBased", kept.reference))})
        self.pdf.add_object(space)
        self.resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")} | {"ColorSpace": space.reference})
        self.pdf.add_object(self.resources)

    def _begin_tags(self) -> None:
        self.tagged = pydyf.Dictionary({"Nums": pydyf.Array()})
        self.pdf.add_object(self.tagged)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": self.tagged.reference})
        self.pdf.add_object(root)
        self.text = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "K": pydyf.Array(), "P": root.reference})
        self.pdf.add_object(self.text)
        root["K"] = pydyf.Array([self.text.reference])
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def add(self, pages) -> None:
        """Paint and tag pages; what was made of them is kept as bytes, and the pages are needed no more."""
        for page in pages:
            self._add(page)
        for number in range(self.finished, len(self.pdf.objects)):
            one = self.pdf.objects[number]
            self.pdf.objects[number] = (_FinishedStream if isinstance(one, pydyf.Stream) else _Finished)(one)
        self.finished = len(self.pdf.objects)

    def _add(self, page) -> None:
        number, height, width = len(self.pdf.page_references), page.height * SCALE, page.width * SCALE
        upright, marks = Matrix(SCALE, 0, 0, -SCALE, 0, height), {}
        painted = stream.Stream(
            self.fonts, (0, 0, page.width, page.height), self.resources, self.images, marks, self.document.color_profiles, "srgb", compress=True,
        )  # fmt: skip
        painted.transform(d=-1, f=height)
        self.pdf.add_object(painted)
        key, area = next(self.keys), pydyf.Array([0, 0, width, height])
        leaf = pydyf.Dictionary({
            "Type": "/Page", "Parent": self.pdf.pages.reference, "MediaBox": area, "TrimBox": area, "BleedBox": area,
            "Contents": painted.reference, "Resources": self.resources.reference, "Tabs": "/S", "StructParents": key,
        })  # fmt: skip
        self.pdf.add_page(leaf)
        keep_margins_out_of_the_text(page)
        links = [link for link in page.links if link[0] != "internal" or link[1] in self.known]
        fresh = [(name, x, y) for name, (x, y, _, _) in page.anchors.items() if name not in self.placed]
        self.placed.update(name for name, _, _ in fresh)
        parts.add_links((links, fresh), upright, self.pdf, leaf, self.names, marks)
        page.paint(painted, SCALE)
        self.marks = (*self.marks[:2], make_page_bookmark_tree(page, *self.marks, number, upright))
        self._tag(page, number, key, marks)

    def _tag(self, page, number: int, key: int, marks: dict) -> None:
        """Put the boxes of a page into the tree of tags, and give its links their place in it."""
        places, links = {}, []
        for element in tags._build_box_tree(page._page_box, self.text, self.pdf, number, places, links, marks):
            self.text["K"].append(element.reference)
        self.tagged["Nums"].extend([key, pydyf.Array(place for _, place in sorted(places.items()))])
        for place, link in links:
            link["StructParent"], link["F"] = next(self.keys), PRINTED
            self.tagged["Nums"].extend([link["StructParent"], place])

    def finish(self, attachments, identity: str) -> bytes:
        """Return the PDF, with attachments (as WeasyPrint takes them) and an identifier."""
        pdf = self.pdf
        parts.add_outlines(pdf, self.outline)
        self._describe()
        self._attach(attachments)
        letters = parts.build_fonts_dictionary(pdf, self.fonts, True, True, self.options)
        pdf.add_object(letters)
        self.resources["Font"] = letters.reference
        parts._use_references(pdf, self.resources, self.images, self.document.color_profiles)
        places = pydyf.Array()
        for name, place in sorted(self.names):
            places.extend([pydyf.String(name), place])
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["Dests"] = pydyf.Dictionary({"Names": places})
        pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary({
            "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": pydyf.String(self.colours.name),
            "Info": pydyf.String(self.colours.name), "DestOutputProfile": self.colours.pdf_reference,
        })])  # fmt: skip
        self.prepare(pdf, self.document, [], attachments, True)
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog.get("AF", [])))    # WeasyPrint 70 lists every attachment twice
        pdf.objects = [_FinishedStream(one) if isinstance(one, pydyf.Stream) and not isinstance(one, _FinishedStream) else one for one in pdf.objects]
        made = io.BytesIO()
        pdf.write(made, self.options["pdf_version"], identity.encode(), True)
        return made.getvalue()

    def _describe(self) -> None:
        """Write what the document says of itself, and how it asks to be opened."""
        said, info, catalog = self.document.metadata, self.pdf.info, self.pdf.catalog
        texts = {"Title": said.title, "Author": ", ".join(said.authors), "Subject": said.description, "Keywords": ", ".join(said.keywords), "Creator": said.generator}
        texts |= {"Producer": f"WeasyPrint {VERSION}", "CreationDate": parts._w3c_date_to_pdf(said.created, "created"), "ModDate": parts._w3c_date_to_pdf(said.modified, "modified")}
        info.update({name: pydyf.String(text) for name, text in texts.items() if text})
        catalog["Lang"] = pydyf.String(said.lang)
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        catalog["PageMode"] = "/UseOutlines"
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _attach(self, attachments) -> None:
        listed = pydyf.Dictionary({"Names": pydyf.Array()})
        for one in attachments:
            made = parts.write_pdf_attachment(self.pdf, one, True)
            listed["Names"].extend([made["F"], made.reference])
        if listed["Names"]:
            self.pdf.add_object(listed)
            self.pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = listed.reference


def keep_margins_out_of_the_text(page) -> None:
    """Mark running heads and folios as artifacts: WeasyPrint 70 tags them as text, which PDF/UA forbids."""
    for margin in page._page_box.children:
        if isinstance(margin, boxes.MarginBox):
            for box in margin.descendants():
                box.in_margin = True
    if getattr(tags, "testimonia", False):
        return
    build, marked = tags._build_box_tree, stream.Stream.marked

    def tree(box, *more, **named):
        return iter(()) if isinstance(box, boxes.MarginBox) else build(box, *more, **named)

    def mark(self, box, tag):
        return self.artifact() if getattr(box, "in_margin", False) else marked(self, box, tag)

    tags._build_box_tree, stream.Stream.marked, tags.testimonia = tree, mark, True
