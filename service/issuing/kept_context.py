"""The resolved context of a document: everything that its template printed, and by which template.

It is stored with the document as canonical JSON. With the type version and the frame that it names, kept in the
register by sha256, it is enough to render the document again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.register.entries import TypeReference


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContext:
    """What a document was rendered from: `context` holds texts, numbers, lists and dicts only.

    `frame` and `frame_sha256` name the frame (its version in the register), `acknowledged` the questions that
    a person answered at this act or an earlier one: code, path, subject, a reason where one was given. `questions` are
    those that nobody has answered yet: code, path, subject, message. `on_paper` is the number, day and month that the
    signed paper carries already, where it is known (`signed_paper`).
    """

    context: Mapping[str, Any]
    type: TypeReference
    frame: str
    frame_sha256: str
    template_sha256: str
    release: str
    acknowledged: Sequence[Mapping[str, str]] = ()
    questions: Sequence[Mapping[str, str]] = ()
    on_paper: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the record as JSON with sorted keys, the same bytes for the same record."""
        said = {
            "context": self.context,
            "type": {"slug": self.type.slug, "version": self.type.version, "sha256": self.type.sha256},
            "frame": {"name": self.frame, "sha256": self.frame_sha256},
            "template_sha256": self.template_sha256,
            "release": self.release,
            "acknowledged": list(self.acknowledged),
            **({"questions": list(self.questions)} if self.questions else {}),
            **({"on_paper": dict(self.on_paper)} if self.on_paper else {}),
        }
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode()


def kept_context(content: bytes) -> KeptContext:
    """Return the record that `to_json` wrote."""
    said = json.loads(content)
    return KeptContext(
        context=said["context"],
        type=TypeReference(said["type"]["slug"], said["type"]["version"], said["type"]["sha256"]),
        frame=said["frame"]["name"],
        frame_sha256=said["frame"]["sha256"],
        template_sha256=said["template_sha256"],
        release=said["release"],
        acknowledged=tuple(said["acknowledged"]),
        questions=tuple(said.get("questions", ())),
        on_paper=said.get("on_paper", {}),
    )
