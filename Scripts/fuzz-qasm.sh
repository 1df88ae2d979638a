#!/bin/sh
# Reads many mutated OpenQASM programs: Scripts/fuzz-qasm.sh [COUNT], 1,000,000 by default. No crash, none takes over a
# second of processor time, every error has a place. ./test runs the same with 20,000.
set -eu
cd "$(dirname "$0")/.."
PROXIMA_ONLY=CircuitsTests
PROXIMA_FUZZ_SEEDS=${1:-1000000}
export PROXIMA_ONLY PROXIMA_FUZZ_SEEDS
swift build --build-tests
exec swift test --skip-build --filter FuzzTests
