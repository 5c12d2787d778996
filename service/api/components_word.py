"""The JSON Schemas of what is read from Word files."""

from typing import Any

from service.api.shapes import SWITCH, TEXT, WHOLE, answered, many, ref

_PARAGRAPH = answered({"paragraph": WHOLE, "text": TEXT, "path": TEXT, "why": TEXT})
_UNPLACED = many(answered({"text": TEXT, "path": TEXT, "is_still_printed": SWITCH}))

WORD: dict[str, dict[str, Any]] = {
    "Imported": answered(
        {
            "input": ref("Input"),
            "placed": many(_PARAGRAPH),
            "tray": many(_PARAGRAPH),
            "questions": many(ref("Question")),
            "findings": many(ref("Finding")),
        }
    ),
    "Comparison": answered(
        {
            "version": WHOLE,
            "is_identified": SWITCH,
            "changes": many(
                answered(
                    {
                        "key": TEXT,
                        "draft": TEXT,
                        "word": TEXT,
                        "path": TEXT,
                        "is_proposal": SWITCH,
                        "author": TEXT,
                        "moved_on": SWITCH,
                    }
                )
            ),
            "comments": many(answered({"author": TEXT, "text": TEXT, "path": TEXT})),
            "unplaced": _UNPLACED,
        }
    ),
    "TakenDocument": {
        "allOf": [ref("KeptDocument")],
        "type": "object",
        "required": ["taken", "unplaced"],
        "properties": {"taken": WHOLE, "unplaced": _UNPLACED},
    },
}
