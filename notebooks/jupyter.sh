#!/usr/bin/env bash
# Runs, opens, checks and tests the notebooks; `jupyter.sh help` lists the commands.
# Everything it writes lies under target/ and library/target/, so that `rm -rf target` undoes it;
# the exceptions are packages that it installs, Maven's repository and the JDK's cache ~/.java/fonts.
set -euo pipefail

notebooks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$notebooks")
library=$root/library
state=$root/target/jupyter
venv=$state/venv
log=$state/setup.log

usage() {
  cat <<'USAGE'
Usage: notebooks/jupyter.sh COMMAND

  run [--store] [--check] [--timeout SECONDS] [NAME…]
            execute the notebooks (all, or those named) and write their pages to target/notebooks/
              --store    keep the outputs in the notebooks
              --check    fail if a text output differs from the stored one
              --timeout  longest time for one cell (600)
  student [--to FOLDER] [NAME…]
            write the students' versions of the assignments (to target/assignments)
  grade SUBMISSIONS [--to FILE] [--timeout SECONDS] [NAME…]
            grade a folder of STUDENT/ASSIGNMENT.ipynb into a CSV of points (grades.csv);
            submissions are programs and run with your rights: see assignments/README.md
  open [ARGUMENT…]
            start the notebook server on 127.0.0.1, with its token; arguments go to the server
  doctor    check the JDK, Maven, Jupyter, the kernel and its fonts, and say how to fix what is wrong
  test      test notebooks and pages, the assignments, the kernel through Jupyter's protocol, and
            a notebook in a headless browser
  setup [jupyter]
            install what is missing, build the library and install its kernel (or only Jupyter)
USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# --- Python and Jupyter ---------------------------------------------------------------------------

# The first Python that has all modules named. The one on the PATH need not be the one that the
# distribution's Jupyter belongs to.
python_with() {
  local candidate
  for candidate in "$venv/bin/python" python3 /usr/bin/python3; do
    if "$candidate" - "$@" 2>/dev/null <<'PYTHON'
import importlib.util, sys
sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))
PYTHON
    then
      echo "$candidate"
      return
    fi
  done
  return 1
}

may_install_packages() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }
}

apt_get() {
  local as_root=
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" </dev/null >>"$log" 2>&1
}

apt_install() {
  may_install_packages || return 1
  say "Installing with apt-get: $*"
  apt_get update || say "apt-get update failed, see $log"
  apt_get install --no-install-recommends "$@" || { tail -n 5 "$log" >&2; return 1; }
}

pip_install() {
  command -v python3 >/dev/null || return 1
  say "Installing with pip into $venv: $*"
  {
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --disable-pip-version-check "$@"
  } >>"$log" 2>&1 || { tail -n 5 "$log" >&2; return 1; }
}

jupyter_modules='notebook nbclient nbconvert jupyter_client'
jupyter_packages='jupyter-notebook jupyter-nbconvert python3-nbclient jupyter-client fonts-dejavu-core'

ensure_jupyter() {
  # shellcheck disable=SC2086  # lists of words
  python=$(python_with $jupyter_modules) && return
  mkdir -p "$state"
  # shellcheck disable=SC2086
  if apt_install $jupyter_packages || pip_install notebook nbconvert nbclient; then
    python=$(python_with $jupyter_modules) && return
  fi
  die "Jupyter is missing and could not be installed (details: $log). Install it by hand:
  Debian, Ubuntu:  sudo apt-get install $jupyter_packages
  elsewhere:       python3 -m pip install notebook nbconvert nbclient"
}

# Debian's Jupyter brings MathJax 2 along, Notebook 7 does not. Without it pages show TeX.
ensure_mathjax() {
  [ -n "$("$python" "$notebooks/tools/mathjax.py")" ] || return 0
  command -v npm >/dev/null || return 0
  say 'Installing MathJax with npm'
  npm install --prefix "$state" --no-save --no-package-lock --loglevel=error mathjax@2.7.9 \
    </dev/null >>"$log" 2>&1 || say "npm failed, see $log"
}

# Jupyter's data, settings, sockets and histories go to target/, not to the user's home.
use_project_jupyter() {
  export JUPYTER_PATH=$state/data${JUPYTER_PATH:+:$JUPYTER_PATH}
  export JUPYTER_DATA_DIR=$state/data JUPYTER_CONFIG_DIR=$state/config
  export JUPYTER_RUNTIME_DIR=$state/runtime IPYTHONDIR=$state/ipython
  export XDG_CACHE_HOME=$state/cache PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
  mkdir -p "$JUPYTER_DATA_DIR" "$JUPYTER_CONFIG_DIR" "$JUPYTER_RUNTIME_DIR" "$IPYTHONDIR"
}

# --- Java: the library and its kernel --------------------------------------------------------------

