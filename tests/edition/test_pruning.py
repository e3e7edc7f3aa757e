"""A style sheet is cut without losing what a page or a script may show."""

from testimonia.edition.pruning import Used, prune


def used(page: str = "", script: str = "") -> Used:
    made = Used()
    made.page(page)
    made.script(script)
    return made


def test_what_a_script_may_set_later_stays():
    """A panel that opens without its style would lie over the text unread."""
    assert prune(".panel.open{color:red}.never{color:red}", used('<div class="panel">', 'x.classList.add("open")')) == ".panel.open{color:red}"


def test_one_selector_of_several_goes_alone():
    """A rule shared by many names keeps those in use, in their order."""
    assert prune("a.x, b, #here > i, s{margin:0}", used('<a class="x"></a><p id="here"><i>')) == "a.x,#here > i{margin:0}"


def test_conditions_keep_what_is_within_and_go_when_empty():
    """Dark colours, print and narrow screens live inside conditions."""
    sheet = "@media print{p{color:#000}q{color:red}}@media (min-width:9px){q{color:red}}@supports (display:grid){p{display:grid}}"
    assert prune(sheet, used("<p>")) == "@media print{p{color:#000}}@supports (display:grid){p{display:grid}}"


def test_negated_names_are_not_asked_for():
    """`:not(.x)` holds above all where there is no x."""
    sheet = 'p:not(.absent):hover::after{content:"a,b"}'
    assert prune(sheet, used("<p>")) == sheet


def test_variables_animations_and_fonts_go_when_nobody_names_them():
    """Also those that only other unused variables named."""
    sheet = ":root{--used:1px;--by-script:2px;--first:var(--second);--second:3px}p{margin:var(--used);animation:turn 1s}@keyframes turn{to{top:0}}@keyframes idle{to{top:0}}@font-face{font-family:Mill;src:url(m.woff2)}@font-face{font-family:Idle;src:url(i.woff2)}p{font-family:'Mill',serif}"
    cut = prune(sheet, used("<p>", "style.getPropertyValue('--by-script')"))
    assert "--used" in cut and "--by-script" in cut and "--first" not in cut and "--second" not in cut
    assert "turn" in cut and "Mill" in cut and "idle" not in cut and "Idle" not in cut


def test_data_written_in_a_page_is_not_taken_for_a_script():
    """Else every word of the tables would keep a rule."""
    page = '<script type="application/json">{"card": 1}</script><script>use("chart")</script>'
    assert prune(".card{top:0}.chart{top:0}", used(page)) == ".chart{top:0}"
