"""How a case travels: formats that other tools read, each written aside and then put in its place."""

from .export import FORMATS, ExportError, export

__all__ = ["FORMATS", "ExportError", "export"]
