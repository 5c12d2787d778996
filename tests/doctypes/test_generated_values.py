from hypothesis import given
from hypothesis import strategies as st

from service.doctypes.running import Run
from service.doctypes.values import compile_content
from service.domain.agencies import AgencyDirectory
from service.domain.citations import CitationBook


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(min_size=1), min_size=1, max_size=4))
def test_whatever_a_field_is_called_its_name_is_a_text_and_never_code(fields):
    schema = {
        "type": "object",
        "properties": {name: {"type": "string", "x-text": "lines"} for name in fields},
    }
    run = Run(CitationBook(()), AgencyDirectory("UBND xã", {}), {}, {})
    given_texts = {name: text.replace("[", "").replace("\n", " ") for name, text in fields.items()}
    assert compile_content(schema).convert(given_texts, run) == given_texts
