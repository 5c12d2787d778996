"""Renders ten thousand documents in one process and prints its memory as JSON, in MB: peak, and growth on the way."""

import json
import resource

from bench.full_sample import full_sample
from service.rendering.templates import compile_package

WARM, COUNT = 1_000, 10_000


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Render, and print what `bench.render` reads."""
    sample = full_sample()
    template = compile_package(sample.package())
    context = sample.context()
    warm = 0.0
    for number in range(1, COUNT + 1):
        context["frame"]["number_line"] = f"Số: {number}/KH-UBND"
        template.render(context)
        if number == WARM:
            warm = _peak_mb()
    print(json.dumps({"peak_mb": _peak_mb(), "growth_mb": _peak_mb() - warm}))


if __name__ == "__main__":
    main()
