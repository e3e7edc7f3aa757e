"""testimonia: who accused whom, before whom and when, from tables to figures.

    import testimonia as tm
    case = tm.load("data")

`load`, `check` and `Case` come from the room `case`; every public function of the
room `analysis` is offered here by its name, and `figures` and `analysis` as modules.
All of them are imported when they are first used, so that ``import testimonia``
costs nothing.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_CASE = {
    "Case": "model", "CaseError": "load", "load": "load", "check": "check", "Report": "check",
    "Problem": "problems", "EdtfError": "edtf",
}  # fmt: skip
_ROOMS = ("case", "analysis", "figures", "interactive", "exchange", "edition")


def __getattr__(name: str) -> Any:
    if name in _CASE:
        found = getattr(importlib.import_module(f"{__name__}.case.{_CASE[name]}"), name)
    elif name in _ROOMS:
        found = _room(name)
    elif not name.startswith("_") and (found := _of_analysis(name)) is not None:
        pass
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def _room(name: str):
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        # Only a room that does not exist is a missing attribute; a room that
        # cannot be imported for want of a library says so itself.
        if error.name == f"{__name__}.{name}":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
        raise


def _analyses() -> dict[str, Any]:
    """Public functions and classes of the analysis room, by name."""
    room = _room("analysis")
    return {name: getattr(room, name) for name in room.__all__}


def _of_analysis(name: str):
    return _analyses().get(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_CASE, *_ROOMS[:4], *_analyses()})
