"""The settings of an installation, read from the environment here and nowhere else.

Settings of an office (signers, recipients, steps) are no settings of the installation.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.errors import ServiceError

ROOT = Path(__file__).resolve().parents[1]
SECRET_KEY_MIN_CHARACTERS = 32


class InvalidSettings(ServiceError):
    """Settings that are missing or wrong: all of them in one message."""

    code = "invalid_settings"

    def __init__(self, faults: list[str]) -> None:
        super().__init__(
            "Chưa chạy được vì thiết lập sai hoặc thiếu:\n" + "\n".join(f"- {fault}" for fault in faults)
        )
        self.faults = tuple(faults)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that one installation may set; each field is explained in docs/settings.md."""

    host: str = "127.0.0.1"
    port: int = 8000
    instance_dir: Path = ROOT / "instance"
    database_url: str = ""
    broker_url: str = ""
    worker_processes: int = 2
    lease_seconds: int = 30
    secret_key: str = ""
    web_processes: int = 1
    web_threads: int = 8
    max_upload_bytes: int = 4_000_000
    max_scan_bytes: int = 50_000_000
    form_valid_hours: int = 12
    session_hours: int = 12
    proxy_count: int = 0
    api_requests_per_minute: int = 600
    api_max_fields: int = 50_000
    webhook_hosts: str = ""
    libreoffice_command: str = ""
    conversion_timeout_seconds: int = 60
    debug: bool = False


def from_env(environment: Mapping[str, str], *, needs_secret: bool = True) -> Settings:
    """Return the settings that the environment variables give; a name there is the field's in capitals.

    `needs_secret` is False for commands that sign nothing. Raises InvalidSettings with every fault at once.

    >>> from_env({"PORT": "8080"}, needs_secret=False).port
    8080
    """
    reader = _Reader(environment)
    default = Settings()
    number = reader.whole_number
    settings = Settings(
        host=reader.text("HOST", default.host),
        port=number("PORT", default.port, 1, 65_535),
        instance_dir=Path(reader.text("INSTANCE_DIR", str(default.instance_dir))).absolute(),
        database_url=reader.text("DATABASE_URL", default.database_url),
        broker_url=reader.address("BROKER_URL", ("redis://", "rediss://", "unix://")),
        worker_processes=number("WORKER_PROCESSES", default.worker_processes, 1, 64),
        lease_seconds=number("LEASE_SECONDS", default.lease_seconds, 2, 600),
        secret_key=reader.secret("SECRET_KEY", is_needed=needs_secret),
        web_processes=number("WEB_PROCESSES", default.web_processes, 1, 64),
        web_threads=number("WEB_THREADS", default.web_threads, 1, 256),
        max_upload_bytes=number("MAX_UPLOAD_BYTES", default.max_upload_bytes, 10_000, 10**9),
        max_scan_bytes=number("MAX_SCAN_BYTES", default.max_scan_bytes, 10_000, 10**9),
        form_valid_hours=number("FORM_VALID_HOURS", default.form_valid_hours, 1, 24 * 30),
        session_hours=number("SESSION_HOURS", default.session_hours, 1, 24 * 7),
        proxy_count=number("PROXY_COUNT", default.proxy_count, 0, 5),
        api_requests_per_minute=number("API_REQUESTS_PER_MINUTE", default.api_requests_per_minute, 1, 10**6),
        api_max_fields=number("API_MAX_FIELDS", default.api_max_fields, 100, 10**7),
        webhook_hosts=reader.text("WEBHOOK_HOSTS", default.webhook_hosts),
        libreoffice_command=reader.text("LIBREOFFICE_COMMAND", default.libreoffice_command),
        conversion_timeout_seconds=number(
            "CONVERSION_TIMEOUT_SECONDS", default.conversion_timeout_seconds, 1, 3600
        ),
        debug=reader.switch("DEBUG"),
    )
    if reader.faults:
        raise InvalidSettings(reader.faults)
    return settings


def environment() -> dict[str, str]:
    """Return the environment of this process, with what it leaves open filled in from the file .env."""
    file = ROOT / ".env"
    return {**(read_env_file(file) if file.is_file() else {}), **os.environ}


def current(*, needs_secret: bool = True) -> Settings:
    """Return the settings of this process. Raises InvalidSettings."""
    return from_env(environment(), needs_secret=needs_secret)


def is_debug() -> bool:
    """Tell whether faults show their place in the program; it asks even when settings are wrong."""
    return environment().get("DEBUG", "").strip() == "1"


def read_env_file(path: Path) -> dict[str, str]:
    """Return the `NAME=value` lines of a file; comments are left out, quotes around a value fall."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            found[name.strip().removeprefix("export ")] = value.strip().strip("\"'")
    return found


class _Reader:
    """Reads one variable after the other and keeps every fault."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.faults: list[str] = []

    def text(self, name: str, default: str) -> str:
        """Return a text; an empty variable counts as one that is not set."""
        return self.environment.get(name, "").strip() or default

    def whole_number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """Return a whole number between two bounds, both allowed."""
        raw = self.environment.get(name, "").strip()
        if not raw:
            return default
        if re.fullmatch(r"[0-9]{1,12}", raw) and lowest <= int(raw) <= highest:
            return int(raw)
        self.faults.append(f"{name} phải là số nguyên từ {lowest} đến {highest}, không phải {raw!r}.")
        return default

    def address(self, name: str, beginnings: tuple[str, ...]) -> str:
        """Return an address, "" when it is not set; a fault never repeats it, it may hold a password."""
        value = self.text(name, "")
        if value and not value.startswith(beginnings):
            self.faults.append(f"{name} phải bắt đầu bằng {' hoặc '.join(beginnings)}.")
        return value

    def switch(self, name: str) -> bool:
        """Return whether a switch is on; off when it is not set."""
        raw = self.environment.get(name, "").strip()
        if raw not in {"", "0", "1"}:
            self.faults.append(f"{name} phải là 1 (bật) hoặc 0 (tắt), không phải {raw!r}.")
        return raw == "1"

    def secret(self, name: str, *, is_needed: bool) -> str:
        """Return a secret, long enough to be one; a fault never repeats it."""
        value = self.environment.get(name, "").strip()
        if is_needed and len(value) < SECRET_KEY_MIN_CHARACTERS:
            state = "quá ngắn" if value else "chưa có"
            self.faults.append(
                f"{name} {state}: cần ít nhất {SECRET_KEY_MIN_CHARACTERS} ký tự ngẫu nhiên, tạo bằng lệnh "
                f'python3 -c "import secrets; print(secrets.token_hex(32))".'
            )
        return value
