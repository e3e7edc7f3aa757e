"""What the renderer of the library makes of a chart, so that a test can count what a reader would see."""

import json

import pytest
import vl_convert

import testimonia as tm


def drawn(chart, narrow: bool = False, **chosen) -> dict[str, list[dict]]:
    """Return the items of every named mark of a chart under the chosen values, by name."""
    spec = json.loads(json.dumps(chart.spec(narrow)), object_hook=lambda one: {key: 500 if (key, value) == ("width", "container") else value for key, value in one.items()})
    for param in spec["params"]:
        if param["name"] in chosen:
            param["value"] = chosen[param["name"]]
    found: dict[str, list[dict]] = {}

    def walk(node):
        for one in node if isinstance(node, list) else [node]:
            if isinstance(one, dict):
                if "marktype" in one and one.get("name", "").endswith("_marks"):
                    found.setdefault(one["name"].removesuffix("_marks"), []).extend(one.get("items", []))
                walk(list(one.values()))
            elif isinstance(one, list):
                walk(one)

    walk(vl_convert.vegalite_to_scenegraph(json.dumps(spec)))
    return found


@pytest.fixture(scope="session")
def charts(village_case) -> dict:
    """The four charts of the village."""
    case = village_case
    return {
        "timeline": tm.interactive.timeline(tm.timeline(case), names=case.names),
        "network": tm.interactive.network(tm.testimony_graph(case), names=case.names),
        "calendar": tm.interactive.calendar(case.events, case.testimonies, names=case.names),
        "trajectories": tm.interactive.trajectories(tm.perception(case), names=case.names),
    }
