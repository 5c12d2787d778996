"""The service as it is started, in a process of its own, and a real Chromium."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.ports import free_port
from service import clock
from tests.started import end, first_line
from tests.web import people

ROOT = Path(__file__).parents[2]
#: A machine of many tests answers late; what never comes is a fault all the same.
expect.set_options(timeout=60_000)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the running service, with a register and people."""
    folder = tmp_path_factory.mktemp("instance")
    people.founded(folder / "register.db", now=clock.now())
    return folder


@contextmanager
def served(instance: Path, port: int = 0) -> Iterator[str]:
    """Run the service for a folder and yield its address; it has printed it, so the port is open."""
    port = port or free_port()
    given = {"PORT": str(port), "SECRET_KEY": "k" * 40, "INSTANCE_DIR": str(instance)}
    _, _, *words = shlex.split((ROOT / "Procfile").read_text(encoding="utf-8").splitlines()[0])
    command = [sys.executable if word == "python" else word for word in words]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert f"http://127.0.0.1:{port}" in first_line(server)
            yield f"http://127.0.0.1:{port}"
        finally:
            end(server)


@pytest.fixture(scope="session")
def address(instance: Path) -> Iterator[str]:
    """The address of a running service with people at work."""
    with served(instance) as running:
        yield running


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the browser of this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def sign_in(page: Page, address: str, login: str = people.ALL_ROLES) -> None:
    """Sign in by the form, as a person does."""
    page.goto(f"{address}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(people.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{address}/viec-cua-toi")


@pytest.fixture(scope="session")
def signed_in_as(address: str, browser: Browser) -> Callable[[str], Any]:
    """What a browser keeps of somebody who is signed in, by login: each signs in once."""

    @cache
    def kept(login: str) -> Any:
        context = browser.new_context(locale="vi-VN")
        sign_in(context.new_page(), address, login)
        state = context.storage_state()
        context.close()
        return state

    return kept


@pytest.fixture
def page(browser: Browser, signed_in_as: Callable[[str], Any]) -> Iterator[Page]:
    """A page of somebody who has every role in the demo office."""
    context = browser.new_context(
        accept_downloads=True, locale="vi-VN", storage_state=signed_in_as(people.ALL_ROLES)
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def anonymous_page(browser: Browser) -> Iterator[Page]:
    """A page of somebody who is not signed in."""
    context = browser.new_context(accept_downloads=True, locale="vi-VN")
    yield context.new_page()
    context.close()
