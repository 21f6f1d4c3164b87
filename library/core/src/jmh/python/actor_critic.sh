#!/bin/sh
# A soft actor-critic here, in PyTorch and in Stable-Baselines3, in one run: packages from PyPI into
# a venv of its own (5 GB with PyTorch's usual build). Run it from the project's folder.
set -eu
work=${1:-$(mktemp -d)}
mvn -q -Pbenchmarks package -DskipTests -pl library/core
if [ ! -d "$work/venv" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q torch==2.15.0 stable-baselines3
fi
core=library/core/target
export OMP_NUM_THREADS=1
for sizes in "64 64 6000 2" "256 64 3000 1" "256 256 1500 1"; do
  # shellcheck disable=SC2086
  java -XX:+UseSerialGC -cp "$core/test-classes:$core/classes:$core/lib/*" hyperlead.ActorCriticRace $sizes
  # shellcheck disable=SC2086
  "$work/venv/bin/python" library/core/src/jmh/python/actor_critic.py $sizes
done
