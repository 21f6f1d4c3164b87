"""Writes a kernelspec directory: kernelspec.py DIRECTORY JAVA CLASS_PATH."""

import json
import sys
from pathlib import Path


def spec(java: str, class_path: str) -> dict:
    """Interrupts come as messages, because a signal would stop the whole Java machine."""
    return {
        "argv": [
            java,
            "-Xmx2g",
            "-Djava.awt.headless=true",
            "-cp",
            class_path,
            "hyperlead.kernel.JavaKernel",
            "{connection_file}",
        ],
        "display_name": "Java (Hyperlead)",
        "language": "java",
        "interrupt_mode": "message",
    }


def main() -> None:
    directory, java, class_path = sys.argv[1:]
    path = Path(directory)
    path.mkdir(parents=True, exist_ok=True)
    text = json.dumps(spec(java, class_path), indent=1)
    (path / "kernel.json").write_text(text + "\n", encoding="utf-8")


main()
