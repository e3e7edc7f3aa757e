"""The findings of the built volume: numbers, bound statements, Grounds, and prose without typed quantities."""

import csv
import re

import pytest

from .conftest import ROOT, page

ESSAYS = sorted((ROOT / "notebooks").glob("[0-9]-*.md"))
EXCUSES = ROOT / "tests" / "volume" / "typed_quantities.csv"
# "one" and "once" are left out: in prose they are pronouns and adverbs a hundred times for one quantity.
_NUMBER = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousands?|twice|double|dozen|(?:a|one) (?:third|half|quarter) of|two thirds"
_QUANTITY = re.compile(rf"(?<![\w¶§.-])(?:\d[\d,.]*\d|\d|{_NUMBER})(?![\w-])", re.IGNORECASE)


def prose(source: str) -> list[tuple[int, str]]:
    """Return the lines of an essay that a reader reads: no code, no roles, no front matter; captions included."""
    lines, fence, front = [], "", 0
    for number, line in enumerate(source.splitlines(), 1):
        if number == 1 and line == "---":
            front = 1
        elif front == 1:
            front = 0 if line == "---" else 1
        elif fence and line.startswith(fence):
            fence = ""
        elif fence:
            if re.match(r"\s*(caption|alt):|:caption:", line):
                lines.append((number, line.split(":", 1)[1]))
        elif match := re.match(r"(`{3,}|:{3,})\{(code-cell|finding-table|grounds)", line):
            fence = match[1]
        else:
            lines.append((number, re.sub(r"\{[\w:-]+\}`[^`]*`", " ", line)))
    return lines


def test_the_rule_sees_typed_quantities():
    """If the rule saw nothing, it would excuse everything."""
    text = "---\na: 1\n---\nThere were eight men and 212 arrests.\n{glue:text}`n-8` men in {para}`38`.\n```{code-cell} ipython3\nx = 9\n```\n"
    found = [(number, match[0]) for number, line in prose(text) for match in _QUANTITY.finditer(line)]
    assert found == [(4, "eight"), (4, "212")]


def test_every_typed_quantity_is_excused():
    """A number typed by hand stays when the tables change; each must be a date, a name or excused with a reason."""
    with open(EXCUSES, encoding="utf8", newline="") as file:
        excuses = [(row["page"], row["words"], row["reason"]) for row in csv.DictReader(file)]
    used, bad = set(), []
    for path in ESSAYS:
        for number, line in prose(path.read_text("utf8")):
            line = _without_dates(line)
            for page_name, words, _ in excuses:
                if page_name in ("*", path.name) and words in line:
                    used.add((page_name, words))
                    line = line.replace(words, " ")
            bad += [f"{path.name}:{number}: {match[0]!r} in: {line.strip()[:90]}" for match in _QUANTITY.finditer(line)]
    assert not bad, "quantities typed by hand (compute and glue them, or excuse them in typed_quantities.csv):\n" + "\n".join(bad)
    assert {(one, words) for one, words, _ in excuses} == used, "excuses that excuse nothing"
    assert all(len(reason) > 10 for _, _, reason in excuses)


def _without_dates(line: str) -> str:
    month = "January|February|March|April|May|June|July|August|September|October|November|December"
    line = re.sub(rf"\b\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?\s+(?:{month})\b", " ", line)
    return re.sub(r"\b(?:1[89]\d\d|20\d\d)s?(?:[–-](?:1[89]\d\d|\d\d))?\b", " ", line)


def test_every_number_of_the_manifest_stands_in_its_page(manifest, html):
    """A number in the manifest that the page does not print would send a reader nowhere."""
    counted = 0
    for name, findings in manifest["pages"].items():
        text = " ".join(page(html / f"{name}.html").select_one("article").get_text(" ").split())
        for one in findings:
            if one["kind"] == "number":
                counted += 1
                assert one["sentences"], f"{name}: {one['name']} is computed but no sentence uses it"
                assert one["shown"] in text, f"{name}: {one['name']} = {one['shown']}"
    assert counted >= 20


def test_every_statement_holds_and_has_its_sentence(manifest):
    """The mark after a sentence says that the tables bear it out; here it is held to that."""
    statements = [one for findings in manifest["pages"].values() for one in findings if one["kind"] == "statement"]
    assert len(statements) >= 10
    for one in statements:
        assert one["shown"] == "holds", one["name"]
        assert one["says"] and one["rows"] and any(len(sentence) > 15 for sentence in one["sentences"]), one["name"]


def test_every_row_of_the_manifest_can_be_followed_to_its_source(manifest, html):
    """From a number to its rows to the paragraph: the chain must not break anywhere."""
    anchors = {tag["id"] for path in (html / "book" / "tables").glob("*.html") for tag in page(path).find_all(id=re.compile("^row-"))}
    for findings in manifest["pages"].values():
        for one in findings:
            for row in one["rows"]:
                assert f"row-{row['id']}" in anchors, row["id"]
                assert "Whitewood 2015, " in row["source"], row["id"]


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.stem)
def test_every_glued_number_is_also_an_output(path, html):
    """A re-runner in JupyterLab must see the number, not only the name of a role."""
    source = path.read_text("utf8")
    article = page(html / "notebooks" / f"{path.stem}.html")
    outputs = " ".join(output.get_text(" ") for output in article.select(".cell_output"))
    for name in re.findall(r"\{glue:text\}`([^`:]+)`", source):
        assert name in outputs, f"{path.name}: {name} is shown in no output"


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.stem)
def test_essays_keep_the_frame(path):
    """Readers find their way in every essay by its question, the same three headings and the Grounds."""
    source = path.read_text("utf8")
    headings = re.findall(r"^## (.+)$", source, re.MULTILINE)
    assert headings[0] == "What the record holds" and headings[-2:] == ["What we make of it", "What would change our mind"]
    opening = re.search(r"^# .+\n\n\*\*(.+)\*\*$", source, re.MULTILINE)
    assert opening and opening[1].endswith("?"), "an essay opens with its question"
    assert "```{grounds}" in source


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.stem)
def test_cells_are_short(path):
    """Code longer than a screen in the middle of an argument stops the argument."""
    cells = re.findall(r"```\{code-cell\}[^\n]*\n(.*?)\n```", path.read_text("utf8"), re.DOTALL)
    assert cells
    for cell in cells:
        code = re.sub(r"\A(---\n.*?\n---\n|(?::[^\n]*\n)+)", "", cell, flags=re.DOTALL)
        lines = [line for line in code.splitlines() if line.strip()]
        assert len(lines) <= 18, f"{path.name}: a cell of {len(lines)} lines begins {lines[0]!r}"
