"""docs/states.md, made from the tables of acts, states and roles."""

from service.register.permissions import OFFICE_ROLES
from service.register.states import ACT_NAMES, ROLE_NAMES, STATE_NAMES, TRANSITIONS, Role

_HEAD = """# States, acts, roles
For programmers. Made from `service/register/states.py` and `service/register/permissions.py` by
`./run register states > docs/states.md`; a test holds them together.

An office keeps only the steps between draft and number that it switched on: the office of the first login
`content_checked` and `for_signature` unless its people choose otherwise, any other none. `issue` is open as soon as no
kept step remains; on the pages a draft of somebody else waits for its number only once it was handed over. `submit`
goes to the next kept step; the one to `for_signature` wants every open question confirmed, without it `issue` does.
There is no way back after the number. Every act holds in the offices where the user has the role, in no other; other
offices' documents do not exist for him. The operator at the machine has every role.
"""


def states_page() -> str:
    """Return the page: states, acts on a document by state and role, acts on an office by role."""
    parts = [_HEAD, "## States", _table(("state", "Vietnamese"), _states())]
    parts += ["## Acts on a document", _table(("act", "Vietnamese", "from", "to", "roles"), _acts())]
    parts += ["## Acts on an office", _table(("act", *Role), _office_acts())]
    parts += [
        "## Roles",
        _table(("role", "Vietnamese"), [[f"`{role}`", name] for role, name in ROLE_NAMES.items()]),
    ]
    return "\n".join(parts)


def _states() -> list[list[str]]:
    return [[f"`{state}`", name] for state, name in STATE_NAMES.items()]


def _acts() -> list[list[str]]:
    return [
        [
            f"`{row.act}`",
            ACT_NAMES[row.act],
            ", ".join(f"`{state}`" for state in row.sources),
            f"`{row.target}`" if row.target else "stays",
            ", ".join(f"`{role}`" for role in row.roles),
        ]
        for row in TRANSITIONS
    ]


def _office_acts() -> list[list[str]]:
    return [
        [f"`{act}`", *("yes" if role in allowed else "" for role in Role)]
        for act, allowed in OFFICE_ROLES.items()
    ]


def _table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(head), ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"
