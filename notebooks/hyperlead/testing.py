"""Runs the tests of notebooks/tests, all or those named: `testing [NAME…]`."""

import sys
import unittest

from hyperlead.places import NOTEBOOKS
from hyperlead.trouble import Trouble

TESTS = NOTEBOOKS / "tests"


def main(names: list) -> bool:
    """A name may go on as unittest's do: `setup_test.SetupTest.test_…`."""
    known = sorted(path.stem for path in TESTS.glob("*_test.py"))
    chosen = [f"{name}_test" if f"{name}_test" in known else name for name in names] or known
    for name in chosen:
        if name.split(".")[0] not in known:
            raise Trouble(f"no test {name}; there are: {', '.join(known)}")
    sys.path.insert(0, str(TESTS))
    suite = unittest.defaultTestLoader.loadTestsFromNames(chosen)
    return unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful()


if __name__ == "__main__":
    try:
        sys.exit(not main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
