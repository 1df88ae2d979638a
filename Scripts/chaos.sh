#!/bin/sh
# Kills random processes of a crew, half a second apart, while tasks run; ends 1 where one is lost, doubled or wrong.
# usage: Scripts/chaos.sh [TASKS [SEED...]]      200 tasks and the seeds 1 2 3 where nothing is said
set -eu
cd "$(dirname "$0")/.."
tasks=${1:-200}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- 1 2 3
swift build --build-tests
for seed; do
  echo "chaos: seed $seed, $tasks tasks"
  PROXIMA_CHAOS_TASKS=$tasks PROXIMA_CHAOS_SEED=$seed swift test --skip-build --filter EndToEndTests.ChaosTests
done
