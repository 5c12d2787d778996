"""The mark languages of the engines that are measured."""

from bench.plan import Dialect

_LISTS = {"target": "targets", "criterion": "criteria", "task": "tasks", "row": "rows"}


def _jinja_list(scope: str) -> str:
    return "criterion.tasks" if scope == "task" else _LISTS[scope]


def _carbone_path(scope: str, index: str = "i") -> str:
    if not scope:
        return "d"
    return f"d.criteria[i].tasks[{index}]" if scope == "task" else f"d.{_LISTS[scope]}[{index}]"


_FIRST_FIELD = {"target": "text", "criterion": "title", "task": "content", "row": "number"}

JINJA = Dialect(
    value=lambda scope, name: f"{{{{ {scope}.{name} }}}}" if scope else f"{{{{ {name} }}}}",
    opening=lambda scope: f"{{%p for {scope} in {_jinja_list(scope)} %}}",
    closing=lambda _scope: "{%p endfor %}",
    row_opening="{%tr for row in rows %}",
    row_closing="{%tr endfor %}",
)

#: docxtemplater and easy-template-x.
BRACES = Dialect(
    value=lambda _scope, name: f"{{{name}}}",
    opening=lambda scope: f"{{#{_LISTS[scope]}}}",
    closing=lambda scope: f"{{/{_LISTS[scope]}}}",
    row_opening="{#rows}",
    row_closing="{/rows}",
    rows_of_their_own=False,
)

CARBONE = Dialect(
    value=lambda scope, name: f"{{{_carbone_path(scope)}.{name}}}",
    opening=lambda _scope: "",
    closing=lambda scope: f"{{{_carbone_path(scope, 'i+1')}.{_FIRST_FIELD[scope]}}}",
    row_opening="",
    row_closing="{d.rows[i+1].number}",
)

DOCX_TEMPLATES = Dialect(
    value=lambda scope, name: f"+++= ${scope}.{name}+++" if scope else f"+++= {name}+++",
    opening=lambda scope: f"+++FOR {scope} IN {'$' if scope == 'task' else ''}{_jinja_list(scope)}+++",
    closing=lambda scope: f"+++END-FOR {scope}+++",
    row_opening="+++FOR row IN rows+++",
    row_closing="+++END-FOR row+++",
)

#: Peers that run in Node: package -> dialect.
NODE_PEERS = {
    "carbone": CARBONE,
    "docxtemplater": BRACES,
    "easy-template-x": BRACES,
    "docx-templates": DOCX_TEMPLATES,
}
