"""Read a table of the language: tab-separated, the first line names the columns, '#' begins a remark."""

from __future__ import annotations

import functools
import importlib.resources
from types import MappingProxyType
from typing import TypeAlias

Row: TypeAlias = MappingProxyType[str, str]


@functools.cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of `tables/<name>.tsv`, each by column; a column that a row leaves out is ''.

    A table that is not there is a mistake of the code: FileNotFoundError.
    """
    file = importlib.resources.files("bulletin.dutch") / "tables" / f"{name}.tsv"
    lines = [
        line for line in file.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        rows.append(MappingProxyType(dict(zip(columns, map(str.strip, cells), strict=False))))
    return tuple(rows)
