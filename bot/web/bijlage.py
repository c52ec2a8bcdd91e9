"""Files to take along, as they are sent."""

from __future__ import annotations


def bijlage(naam: str) -> dict[str, str]:
    """The headers of a file that the browser saves and nobody keeps on the way. Its name tells nothing about whose it is."""
    return {"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"}
