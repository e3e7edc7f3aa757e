"""What the search knows of a page and of names."""

from testimonia.edition import search

PAGE = """<html><body><nav><p>contents</p></nav><article>
<h1>The mill<a class="headerlink">#</a></h1><p>Opening words.</p>
<section id="flood"><h2>The flood</h2><p class="numbered-paragraph" id="p3-1">Water rose.<a class="paragraph-number">§3.1</a></p><p>Plain words.</p>
<details><p>Folded words.</p></details>
<dl><dt id="actor-anna"><strong>Varga, Anna</strong> (Аня)</dt><dd><p>Miller.</p><p class="coded">events arrest-anna</p></dd></dl>
<table><tr id="row-arrest-anna"><td>arrest-anna</td><td>1650</td><td>Anna is taken</td><td>source</td></tr></table></section>
</article></body></html>"""


def test_places_of_a_page_lead_to_their_anchors():
    """A result that leads to the top of a long page sends its reader searching again."""
    places = search.places_of(PAGE, "3-mill.html")
    assert places == [
        ["page", "3-mill.html", "The mill", "Opening words."],
        ["section", "3-mill.html#flood", "The mill: The flood", "Plain words."],
        ["paragraph", "3-mill.html#p3-1", "The mill, §3.1", "Water rose."],
        ["person", "3-mill.html#actor-anna", "Varga, Anna", "Varga, Anna (Аня) Miller."],
        ["row", "3-mill.html#row-arrest-anna", "arrest-anna", "1650 Anna is taken"],
    ]


def test_spellings_of_a_name_belong_together(village_case):
    """Whoever knows one spelling must find what is written in another."""
    groups = search.spellings(village_case)
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in groups)
    for _, actor in village_case.actors.iterrows():
        if actor["type"] == "person" and isinstance(actor["variants"], tuple) and actor["variants"]:
            names = {search.folded(name.split()[-1]) for name in (actor["name"], *actor["variants"])}
            assert len(names) == 1 or any(names == set(group) for group in groups), actor["name"]
