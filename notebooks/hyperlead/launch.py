"""Starts the kernel for a specification that knows no paths, as the wheel's in share/jupyter/kernels.

`python -m hyperlead.launch FOLDER_OF_THE_SPECIFICATION CONNECTION_FILE`
"""

import os
import sys

from hyperlead import environment, java, kernelspec, processes
from hyperlead.trouble import Trouble


def main(folder: str, connection: str) -> None:
    java.require(java.jdk_problem(), java.JDK_HELP)
    spec = kernelspec.spec(java.command(), kernelspec.JJAVA, java.class_path())
    values = {"resource_dir": folder, "connection_file": connection}
    command = [part.format(**values) if "{" in part else part for part in spec["argv"]]
    processes.become(command, environment.with_utf8({**os.environ, **spec["env"]}))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Trouble as trouble:
        sys.exit(str(trouble))
