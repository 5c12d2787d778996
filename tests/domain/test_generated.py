import pytest

from service.domain.generated import Program, indented


def test_functions_see_constants_and_each_other():
    program = Program("test")
    words = program.constant({"a": "b"}, "words")
    inner = program.function("inner", "value", [f"return {words}.get(value)"])
    outer = program.function(
        "outer", "value", ["if value:", *indented([f"return {inner}(value)"]), "return ''"]
    )
    function = program.compiled(outer)
    assert [function("a"), function("x"), function("")] == ["b", None, ""]
    assert program.source.count("def ") == 2


def test_a_function_that_is_added_later_is_compiled_too():
    program = Program("test")
    first = program.compiled(program.function("one", "", ["return 1"]))
    second = program.compiled(program.function("two", "", ["return 2"]))
    assert (first(), second()) == (1, 2)


def test_names_are_never_given_twice():
    program = Program("test")
    assert (
        len(
            {
                program.name("x"),
                program.name("x"),
                program.constant(1, "x"),
                program.function("x", "", ["pass"]),
            }
        )
        == 4
    )


def test_a_fault_names_the_program():
    program = Program("content of a document type")
    function = program.compiled(program.function("read", "value", ["return value['a']"]))
    with pytest.raises(KeyError) as caught:
        function({})
    assert caught.traceback[-1].path == "<content of a document type>"
