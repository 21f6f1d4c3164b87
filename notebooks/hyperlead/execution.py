"""One notebook: execute it, bring its outputs into a form fit for storing, compare, store."""

import copy
import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import List

import nbformat
from jupyter_client.jsonutil import parse_date
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from hyperlead import kernelspec
from hyperlead.places import COMMAND

KERNELSPEC = {"display_name": kernelspec.DISPLAY_NAME, "language": "java", "name": kernelspec.NAME}
# Without a version: the same notebook, whichever JDK ran it.
LANGUAGE = {
    "codemirror_mode": "text/x-java",
    "file_extension": ".jshell",
    "mimetype": "text/x-java-source",
    "name": "java",
    "pygments_lexer": "java",
}
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
OVERWRITTEN = re.compile(r"^.*\r(?!\n|$)", re.MULTILINE)
NO_LIBRARY = re.compile(r"package hyperlead\b.* does not exist")
PICTURE = re.compile(r"[\w+/=]{200,}")  # in base 64
MOST_LINES = 30  # of an exception
RUNNING = set()


@dataclass(frozen=True)
class Outcome:
    """An executed notebook; no problems means that it passed."""

    notebook: nbformat.NotebookNode
    seconds: float
    slowest: float  # seconds of the cell that took longest
    problems: List[str]


async def execute(path: Path, timeout: int, kernel: str = kernelspec.NAME) -> Outcome:
    """Runs all cells in a fresh kernel, with the notebook's directory as working directory."""
    notebook = nbformat.read(path, as_version=4)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name=kernel,
        timeout=timeout,
        shutdown_kernel="immediate",
        record_timing=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    problems = []
    started = time.monotonic()
    RUNNING.add(client)
    try:
        await client.async_execute()
    except CellTimeoutError:
        problems.append(f"a cell ran for more than {timeout} s")
    except CellExecutionError:
        problems += error_texts(notebook)
        if any(map(NO_LIBRARY.search, problems)):
            problems.append(
                f"the kernel {kernel} has no library: {COMMAND} kernel installs one that has"
            )
    except (DeadKernelError, RuntimeError) as error:
        problems.append(f"the kernel failed: {error}")
    finally:
        RUNNING.discard(client)
    seconds = time.monotonic() - started
    slowest = max(map(cell_seconds, code_cells(notebook)), default=0.0)
    clean(notebook)
    return Outcome(notebook, seconds, slowest, problems + stderr_texts(notebook))


def cell_seconds(cell: nbformat.NotebookNode) -> float:
    """From the times that the client recorded; 0 for a cell that did not finish."""
    times = cell.metadata.get("execution", {})
    if not {"iopub.execute_input", "shell.execute_reply"} <= times.keys():
        return 0.0
    started, ended = times["iopub.execute_input"], times["shell.execute_reply"]
    return (parse_date(ended) - parse_date(started)).total_seconds()


def kill_kernels() -> None:
    """For interrupts: kernels run in sessions of their own, which no Ctrl-C reaches."""
    for client in list(RUNNING):
        pid = client.km and client.km.provisioner and client.km.provisioner.pid
        if pid:
            os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def code_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def clean(notebook: nbformat.NotebookNode) -> None:
    """Removes what depends on the machine or on the moment; numbers the cells 1 to n."""
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    notebook.metadata["language_info"] = dict(LANGUAGE)
    number = 0
    for cell in code_cells(notebook):
        cell.metadata.pop("execution", None)
        cell.outputs = joined(cell.outputs)
        if cell.execution_count is not None:
            number += 1
            cell.execution_count = number
        for output in cell.outputs:
            output.pop("transient", None)
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count


def joined(outputs: list) -> list:
    """Joins neighbouring texts of one stream: how they were cut into messages is chance."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            result.append(copy.deepcopy(output))
    for output in result:
        if output.output_type == "stream":
            output.text = OVERWRITTEN.sub("", output.text)
    return result


def stderr_texts(notebook: nbformat.NotebookNode) -> list:
    return [
        f"cell {cell.execution_count} wrote to stderr:\n{output.text.rstrip()}"
        for cell in code_cells(notebook)
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]


def error_texts(notebook: nbformat.NotebookNode) -> list:
    """What went wrong, and where, without colours."""
    found = []
    for number, cell in enumerate(code_cells(notebook), 1):
        for output in cell.outputs:
            if output.output_type == "error":
                lines = COLOUR.sub("", "\n".join(output.traceback)).split("\n")
                head = [f"code cell {number}: {output.ename}: {output.evalue}", *lines][:MOST_LINES]
                found.append("\n".join(line for line in head if line.strip()))
    return found


def texts(cell: nbformat.NotebookNode) -> list:
    """The lines of a cell's outputs as far as they are text; pictures count as a placeholder,
    because another machine's fonts draw others, and so do those behind a slider."""
    lines = []
    for output in joined(cell.outputs):
        if output.output_type == "stream":
            lines += output.text.splitlines()
        for mime, data in sorted(output.get("data", {}).items()):
            lines += [mime] + (PICTURE.sub("…", str(data)).splitlines() if mime.startswith("text/") else [])
    return lines


def differences(path: Path, executed: nbformat.NotebookNode) -> list:
    """For each cell whose text is not the stored one, the first line that differs."""
    stored = nbformat.read(path, as_version=4)
    problems = []
    for number, (old, new) in enumerate(zip(code_cells(stored), code_cells(executed)), 1):
        before, after = texts(old), texts(new)
        if before != after:
            length = max(len(before), len(after))
            before += ["(nothing)"] * (length - len(before))
            after += ["(nothing)"] * (length - len(after))
            was, now = next(pair for pair in zip(before, after) if pair[0] != pair[1])
            problems.append(f"code cell {number} differs from what is stored:\n- {was}\n+ {now}")
    return problems


def write(path: Path, notebook: nbformat.NotebookNode) -> None:
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
