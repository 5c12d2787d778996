"""What a process has loaded stays loaded: Python's sweep for rings of objects need not look at it again and again.

Reference data, types, templates and libraries are some 230,000 objects; a sweep through all of them takes a tenth of a
second, in the middle of somebody's request.
"""

import gc


def set_aside_loaded(*, sweep_after: tuple[int, int, int] | None = None) -> None:
    """Sweep once, and leave out of every later sweep what is there now; called at the end of a process's start.

    `sweep_after` are the thresholds of `gc.set_threshold` for a process that makes many objects which live long.
    """
    gc.collect()
    gc.freeze()
    if sweep_after is not None:
        gc.set_threshold(*sweep_after)
