"""The command `worker`: processes that work on batches, on this machine or on as many as wanted."""

import argparse
import logging
import os

from service import settings
from service.cli.parser import Groups
from service.issuing.desk import open_desk
from service.issuing.upkeep import upkeep
from service.jobs.batches import open_worker
from service.jobs.engine import Engine
from service.jobs.warming import warm


def add_parser(subparsers: Groups) -> None:
    """Register `worker`."""
    parser = subparsers.add_parser(
        "worker",
        help="chạy tiến trình xử lý văn bản hàng loạt",
        description="Chạy các tiến trình xử lý văn bản hàng loạt cho tới khi dừng bằng Ctrl+C. Lệnh ./run tự chạy sẵn;"
        " chỉ cần lệnh này ở máy thứ hai trở đi, hoặc khi trang web chạy bằng cách khác.",
    )
    parser.add_argument(
        "--processes", metavar="SỐ", type=int, help="số tiến trình (mặc định: thiết lập WORKER_PROCESSES)"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until a signal ends it."""
    current = settings.current(needs_secret=False)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    desk = open_desk(current)
    processes = arguments.processes or current.worker_processes
    warm(desk.catalogue, desk.now)
    print(f"Đang chờ việc: {processes} tiến trình xử lý (mã {os.getpid()}).", flush=True)
    if not current.secret_key and current.webhook_hosts:
        print("Chưa có SECRET_KEY: không gửi webhook. Đặt SECRET_KEY như ở tiến trình web.", flush=True)
    Engine(current).run(lambda: open_worker(desk, current), processes, lambda: upkeep(desk, current))
    return 0
