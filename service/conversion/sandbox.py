"""What LibreOffice is allowed when it reads a file that somebody sent: no network, no macros, none of our secrets.

It runs as the same user as the service, so this is a fence and no wall; the time limit is that of the converter.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

_NO_NETWORK = ("--map-current-user", "--net", "--")
_PROBE_SECONDS = 5
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of the program, nothing of ours in it: no address of a database, no key."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}


def write_profile(profile: Path) -> None:
    """Begin a profile in which no macro runs and no link of a file is followed. Raises OSError."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")


@cache
def without_network() -> tuple[str, ...]:
    """Return the words that start a program without any network, () where this machine does not allow that."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    try:
        tried = subprocess.run(
            [program, *_NO_NETWORK, "true"], capture_output=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return () if tried.returncode else (program, *_NO_NETWORK)
