"""Every essay as a notebook with its outputs, beside its page: what the build ran, for those who do not.

The same bytes from the same sources: no times, no random ids; and nothing of the machine that built
it. The outputs by which the volume is bound to its findings are left out, since no reader can see them,
and the prose says in plain text what in the volume is a mark: it can be read where nothing knows MyST.
"""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.util import logging

from ..aside import write_aside
from .freshness import notebook_of
from .plain import Words, plain

LOG = logging.getLogger(__name__)
_UNSEEN = "application/papermill.record/"


def write_executed(app, exception) -> None:
    """Write ``notebooks/NAME.ipynb`` beside each page that was made by running a notebook."""
    if exception or app.builder.format != "html" or app.config.nb_execution_mode != "cache":
        return
    from jupyter_cache import get_cache

    cache = get_cache(app.config.nb_execution_cache_path)
    for page in sorted(app.env.testimonia_findings):
        source = Path(app.env.doc2path(page))
        notebook = notebook_of(app.env, source)
        try:
            _, run = cache.merge_match_into_notebook(notebook)
        except KeyError:
            LOG.warning("no executed notebook is in the cache: build the page again", location=page)
            continue
        write_aside(Path(app.outdir) / f"{page}.ipynb", json.dumps(settled(_told(run, Words(app, page), source.name)), ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _told(notebook: dict, words: Words, source: str) -> dict:
    """The notebook with its prose in plain text, and at its end where the prose is bound to what is computed."""
    cells = [cell if cell["cell_type"] == "code" else {**cell, "source": plain(cell["source"], words)} for cell in notebook["cells"]]
    end = f"*The numbers and signs (✓) in the text above are those of the edition that this notebook was made for. In its source, `{source}`, each is bound to the cell that computes it.*"
    return {**notebook, "cells": [*cells, {"cell_type": "markdown", "metadata": {}, "source": end}]}


def settled(notebook: dict) -> dict:
    """Return an executed notebook as it is offered: format 4.5, cells numbered, outputs that can be seen.

    >>> cell = {"cell_type": "code", "id": "x7", "source": "1", "metadata": {"execution": {"at": 1}}, "execution_count": 9, "outputs": []}
    >>> settled({"cells": [cell], "metadata": {}})["cells"][0]["id"]
    'cell-1'
    """
    cells, count = [], 0
    for number, cell in enumerate(notebook["cells"], 1):
        made = {"cell_type": cell["cell_type"], "id": f"cell-{number}", "metadata": {key: value for key, value in cell["metadata"].items() if key == "tags"}, "source": cell["source"]}
        if cell["cell_type"] == "code":
            count += 1
            outputs = [_output(one, count) for one in cell["outputs"] if not any(mime.startswith(_UNSEEN) for mime in one.get("data", {}))]
            made |= {"execution_count": count, "outputs": outputs}
        cells.append(made)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


def _output(output: dict, count: int) -> dict:
    made = dict(output) | ({"metadata": {}} if "metadata" in output else {})
    return made | ({"execution_count": count} if output["output_type"] == "execute_result" else {})
