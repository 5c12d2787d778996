"""An input as a file that can be kept, sent on and opened again: the envelope as YAML that `read_input` reads back."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from service.domain.text import nfc, normalise_newlines


def input_yaml(envelope: Mapping[str, Any]) -> str:
    r"""Return an envelope as YAML: fields in their order, texts in NFC and readable, numbers exact.

    `read_input` makes the same values of it, whether they are valid or not.

    >>> print(input_yaml({"type": "ke_hoach", "subject": "Dòng một\nDòng hai", "month": None}), end="")
    type: ke_hoach
    subject: |-
      Dòng một
      Dòng hai
    month: null
    """
    return yaml.dump(_plain(envelope), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4096)


_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
)  # signs that YAML escapes in quotes only
_LIKE_A_NUMBER = re.compile(r"[-+.0-9eE]+")  # the reader takes 1e5 for a number, the dumper does not


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks and decimals as numbers; it names nothing twice by an anchor."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None
    if _UNSAFE.search(text) or _LIKE_A_NUMBER.fullmatch(text):
        style = '"'
    elif "\n" in text and not any(line.endswith((" ", "\t")) for line in text.split("\n")):
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    digits = format(number, "f")
    kind = "float" if "." in digits else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", digits)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)


def _plain(value: Any) -> Any:
    """Return a value with plain dicts, lists and texts in NFC, as the dumper knows them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return nfc(normalise_newlines(value)) if isinstance(value, str) else value
