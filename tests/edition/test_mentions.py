"""First mentions of persons and terms."""

import pandas as pd

from testimonia.edition.mentions import person_names, term_names


def actors(*names: str, variants: dict[str, tuple] | None = None) -> pd.DataFrame:
    """A table of persons with these names."""
    frame = pd.DataFrame({"name": names, "type": "person"}, index=[name.split()[-1].lower() + str(at) for at, name in enumerate(names)])
    return frame.assign(variants=[(variants or {}).get(name, ()) for name in names])


def test_an_ambiguous_family_name_is_not_linked():
    """A link to the wrong Varga would be worse than none."""
    names = person_names(actors("Anna Varga", "Bela Varga", "Emil Balogh"))
    assert "Varga" not in names and {"Anna Varga", "Bela Varga", "Emil Balogh", "Balogh"} == names.keys()


def test_a_name_that_occurs_in_anothers_is_not_linked():
    """'Miller' of 'the Miller of Balogh' could be either."""
    names = person_names(actors("Emil Balogh", "The Reeve of Balogh"))
    assert "Balogh" not in names and "Emil Balogh" in names


def test_a_description_has_no_family_name():
    """'Correspondent in Vas' is nobody called Vas."""
    assert person_names(actors("Correspondent in Vas")).keys() == {"Correspondent in Vas"}


def test_variants_and_compound_names():
    """A reader may meet a person under any recorded name."""
    names = person_names(actors("Anna Varga-Kis", variants={"Anna Varga-Kis": ("Анна Варга",)}))
    assert names["Анна Варга"] == names["Varga-Kis"] == names["Anna Varga-Kis"]


def test_terms_of_one_entry_are_found_under_each_name():
    """'Reeve' and 'bailiffs' lead to the entry that explains both."""
    assert term_names({"Reeve, Bailiff": ""})["Bailiff"] == "Reeve, Bailiff"
    assert term_names({"levy": ""})["levies"] == "levy"


def test_only_the_first_mention_in_prose_is_linked(small_book):
    """Linked once, a name is found; linked each time, a page is unreadable."""
    essay = small_book.page("1-the-mill")
    persons = {link.get_text(): link["href"] for link in essay.select("a.person-mention")}
    assert persons == {"Anna Varga": "register.html#actor-anna", "Orsó": "register.html#actor-bela", "Dóra Kiss": "register.html#actor-dora", "Gergely Sipos": "register.html#actor-gergely"}
    assert len(essay.select("a.person-mention")) == 4, "each once"
    assert [link.get_text() for link in essay.select("a.term-mention")] == ["reeve"]
    assert not essay.select("h1 a.person-mention, figcaption a.person-mention, code a, table a.person-mention, a a")
    assert all(small_book.page("register").find(id=address.split("#")[1]) for address in persons.values())
    assert not small_book.page("register").select("a.person-mention")
