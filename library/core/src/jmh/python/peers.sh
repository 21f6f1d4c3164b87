#!/bin/sh
# Hyperlead beside JAX and SciPy on one machine, in one run: packages from PyPI into a venv of its own.
# Run it from the project's folder; the table goes to the standard output.
set -eu
work=${1:-$(mktemp -d)}
mkdir -p "$work/problems"
mvn -q -Pbenchmarks package -DskipTests -pl library/core
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q jax==0.10.0 scipy==1.17.1 numpy
core=library/core/target
java -Xmx3g -cp "$core/test-classes:$core/classes:$core/lib/*" hyperlead.Peers "$work/problems"
"$work/venv/bin/python" library/core/src/jmh/python/peers.py "$work/problems"
