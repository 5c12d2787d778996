"""The JSON Schemas of what is read from Word files."""

from typing import Any

from service.api.shapes import SWITCH, TEXT, WHOLE, answered, many, ref

_PARAGRAPH = answered({"paragraph": WHOLE, "text": TEXT, "path": TEXT, "why": TEXT})
_UNPLACED = many(answered({"text": TEXT, "path": TEXT, "is_still_printed": SWITCH, "reason": TEXT}))
_TYPED = answered({"number": TEXT, "day": TEXT, "month": TEXT})

WORD: dict[str, dict[str, Any]] = {
    "Imported": answered(
        {
            "input": ref("Input"),
            "placed": many(_PARAGRAPH),
            "tray": many(_PARAGRAPH),
            "questions": many(ref("Question")),
            "findings": many(ref("Finding")),
            "warnings": many(TEXT),
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
                        "is_move": SWITCH,
                        "is_refused": SWITCH,
                    }
                )
            ),
            "comments": many(answered({"author": TEXT, "text": TEXT, "path": TEXT})),
            "unplaced": _UNPLACED,
            "typed": _TYPED,
            "hindrance": TEXT,
        }
    ),
    "TakenDocument": {
        "allOf": [ref("KeptDocument")],
        "type": "object",
        "required": ["taken", "unplaced", "typed"],
        "properties": {"taken": WHOLE, "unplaced": _UNPLACED, "typed": _TYPED},
    },
}
