r"""Double brackets that no label stands in, and labels where nothing turns them into words: refused, never printed."""

from service.domain.emphasis import malformed_mention, mentions
from service.domain.refusal import Refused
from service.domain.text import quoted


def refuse_malformed(text: str) -> None:
    r"""Raise Refused("label_malformed") for a marked text with ``[[...]]`` that is no label (``[[QD_9]]``).

    ``\[[`` stands for the brackets themselves.
    """
    found = malformed_mention(text)
    if found is not None:
        raise Refused(
            "label_malformed",
            f"{quoted(found)} không phải là nhãn: nhãn chỉ có chữ thường không dấu, số và dấu gạch dưới, như [[qd_9]]."
            " Hãy sửa lại; muốn in chính hai dấu ngoặc thì ghi \\[[.",
        )


def refuse_mentions(text: str) -> None:
    """Raise Refused("label_not_here" | "label_malformed") for a text of a field where no label becomes words."""
    if "[[" not in text:
        return
    refuse_malformed(text)
    found = mentions(text)
    if found:
        raise Refused(
            "label_not_here",
            f"{quoted(f'[[{found[0]}]]')} không đổi thành chữ ở đây; nhãn chỉ dùng trong lời văn. Hãy ghi hẳn ra.",
        )
