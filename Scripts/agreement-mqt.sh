#!/bin/sh
# Compares the whole states of all MQT Bench circuits of 16, 18 and 20 qubits, up to 20,000 operations, with those of Qiskit
# Aer and Cirq: Scripts/agreement-mqt.sh. Prints the largest difference of each, and what was left out. Takes some minutes.
set -eu
cd "$(dirname "$0")/.."
PROXIMA_MQT_BENCH=all
export PROXIMA_MQT_BENCH
exec ./test --filter MQTBenchTests
