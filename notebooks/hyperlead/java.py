"""Java: the JDK, Maven, and the library that the kernel puts on its class path."""

import functools
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Iterator, List, Optional

from hyperlead import environment, processes
from hyperlead.places import IN_WHEEL, PARTS, ROOT, STATE, can_write, end_of, lock, version
from hyperlead.trouble import Trouble

JDK_COMMANDS = {"darwin": "brew install --cask temurin", "win32": "winget install EclipseAdoptium.Temurin.21.JDK"}
JDK_COMMAND = JDK_COMMANDS.get(sys.platform, "apt-get install openjdk-17-jdk-headless")
JDK_HELP = f"install a JDK (17 or later), e.g. {JDK_COMMAND}; or set JAVA_HOME"
MAVEN_HELP = "install Maven 3.8 or later, e.g. apt-get install maven"
GOALS = ["-B", "-ntp", "-Dstyle.color=never", "package", "-Dmaven.test.skip=true"]
GOALS += ["-Dmaven.source.skip=true", "-Dspotless.check.skip=true"]
CLUSTER = "library/cluster"  # for which Maven fetches Spark: left out unless somebody asked for it once


def command() -> Optional[str]:
    """The java of JAVA_HOME, which Maven takes too, or of the PATH."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=os.path.join(home, "bin") if home else None)


@functools.cache
def jdk_problem() -> str:
    java = command()
    if not java:
        return f"no java command in {os.environ.get('JAVA_HOME') or 'the PATH'}"
    text = processes.output_of([java, "-XshowSettings:properties", "-version"])
    release = re.search(r"java\.specification\.version = (\d+)", text)
    if not release or int(release[1]) < 17:
        return f"Java 17 or later is needed, {java} is {release[1] if release else 'unknown'}"
    if "jdk.jshell" not in processes.output_of([java, "--list-modules"]):
        return f"{java} belongs to a runtime without JShell; a JDK is needed"
    return ""


def maven_problem() -> str:
    maven = shutil.which("mvn")
    text = processes.output_of([maven, "-v"]) if maven else ""
    version = re.search(r"Apache Maven (\d+)\.(\d+)", text)
    if not version:
        return "the command mvn does not run"
    if (int(version[1]), int(version[2])) < (3, 8):
        return f"Maven 3.8 or later is needed, this is {version[1]}.{version[2]}"
    return ""


def require(problem: str, help_text: str) -> None:
    if problem:
        raise Trouble(f"{problem}: {help_text}")


def sources(root: Path, cluster: bool) -> Iterator[Path]:
    """Files and folders that the library is made of; a deleted file changes its folder's time."""
    yield root / "pom.xml"
    for top in (root / "library", root / "datasets"):
        for folder, folders, files in os.walk(top):
            if folder == str(root / CLUSTER) and not cluster:
                folders.clear()
            elif Path(folder) != top and "target" not in folders:  # which a build makes there
                yield Path(folder)
            folders[:] = [name for name in folders if name not in ("target", "test")]
            yield from (Path(folder, name) for name in files if not name.endswith(".md"))


def jars(root: Path) -> List[Path]:
    """The library's own jars; those of other versions, of its sources and its Javadoc lie next to them."""
    name = f"hyperlead*-{version()}.jar"
    return sorted(jar for place in ("library/target", "library/*/target") for jar in root.glob(f"{place}/{name}"))


def has_cluster(root: Path) -> bool:
    """Whether the module for clusters is built, by `mvn verify` or because somebody asked for it."""
    return any(root / CLUSTER in jar.parents for jar in jars(root))


def is_fresh(root: Path, cluster: bool = False) -> bool:
    """Whether the jars are newer than what they are made of; with those for clusters if they are asked for or there."""
    built, has = jars(root), has_cluster(root)
    newest = max(path.stat().st_mtime for path in sources(ROOT, has))
    return bool(built) and has >= cluster and min(jar.stat().st_mtime for jar in built) >= newest


def is_built() -> bool:
    return bool(class_path()) if IN_WHEEL else is_fresh(home())


def home() -> Path:
    """Where the library is built: in the checkout, or in a copy where that cannot be written."""
    in_place = can_write(ROOT / "library" / "target") or is_fresh(ROOT)
    return ROOT if in_place else STATE / "checkout"


def class_path() -> str:
    """The library's jars and what they need."""
    if IN_WHEEL:
        return os.pathsep.join(map(str, sorted(PARTS.glob("lib/*.jar"))))
    root = home()
    needed = [*root.glob("library/target/lib/*.jar"), *root.glob("library/*/target/lib/*.jar")]
    by_name = {jar.name: str(jar) for jar in [*jars(root), *sorted(needed)]}
    return os.pathsep.join(by_name.values())


def build(cluster: bool = False) -> None:
    """Builds the library unless it is newer than all of its sources; a wheel has it."""
    if IN_WHEEL:
        return
    root = home()
    if is_fresh(root, cluster):
        return
    with lock("library"):
        if is_fresh(root, cluster):  # another process was first
            return
        require(maven_problem(), MAVEN_HELP)
        if root != ROOT:
            copy_sources(root)
        cluster = cluster or has_cluster(root)
        print(f"Building the library{', and that for clusters, with Spark' if cluster else ''}", file=sys.stderr, flush=True)
        started = time.time()
        maven(root, *([] if cluster else ["-pl", "!" + CLUSTER]))
        for jar in jars(root):  # Maven leaves a jar alone if nothing in it changed
            os.utime(jar, (started, started))


def maven(root: Path, *modules: str) -> None:
    log, variables = STATE / "maven.log", environment.with_utf8(dict(os.environ))
    with open(log, "wb") as output:
        if processes.run([shutil.which("mvn"), *GOALS, *modules], output, cwd=root, env=variables):
            raise Trouble(f"Maven could not build the library; log: {log}\n{reasons(log) or end_of(log, 20)}")


def reasons(log: Path) -> str:
    """Maven's errors, each once, and warnings of a file, with which the compiler fails, too: the first twenty."""
    lines = re.findall(r"\[ERROR\] +\S.*|\[WARNING\] .*\.java:\[\d.*", log.read_text(encoding="utf-8", errors="replace"))
    return "\n".join(f"  {line}" for line in list(dict.fromkeys(lines))[:20])


def copy_sources(to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    shutil.copy2(ROOT / "pom.xml", to)
    for name in ("library", "datasets", ".mvn"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("target"))
