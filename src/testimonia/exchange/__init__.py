"""How a case travels: formats that other tools read, each written aside and then put in its place."""

from .beyond_memory import curves_of_parquet, parquet_of
from .export import FORMATS, ExportError, export

__all__ = ["FORMATS", "ExportError", "curves_of_parquet", "export", "parquet_of"]
