"""The descriptor as the library sees it."""

import json

import pytest

from testimonia.case.schema import Schema, SchemaError

from ..conftest import VILLAGE


def test_the_village_descriptor():
    """A property of a column would be lost, and with it the check that it stands for."""
    schema = Schema.read(VILLAGE / "datapackage.json")
    assert (schema.calendar, schema.bibliography, schema.article) == ("gregorian", "references.bib", "kovacs1999")
    testimonies = schema.tables["testimonies"]
    assert testimonies.columns[:4] == ["id", "date", "statement", "deponent"]
    assert testimonies.field("date").edtf and testimonies.field("source").citations
    assert testimonies.field("charge").separator == ";" and "pact" in testimonies.field("charge").values
    assert testimonies.field("deponent").references == "actors" and testimonies.field("deponent").required
    level = schema.tables["assessments"].field("level")
    assert level.enum == (-2, -1, 0, 1, 2) and level.values[0] == "-2" and level.labels[2] == "2"
    assert testimonies.field("no such column") is None


@pytest.mark.parametrize("text", [
    "", "[]", "{}", "null", '{"resources": 3}', '{"resources": [3]}', '{"resources": [{"name": "a"}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "constraints": 3}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "constraints": {"pattern": "("}}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b"}, {"name": "b"}]}}]}',
    '{"resources": [{"name": "a", "path": "/etc/passwd", "schema": {"fields": [{"name": "b"}]}}]}',
    '{"resources": [{"name": "a", "path": ["a.csv"], "schema": {"fields": [{"name": "b"}]}}]}',
    '{"bibliography": "../x.bib", "resources": [{"name": "a", "schema": {"fields": [{"name": "b"}]}}]}',
    '{"title": 3, "resources": [{"name": "a", "schema": {"fields": [{"name": "b"}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "separator": "", "type": "string"}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "references": ["a"]}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "constraints": {"minimum": "x"}}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "categories": 3}]}}]}',
    '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "constraints": {"enum": [[1]]}}]}}]}',
    "[" * 100_000,
])  # fmt: skip
def test_a_broken_descriptor_is_told_not_thrown(tmp_path, text):
    """Whoever makes a new case would meet a traceback at the first slip."""
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        Schema.read(tmp_path / "datapackage.json")
    assert all(p.file == "datapackage.json" and p.remedy for p in caught.value.problems) and caught.value.problems


def test_all_problems_of_a_descriptor_come_at_once(tmp_path):
    """A new schema would have to be mended one run at a time."""
    fields = [{"name": "a", "type": "date"}, {"name": "b", "references": "nowhere"}, {}]
    package = {"calendar": "mayan", "resources": [{"name": "t", "schema": {"fields": fields}}, {"name": "t"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        Schema.read(tmp_path / "datapackage.json")
    assert len(caught.value.problems) == 5
