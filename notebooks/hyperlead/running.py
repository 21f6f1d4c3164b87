"""Executes notebooks, several at once, keeps what came out, and builds the site."""

import argparse
import asyncio
import base64
import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List, Optional

import nbformat

from hyperlead import execution, java, kernelspec, notebooks, site
from hyperlead.assignments import student_version
from hyperlead.places import COMMAND, IN_WHEEL, NOTEBOOKS
from hyperlead.trouble import Trouble

AT_ONCE = 2  # each kernel may take 2 GB and more than one core
ELSEWHERE = "elsewhere/"
NEEDS_SPARK = "16-many-runs"  # its first line fetches it


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"{COMMAND} run")
    parser.add_argument("--store", action="store_true", help="keep outputs, and blank versions")
    parser.add_argument("--check", action="store_true", help="fail if stored text differs")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one cell")
    parser.add_argument(
        "--kernel", default=kernelspec.NAME, help="another kernel than the project's"
    )
    parser.add_argument("names", nargs="*", metavar="NOTEBOOK", help="name or path; default: all")
    return parser.parse_args()


def chosen(names: List[str]) -> Dict[str, Path]:
    """The notebooks asked for, by name or path; those of other folders are named elsewhere/…"""
    known = notebooks.all_notebooks()
    if not names and not IN_WHEEL and java.has_cluster(java.home()):
        return known
    if not names:
        print(f"{NEEDS_SPARK} is left as it is stored, for it fetches Spark, 230 MB: {COMMAND} run {NEEDS_SPARK} runs it")
        return {name: path for name, path in known.items() if name != NEEDS_SPARK}
    by_path = {path: name for name, path in known.items()}
    picked = {}
    for name in names:
        path = known.get(name) or Path(name).resolve()
        if not path.is_file():
            raise Trouble(f"no notebook {name}; there are: {', '.join(known)}")
        try:
            nbformat.read(path, as_version=4)
        except (ValueError, AttributeError, nbformat.ValidationError) as error:
            raise Trouble(f"{name} is no notebook: {str(error).splitlines()[0]}") from None
        picked[by_path.get(path, f"{ELSEWHERE}{path.stem}")] = path
    return picked


def longest_first(picked: Dict[str, Path]) -> List[str]:
    """So that no long one is left for the end; an unknown one may be long."""
    known = {name: notebooks.last_seconds(name) for name in picked}
    return sorted(picked, key=known.get, reverse=True)


async def run_one(name: str, path: Path, options: argparse.Namespace, gate) -> bool:
    async with gate:
        outcome = await execution.execute(path, options.timeout, options.kernel)
    assignment = notebooks.is_assignment(outcome.notebook)
    stale = [] if assignment else execution.differences(path, outcome.notebook)
    problems = outcome.problems + (stale if options.check else [])
    if options.store and not problems and assignment:
        execution.write(notebooks.HANDOUT / path.name, student_version(nbformat.read(path, as_version=4)))
    elif options.store and not problems:
        execution.write(path, outcome.notebook)
        stale = []
        if NOTEBOOKS in path.parents:
            store_picture(name, outcome.notebook)
    execution.write(notebooks.executed(name), outcome.notebook)
    record = {
        "seconds": round(outcome.seconds, 1),
        "failed": bool(problems),
        "stale": stale,
        "fingerprint": notebooks.fingerprint(path),
    }
    text = json.dumps(record, indent=1) + "\n"
    notebooks.executed(name).with_suffix(".json").write_text(text, encoding="utf-8")
    where = f" → {notebooks.executed(name)}" if name.startswith(ELSEWHERE) else ""
    took = f"{outcome.seconds:.1f} s, a cell at most {outcome.slowest:.1f} s"
    print(f"{'FAILED' if problems else 'ok'} {name} {took}{where}", flush=True)
    for problem in problems:
        print("  " + problem.replace("\n", "\n  "), flush=True)
    return not problems


async def run_all(options: argparse.Namespace, picked: Dict[str, Path]) -> bool:
    gate = asyncio.Semaphore(AT_ONCE)
    order = longest_first(picked)
    results = await asyncio.gather(*(run_one(name, picked[name], options, gate) for name in order))
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed", flush=True)
    return all(results)


def run_in_background(options: argparse.Namespace, picked: Dict[str, Path]) -> bool:
    """Ctrl-C and SIGTERM end all kernels.

    Outside of the main thread nbclient leaves the signals alone; inside, the last kernel started
    would take them over and the other one would stay behind.
    """
    with ThreadPoolExecutor(1) as executor:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        result = executor.submit(asyncio.run, run_all(options, picked))
        try:
            return result.result()
        except KeyboardInterrupt:
            execution.kill_kernels()
            print("interrupted", file=sys.stderr, flush=True)
            os._exit(130)  # waits for nothing: the loop would report each kernel's death


def picture(notebook: nbformat.NotebookNode) -> Optional[bytes]:
    """The picture that stands for a notebook: of the cell with the tag `picture`, or the first."""
    tagged = [cell for cell in notebook.cells if "picture" in cell.metadata.get("tags", [])]
    for cell in tagged + notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output["data"]["image/png"])
    return None


def store_picture(name: str, notebook: nbformat.NotebookNode) -> None:
    """Where the index and the README find it."""
    image = picture(notebook)
    if image:
        (NOTEBOOKS / "images" / f"{name}.png").write_bytes(image)


def main() -> bool:
    options = arguments()
    picked = chosen(options.names)
    if NEEDS_SPARK in picked:
        java.build(cluster=True)
        kernelspec.install()
    for name, value in kernelspec.variables_of_others().items():
        os.environ.setdefault(name, value)
    for_site = not all(name.startswith(ELSEWHERE) for name in picked)
    if for_site:
        ThreadPoolExecutor(1).submit(site.prepare)  # what fails there, fails again below
    passed = run_in_background(options, picked)
    if for_site:
        site.build()
    return passed


if __name__ == "__main__":
    try:
        sys.exit(not main())
    except Trouble as trouble:
        sys.exit(str(trouble))
