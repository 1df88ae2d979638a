#!/bin/sh
# Runs random noisy circuits on every backend that ./test installs and by every method of our own, all pairs compared:
# Scripts/agreement.sh [CIRCUITS]; 200 where nothing is said. Takes minutes.
set -eu
cd "$(dirname "$0")/.."
PROXIMA_RANDOM_CIRCUITS=${1:-200}
export PROXIMA_RANDOM_CIRCUITS
exec ./test --filter RandomNoisyTests
