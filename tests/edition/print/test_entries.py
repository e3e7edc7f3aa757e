"""Tables that are set as compact entries in print keep all that their cells say."""

import lxml.html

from testimonia.edition.print import figures, tables

LEDGER = """<div><div class="pst-scrollable-table-container"><table class="case-table record ledger"><thead><tr><th>Claim</th><th>Verdict</th><th>What was observed</th></tr></thead><tbody>
<tr id="claim-theft"><td><p>Brandt took the crown</p><p class="coded">causal; ¶4</p><p class="coded">supports <a href="#claim-thief">claim-thief</a></p><p class="coded">in the tables: <a class="row-mention" href="#row-theft">theft</a></p></td>
<td><p><span class="verdict">✓ borne out</span></p><p class="coded">by its own paragraph: cannot tell</p></td>
<td><p class="asked"><code>theft_seen</code>: Somebody should have seen him.</p><p>Three of four saw him.</p><p class="coded">1 row: <a class="row-mention" href="#row-weber">weber</a></p></td></tr></tbody></table></div></div>"""

HANGING = """<div><section class="folded hanging"><h2>What hangs</h2><table><tbody><tr><td><p><a href="#check-theft">The crown was there</a></p></td><td><p>without Anna: cannot tell</p><p>without Bela: would not hold</p></td></tr></tbody></table></section></div>"""

CHAPTER = """<div><section class="chapter"><p>Before.</p><div class="cell"><figure id="one"><img></figure></div><div class="cell"><figure id="two"><img></figure></div>
<p>After.</p><p>Later.</p></section></div>"""


def test_a_claim_is_printed_with_its_check_and_its_rows():
    """The appendix of checks would say how a claim fares and not by which check, or a mention would lose its page."""
    page = lxml.html.fromstring(LEDGER)
    tables.prepare(page)
    (entry,) = page.xpath(".//p[@id='claim-theft']")
    said = " ".join(entry.text_content().split())
    assert said == "Brandt took the crown. ✓ borne out, by its own paragraph: cannot tell. theft_seen: Somebody should have seen him. Three of four saw him. Causal; ¶4. Supports claim-thief. In the tables: theft 000. 1 row: weber 000."
    assert [one.get("data-to") for one in entry.xpath(".//span[@data-to]")] == ["#row-theft", "#row-weber"] and not page.xpath(".//table")


def test_a_statement_that_hangs_on_somebody_is_printed_with_all_of_them():
    """Six pages of an essay would be a table of two narrow columns, or a removal would be lost."""
    page = lxml.html.fromstring(HANGING)
    tables.prepare(page)
    (entry,) = page.xpath(".//p[contains(@class, 'entry')]")
    assert " ".join(entry.text_content().split()) == "The crown was there. Without Anna: cannot tell; without Bela: would not hold."
    assert entry.xpath(".//a/@href") == ["#check-theft"]


def test_figures_move_down_together_and_keep_their_order():
    """A plate between text and a figure would leave the page before it all but empty."""
    page = lxml.html.fromstring(CHAPTER)
    assert figures.move_down(page, "one")
    assert [one.get("id") or one.text for one in page.iter("p", "figure")] == ["Before.", "After.", "one", "two", "Later."]


def test_a_figure_is_moved_as_far_as_a_hole_surely_needs():
    """Every paragraph in between would be tried by setting the chapter once more."""
    page = lxml.html.fromstring("<div><section><figure id='one'><img></figure>" + "".join(f"<p>{'word ' * 60}</p>" for _ in range(9)) + "</section></div>")
    assert figures.move_past(page, "one", empty=0.5)
    assert 2 <= len(page.xpath(".//figure/preceding-sibling::p")) <= 5
    assert not figures.move_past(lxml.html.fromstring("<div><section><figure id='one'><img></figure></section></div>"), "one", 0.5)


def test_a_chapter_is_cut_after_a_figure():
    """What is tried would be the whole chapter, every time."""
    page = lxml.html.fromstring(CHAPTER)
    figures.cut_after(page.xpath(".//*[@id='one']")[0])
    assert [one.get("id") or one.text for one in page.iter("p", "figure")] == ["Before.", "one"]
