#!/usr/bin/env bash
# A stand-alone Spark cluster of one master and two workers, of one core each, on this machine:
#
#   cluster.sh start FOLDER CORES…   a worker for each number of cores; prints the master's address
#   cluster.sh stop FOLDER
#
# FOLDER is made and holds logs, work and process numbers. SPARK_HOME has the folders jars and
# logging, which the build fills: library/cluster/target/spark by itself.
set -euo pipefail
export SPARK_HOME=${SPARK_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/spark}
export SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.13
export JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}

# begin NAME CLASS ARGUMENT…: starts a program of Spark.
begin() {
  local name=$1
  shift
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -Xmx256m -Dspark.master.rest.enabled=false \
    -cp "$SPARK_HOME/jars/*:$SPARK_HOME/logging/*" "$@" >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >"$folder/$name.pid"
}

# await NAME LINE: waits for a line of its log, and fails if it ends before.
await() {
  local pid
  pid=$(cat "$folder/$1.pid")
  if ! grep -m 1 -F "$2" >"$folder/$1.line" < <(exec tail -n +1 --pid="$pid" -f "$folder/$1.log"); then
    cat "$folder/$1.log" >&2
    exit 1
  fi
}

folder=$2
case $1 in
  start)
    mkdir -p "$folder"
    begin master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
    await master 'Starting Spark master at'
    address=$(grep -o 'spark://[^ ]*' "$folder/master.line")
    workers=()
    for cores in "${@:3}"; do
      workers+=("worker-$((${#workers[@]} + 1))")
      begin "${workers[-1]}" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores "$cores" \
        --memory 1g --webui-port 0 --work-dir "$folder/work-${#workers[@]}" "$address"
    done
    for worker in "${workers[@]}"; do
      await "$worker" 'Successfully registered with master'
    done
    echo "$address"
    ;;
  stop)
    for file in "$folder"/worker-*.pid "$folder"/master.pid; do
      kill "$(cat "$file")" 2>/dev/null || true
    done
    for file in "$folder"/*.pid; do
      tail -s 0.05 --pid="$(cat "$file")" -f /dev/null
      rm "$file"
    done
    ;;
  *) exit 2 ;;
esac
