"""JSON as it is written to files: its characters as they are wherever UTF-8 can hold them."""

from __future__ import annotations

import json
from typing import Any


def dump(value: Any, indent: int | None = None) -> str:
    """JSON of `value`, with what UTF-8 cannot hold (lone surrogates) escaped."""
    result = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        result.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return result
