"""Other programs: started so that none outlives an interrupt."""

import os
import subprocess
import sys
from typing import Dict, List

RUNNING = set()


def run(command: List[str], output, **options) -> int:
    """The status of a program, once it has ended; its input is empty."""
    with subprocess.Popen(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        **options,
    ) as process:
        RUNNING.add(process)
        try:
            return process.wait()
        except BaseException:
            process.terminate()  # SIGTERM reaches this process alone
            raise
        finally:
            RUNNING.discard(process)


def output_of(command: List[str]) -> str:
    """What a program says, on either stream; nothing if it does not start or fails."""
    try:
        result = subprocess.run(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError:
        return ""
    return "" if result.returncode else result.stdout.decode("utf-8", "replace")


def become(command: List[str], env: Dict[str, str]) -> None:
    """Goes on as another program, so that signals reach it; where that cannot be, waits for it."""
    command = list(map(str, command))
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, env)
    process = subprocess.Popen(command, env=env)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            continue  # the other program has heard of it too, and decides


def end_all() -> None:
    """For those that other threads wait for."""
    for process in list(RUNNING):
        process.terminate()
