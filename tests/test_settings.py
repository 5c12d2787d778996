import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings import ROOT, InvalidSettings, Settings, from_env, read_env_file

KEY = "k" * 32


def test_an_empty_environment_gives_the_defaults_for_commands() -> None:
    assert from_env({}, needs_secret=False) == Settings()


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(InvalidSettings) as caught:
        from_env({"PORT": "eighty", "WEB_THREADS": "0", "DEBUG": "yes"})
    for name in ("PORT", "WEB_THREADS", "DEBUG", "SECRET_KEY"):
        assert name in caught.value.message
    assert len(caught.value.faults) == 4


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000.0", " ", "٨٠"])
def test_a_port_outside_of_its_bounds_is_refused_and_a_blank_one_is_not_set(port: str) -> None:
    if not port.strip():
        assert from_env({"PORT": port}, needs_secret=False).port == 8000
        return
    with pytest.raises(InvalidSettings):
        from_env({"PORT": port}, needs_secret=False)


def test_a_short_secret_is_refused_and_never_repeated() -> None:
    with pytest.raises(InvalidSettings) as caught:
        from_env({"SECRET_KEY": "matkhau1"})
    assert "matkhau1" not in caught.value.message


def test_each_setting_can_be_given() -> None:
    given = {
        "HOST": "0.0.0.0",  # noqa: S104 - a value in a test, nothing listens
        "PORT": "9000",
        "INSTANCE_DIR": "/srv/van-ban",
        "DATABASE_URL": "postgresql://van-ban@db/van_ban",
        "BROKER_URL": "redis://broker:6379/1",
        "WORKER_PROCESSES": "4",
        "LEASE_SECONDS": "60",
        "SECRET_KEY": KEY,
        "WEB_PROCESSES": "3",
        "WEB_THREADS": "2",
        "MAX_UPLOAD_BYTES": "20000",
        "MAX_SCAN_BYTES": "30000",
        "FORM_VALID_HOURS": "1",
        "SESSION_HOURS": "1",
        "PROXY_COUNT": "1",
        "API_REQUESTS_PER_MINUTE": "60",
        "API_MAX_FIELDS": "1000",
        "WEBHOOK_HOSTS": "app.example.vn",
        "LIBREOFFICE_COMMAND": "/opt/soffice",
        "CONVERSION_TIMEOUT_SECONDS": "5",
        "DEBUG": "1",
    }
    read = from_env(given)
    default = Settings()
    assert read.instance_dir == Path("/srv/van-ban")
    unchanged = [
        name for name in Settings.__dataclass_fields__ if getattr(read, name) == getattr(default, name)
    ]
    assert unchanged == []


def test_an_env_file_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# note\n\nPORT=9001\nexport HOST="::1"\nINSTANCE_DIR=/a b/ê\n', encoding="utf-8")
    assert read_env_file(file) == {"PORT": "9001", "HOST": "::1", "INSTANCE_DIR": "/a b/ê"}


def test_the_web_process_names_all_faults_before_it_starts() -> None:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "gunicorn.conf.py",
        "service.app:from_environment()",
    ]
    given = {**os.environ, "SECRET_KEY": "short", "PORT": "eighty", "WEB_THREADS": "-1"}
    done = subprocess.run(
        command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert all(name in said for name in ("SECRET_KEY", "PORT", "WEB_THREADS"))
    assert "Traceback" not in said
