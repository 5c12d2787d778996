import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from service import reference
from service.reference import files

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-06-30", "2025-06-30"),
        ("no", "no"),
        ("1:20", "1:20"),
        ("010", "010"),
        ("1e3", "1e3"),
        ("-3", -3),
        ("1.5", 1.5),
        ("true", True),
        ("~", None),
        ("", None),
    ],
)
def test_yaml_has_the_scalars_of_json(text, value):
    found = yaml.load(f"a: {text}", files._JsonScalars)["a"]  # noqa: S506 - the loader under test
    assert found == value
    assert type(found) is type(value)


def test_data_are_found_from_any_working_directory(tmp_path):
    code = "from service import reference; print(len(reference.document_kinds()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "29"


def test_the_shared_schemas_are_loaded_once():
    assert "task" in reference.common_schema()["$defs"]
    assert "content" in reference.envelope_schema()["properties"]
    assert reference.common_schema() is reference.common_schema()


def test_the_service_runs_without_the_package_of_the_units():
    code = "import sys; sys.modules['vietnam_provinces'] = None; import service.reference as r; r.units()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
