"""Dutch news text in, a spoken news bulletin out.

from bulletin import make_bulletin, write_outputs
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bulletin.version import __version__

if TYPE_CHECKING:
    from bulletin.pipeline import make_bulletin
    from bulletin.publish import write_outputs

__all__ = ["__version__", "make_bulletin", "write_outputs"]


def __getattr__(name: str) -> Any:
    """Import the two public functions when they are first asked for, so that `import bulletin` is quick."""
    if name == "make_bulletin":
        from bulletin.pipeline import make_bulletin

        return make_bulletin
    if name == "write_outputs":
        from bulletin.publish import write_outputs

        return write_outputs
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
