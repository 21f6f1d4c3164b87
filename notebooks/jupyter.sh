#!/bin/sh
# Runs, opens, checks and tests the notebooks; `jupyter.sh help` lists the commands.
self=$0
while [ -L "$self" ]; do  # a link to it, in a folder of the PATH for example
  link=$(readlink -- "$self")
  case $link in /*) self=$link ;; *) self=$(dirname -- "$self")/$link ;; esac
done
notebooks=$(CDPATH= cd -- "$(dirname -- "$self")" && pwd -P) || exit 1
export PYTHONPATH="$notebooks"
for python in python3 python3.13 python3.12 python3.11 python3.10 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    exec "$python" -B -X utf8 -m hyperlead "$@"
  fi
done
echo 'Python 3.10 or later is needed, on Debian and Ubuntu: sudo apt-get install python3 python3-venv' >&2
exit 1
