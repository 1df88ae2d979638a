#!/bin/sh
# Presses many random keys, clicks and sizes in the real monitor, in a pseudo-terminal, while a crew tells it hostile texts:
# Scripts/fuzz-monitor.sh [COUNT], 10,000 by default. No crash, no sequence from outside reaches the terminal, the terminal
# is sane afterwards. ./test runs the same with 1,500.
set -eu
cd "$(dirname "$0")/.."
PROXIMA_ONLY=MonitorTests
PROXIMA_FUZZ_MONITOR=${1:-10000}
export PROXIMA_ONLY PROXIMA_FUZZ_MONITOR
swift build --build-tests
exec swift test --skip-build --filter HostileTests
