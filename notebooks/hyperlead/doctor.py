"""Says what is wrong with a set-up, and how to mend it."""

import sys
from typing import List

from hyperlead import environment, java, kernelspec, places, processes

SETUP = "run notebooks/jupyter.sh setup"
if places.IN_WHEEL:
    SETUP = f"pip install --force-reinstall {environment.brought_by('run')}"


def report(what: str, problem: str, cure: str) -> bool:
    print(f"FIX  {what}: {problem}\n     {cure}" if problem else f"OK   {what}", flush=True)
    return not problem


def main(arguments: List[str]) -> int:
    healthy = [
        report(f"Hyperlead {places.version()} ({places.ROOT})", "", ""),
        report(f"Python {sys.version.split()[0]} ({sys.executable})", "", ""),
        report(f"JDK ({java.command()})", java.jdk_problem(), java.JDK_HELP),
        places.IN_WHEEL or report("Maven", java.maven_problem(), java.MAVEN_HELP),
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
            "" if java.is_built() else "missing, or older than its sources",
            SETUP,
        ),
    ]
    if all(healthy):
        if places.IN_WHEEL:  # whose kernel every command writes anew
            kernelspec.install()
        command = [environment.PYTHON, "-m", "hyperlead.kernel_check"]
        healthy.append(not processes.run(command, sys.stdout, env=environment.variables()))
    return not all(healthy)


def folder_problem() -> str:
    return "" if places.can_write(places.STATE) else "cannot be written"
