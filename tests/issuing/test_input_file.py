from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import reference
from service.doctypes.reading import read_input
from service.domain.text import nfc
from service.issuing.input_file import input_yaml

SAMPLES = [(name, one) for name, documents in reference.sample_sets().items() for one in documents]
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
SCALARS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
)
KEYS = st.from_regex("[a-z_]{1,8}", fullmatch=True)
ENVELOPES = st.dictionaries(
    KEYS, st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))
)


@pytest.mark.parametrize(("set_name", "name"), SAMPLES)
def test_a_sample_is_the_same_after_it_was_kept_as_a_file(set_name: str, name: str) -> None:
    envelope = reference.sample(set_name, name)
    assert read_input(input_yaml(envelope), "kept.yaml") == envelope


def composed(value: Any) -> Any:
    """The value with its texts as the service keeps them: NFC, one sign for the end of a line."""
    if isinstance(value, dict):
        return {key: composed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [composed(part) for part in value]
    return nfc(value.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, str) else value


@given(ENVELOPES)
def test_any_values_come_back_valid_or_not(envelope: dict[str, Any]) -> None:
    assert read_input(input_yaml(envelope), "kept.yaml") == composed(envelope)


def test_the_file_reads_well() -> None:
    text = input_yaml(
        {"subject": "Một\nHai", "score": Decimal("90.50"), "code": "05", "parts": [{"a": "ổn"}]}
    )
    assert text == 'subject: |-\n  Một\n  Hai\nscore: 90.50\ncode: "05"\nparts:\n- a: ổn\n'


def test_the_same_part_twice_is_written_twice() -> None:
    part = {"name": "UBND xã"}
    assert "&" not in input_yaml({"one": part, "other": part})
