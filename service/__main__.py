"""python -m service WORD ...: the same as ./run WORD ... in an environment that is ready."""

import sys

from service.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