java_command() { command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java"; }

# The feature release, such as 17, of the given java command.
java_release() {
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p'
}

jdk_problem() {
  local java release
  java=$(java_command) || { echo "no java command in ${JAVA_HOME:-the PATH}"; return; }
  release=$(java_release "$java")
  if [ "${release:-0}" -lt 17 ]; then
    echo "Java 17 or later is needed, $java is ${release:-unknown}"
  elif ! "$java" --list-modules | grep -q '^jdk.jshell'; then
    echo "$java belongs to a runtime without JShell; a JDK is needed"
  fi
}

maven_problem() {
  local version
  version=$(mvn -v 2>/dev/null </dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p') || true
  if [ -z "$version" ]; then
    echo 'the command mvn does not run'
  elif [ "$(printf '3.8\n%s\n' "$version" | sort -V | head -n 1)" != 3.8 ]; then
    echo "Maven 3.8 or later is needed, this is $version"
  fi
}

jdk_fix='install a JDK, for example with: apt-get install openjdk-17-jdk-headless; or set JAVA_HOME'
maven_fix='install Maven 3.8 or later, for example with: apt-get install maven'

# Class path of the kernel: the jar and target/lib. Sources and javadoc jars lie next to it.
library_jar() {
  find "$library/target" -maxdepth 1 -name 'hyperlead-*.jar' \
    ! -name '*-sources.jar' ! -name '*-javadoc.jar' 2>/dev/null | sort | tail -n 1
}

library_is_built() {
  local jar
  jar=$(library_jar)
  [ -n "$jar" ] && [ -d "$library/target/lib" ] || return 1
  # Directories too: a deleted file changes only its directory's time.
  [ -z "$(find "$library/src/main" "$library/pom.xml" "$root/pom.xml" "$root/datasets" \
    -newer "$jar" -print -quit 2>/dev/null)" ]
}

build_library() {
  library_is_built && return
  local problem started=$state/build-started
  problem=$(maven_problem)
  [ -z "$problem" ] || die "$problem: $maven_fix"
  say 'Building the library'
  touch "$started"
  (cd "$root" && mvn -q -B -Dstyle.color=never package -Dmaven.test.skip=true -Dmaven.javadoc.skip=true \
    -Dmaven.source.skip=true -Dspotless.check.skip=true </dev/null >&2)
  # Maven leaves the jar alone if nothing in it changed; its time must still pass the sources'.
  touch -r "$started" "$(library_jar)"
}

install_kernel() {
  "$python" "$notebooks/tools/kernelspec.py" "$JUPYTER_DATA_DIR/kernels/java" \
    "$(java_command)" "$(library_jar):$library/target/lib/*"
}

setup() {
  local problem
  problem=$(jdk_problem)
  [ -z "$problem" ] || die "$problem: $jdk_fix"
  ensure_jupyter
  use_project_jupyter
  ensure_mathjax
  build_library
  install_kernel
}

# --- Commands -------------------------------------------------------------------------------------

command_setup() {
  case ${1-} in
    '') setup ;;
    jupyter) ensure_jupyter ;;
    *) die "setup takes no argument or 'jupyter': $1" ;;
  esac
}

command_run() {
  setup
  exec "$python" "$notebooks/tools/run.py" "$@"
}

command_student() {
  ensure_jupyter
  use_project_jupyter
  exec "$python" "$notebooks/tools/student.py" "$@"
}

command_grade() {
  setup
  exec "$python" "$notebooks/tools/grade.py" "$@"
}

command_open() {
  setup
  cd "$notebooks"
  case " $*" in *' --ip'*) ;; *) set -- --ip=127.0.0.1 "$@" ;; esac
  [ "$(id -u)" != 0 ] || set -- --allow-root "$@"
  exec "$python" -m notebook "$@"
}

# Prints one line of the doctor's report: what, the problem or nothing, the fix.
report() {
  if [ -z "$2" ]; then
    echo "OK   $1"
  else
    echo "FIX  $1: $2"
    echo "     $3"
    healthy=false
  fi
}

command_doctor() {
  local problem healthy=true setup_fix="run $notebooks/jupyter.sh setup"
  report "JDK (${JAVA_HOME:-java on the PATH})" "$(jdk_problem)" "$jdk_fix"
  report Maven "$(maven_problem)" "$maven_fix"
  # shellcheck disable=SC2086
  if python=$(python_with $jupyter_modules); then
    use_project_jupyter
    problem=$("$python" -c "import ${jupyter_modules// /, }" 2>&1 | tail -n 1) || true
    report "Jupyter ($python)" "$problem" "reinstall it, or: $setup_fix"
    report MathJax "$("$python" "$notebooks/tools/mathjax.py")" 'install libjs-mathjax (Debian) or npm, then: '"$setup_fix"
    problem=
    library_is_built || problem='it is missing or older than its sources'
    report Library "$problem" "$setup_fix"
    "$python" "$notebooks/tools/kernel_check.py" || healthy=false
  else
    report Jupyter 'not found' "$setup_fix"
  fi
  $healthy
}

# The default JDK, then those of release 21 and later that lie next to it.
jdk_homes() {
  local home sibling
  home=$(dirname "$(dirname "$(readlink -f "$(java_command)")")")
  echo "$home"
  for sibling in "$(dirname "$home")"/*; do
    [ ! -L "$sibling" ] && [ "$sibling" != "$home" ] && [ -x "$sibling/bin/jshell" ] || continue
    [ "$(java_release "$sibling/bin/java")" -lt 21 ] || echo "$sibling"
  done
}

ensure_browser() {
  command -v chromedriver >/dev/null && "$python" -c 'import selenium' 2>/dev/null && return
  apt_install chromium chromium-driver python3-selenium && "$python" -c 'import selenium' && return
  die 'The browser test needs Chromium, its chromedriver and the Python package selenium:
  Debian:     sudo apt-get install chromium chromium-driver python3-selenium'
}

command_test() {
  setup
  ensure_browser
  export KERNEL_JAVA_HOMES=${KERNEL_JAVA_HOMES:-$(jdk_homes | paste -sd : -)}
  local status=0
  "$python" "$notebooks/tests/registry_test.py" || status=1
  "$python" "$notebooks/tests/classroom_test.py" || status=1
  "$python" "$notebooks/tests/assignments_test.py" || status=1
  "$python" "$notebooks/tests/kernel_test.py" || status=1
  "$python" "$notebooks/tests/browser_test.py" "$@" || status=1
  return $status
}

python=
case ${1-help} in
  run | student | grade | open | doctor | test | setup) command=$1; shift; "command_$command" "$@" ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
