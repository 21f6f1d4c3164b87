"""Says what is wrong with a set-up, and how to mend it. Changes nothing."""

import sys
from typing import List

from hyperlead import environment, java, places, processes

SETUP = "run notebooks/jupyter.sh setup"


def report(what: str, problem: str, cure: str) -> bool:
    print(f"FIX  {what}: {problem}\n     {cure}" if problem else f"OK   {what}", flush=True)
    return not problem


def main(arguments: List[str]) -> int:
    healthy = [
        report(f"Python {sys.version.split()[0]} ({sys.executable})", "", ""),
        report(f"JDK ({java.command()})", java.jdk_problem(), java.JDK_HELP),
        report("Maven", java.maven_problem(), java.MAVEN_HELP),
        report(
            f"Folder {places.STATE}",
            folder_problem(),
            places.STATE_HELP,
        ),
    ]
    packages = ", ".join(environment.missing(("run",)))
    healthy += [
        report("Python packages", packages and "not installed, or others than pinned", SETUP),
        report(
            "Library",
            "" if java.is_fresh(java.home()) else "missing, or older than its sources",
            SETUP,
        ),
    ]
    if all(healthy):
        command = [environment.PYTHON, "-m", "hyperlead.kernel_check"]
        healthy.append(not processes.run(command, sys.stdout, env=environment.variables()))
    return not all(healthy)


def folder_problem() -> str:
    return "" if places.can_write(places.STATE) else "cannot be written"
