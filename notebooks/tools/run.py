"""Executes the notebooks in the Java kernel and writes their pages. Called by jupyter.sh."""

import argparse
import asyncio
import dataclasses
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import assignments
import execution
import pages

NOTEBOOKS = Path(__file__).resolve().parent.parent
ROOT = NOTEBOOKS.parent
AT_ONCE = 2  # each kernel may take 2 GB and more than one core


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jupyter.sh run")
    parser.add_argument("--store", action="store_true", help="keep the outputs in the notebooks")
    parser.add_argument("--check", action="store_true", help="fail if stored text differs")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one cell")
    parser.add_argument("names", nargs="*", metavar="NAME", help="01-four-rooms; default: all")
    return parser.parse_args()


def all_notebooks() -> dict:
    """Names (paths below notebooks/ without the suffix) and files, in reading order."""
    found = {"index": NOTEBOOKS / "index.ipynb"}
    for path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        if not any(part.startswith(".") for part in path.relative_to(NOTEBOOKS).parts):
            found[path.relative_to(NOTEBOOKS).with_suffix("").as_posix()] = path
    return found


def chosen(names: list, known: dict) -> list:
    """The names asked for; a file's path serves as a name, so that the shell can complete it."""
    if not names:
        return list(known)
    files = {path: name for name, path in known.items()}
    picked = [name if name in known else files.get(Path(name).resolve()) for name in names]
    for name, pick in zip(names, picked):
        if pick is None:
            sys.exit(f"no notebook {name}; there are: {', '.join(known) or 'none'}")
    return picked


async def run_one(name: str, known: dict, options: argparse.Namespace, gate) -> bool:
    path = known[name]
    async with gate:
        outcome = await execution.execute(path, options.timeout)
    if assignments.is_source(path):
        outcome = as_handed_out(outcome)
        stale = []
    else:
        stale = execution.differences(path, outcome.notebook)
    problems = outcome.problems + (stale if options.check else [])
    if options.store and not problems and not assignments.is_source(path):
        execution.store(path, outcome.notebook)
        pages.store_picture(name, outcome.notebook)
        stale = []
    page = pages.write_page(name, list(known), outcome.notebook)
    pages.write_record(name, path, outcome, stale, failed=bool(problems))
    state = "FAILED" if problems else "ok"
    print(f"{state} {name} {outcome.seconds:.1f} s → {page.relative_to(ROOT)}", flush=True)
    for problem in problems:
        print("  " + problem.replace("\n", "\n  "), flush=True)
    return not problems


def as_handed_out(outcome: execution.Outcome) -> execution.Outcome:
    """An assignment is executed as solved, and shown as students get it, without outputs."""
    notebook = assignments.student_version(outcome.notebook)
    return dataclasses.replace(outcome, notebook=notebook)


async def run_all(options: argparse.Namespace) -> bool:
    known = all_notebooks()
    names = chosen(options.names, known)
    if not names:
        sys.exit(f"no notebooks in {NOTEBOOKS}")
    for path in filter(assignments.is_source, (known[name] for name in names)):
        assignments.read_source(path)
    gate = asyncio.Semaphore(AT_ONCE)
    results = await asyncio.gather(*(run_one(name, known, options, gate) for name in names))
    pages.write_report(list(known))
    index = pages.ensure_index(list(known))
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed → {index.relative_to(ROOT)}")
    return all(results)


def run_in_background(options: argparse.Namespace) -> bool:
    """Ctrl-C and SIGTERM end all kernels.

    Outside of the main thread nbclient leaves the signals alone; inside, the last kernel started
    would take them over and the other one would stay behind.
    """
    with ThreadPoolExecutor(1) as executor:
        result = executor.submit(asyncio.run, run_all(options))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            return result.result()
        except KeyboardInterrupt:
            execution.kill_kernels()
            print("interrupted", file=sys.stderr, flush=True)
            os._exit(130)  # waits for nothing: the loop would report each kernel's death


if __name__ == "__main__":
    try:
        sys.exit(not run_in_background(arguments()))
    except assignments.AssignmentError as error:
        sys.exit(str(error))
