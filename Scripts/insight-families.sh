#!/bin/sh
# Runs every circuit family in one crew of its own and recomputes the numbers of its insight: insight-families.sh [--short]
# PROXIMA names the program, .build/debug/proxima where it is not set.
set -eu
cd "$(dirname "$0")/.."
program=${PROXIMA:-$PWD/.build/debug/proxima}
folder=$(mktemp -d)
PROXIMA_HOME=$folder/home
export PROXIMA_HOME
finish() {
  "$program" down >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT INT TERM
short="Bell state, 1000 shots, seed 5
Grover search for 101 with 2000 shots, seed 5
QAOA on the graph with edges 0-1, 1-2, 2-3, 3-0, 0-2, two layers, 2000 shots, seed 5
VQE for lithium hydride, 2000 shots, seed 5
surface code of distance 3 under 1% depolarizing noise, 2000 shots, seed 5"
long="5 qubit GHZ state, 1% depolarizing noise, 2000 shots, seed 5
4 qubit W state, seed 5
4 qubit cluster state, seed 5
4 qubit QFT, seed 5
4 qubit inverse QFT, seed 5
Grover search for 0110 and 1001 with 3% readout error, seed 5
Deutsch-Jozsa on 4 bits, seed 5
Bernstein-Vazirani with secret 10110, 1% readout error, seed 5
Simon's algorithm with secret 1101, seed 5
phase estimation with 5 qubits, seed 5
amplitude estimation with 5 qubits, seed 5
teleport a qubit, seed 5
superdense coding with 2% readout error, seed 5
CHSH test with 4000 shots, seed 5
swap test, seed 5
VQE for the hydrogen molecule, 2000 shots, seed 5
QAOA for max-cut on a 6-node ring with 3 layers, 4000 shots, seed 5
QAOA on the weighted graph [[0,1,2.5],[1,2,-1],[2,3,0.5],[3,0,1],[0,2,2]] with 2 layers, 2000 shots, seed 5
HHL with A = [[2, -i], [i, 3]] and b = [1, 0.5i], 4000 shots, seed 5
random circuit of 5 qubits and depth 8, seed 5
quantum volume circuit of 4 qubits, seed 5
factor 15 with Shor's algorithm, seed 5
factor 21 with Shor's algorithm, seed 5
bit flip code under 2% bit flip noise, seed 5
phase flip code under 2% phase flip noise, seed 5
Shor's nine-qubit code under 0.5% depolarizing noise, seed 5
Steane code under 0.5% depolarizing noise, seed 5
surface code of distance 5 over 5 rounds under 0.3% depolarizing noise, 4000 shots, seed 5
quantum walk with 8 steps on 5 qubits, seed 5
6-site transverse field Ising chain with 8 trotter steps, seed 5
6-site Heisenberg chain with 8 trotter steps, seed 5
HHL algorithm, seed 5
solve A x = b by HHL with A = [[3, 1, 0, 1], [1, 4, 1, 0], [0, 1, 3, 1], [1, 0, 1, 5]] and b = [1, 0, 2, 1], 4000 shots, seed 5
add 3 and 5 with a 3-bit adder, seed 5"
asks=$short
[ "${1:-}" = --short ] || asks="$short
$long"
failed=0
number=0
echo "$asks" >"$folder/asks"
while IFS= read -r ask; do
  number=$((number + 1))
  report=$folder/$(printf %02d $number).json
  if ! "$program" ask --yes --json "$ask" >"$report" 2>"$folder/said" </dev/null; then
    echo "insight: '$ask' did not run: $(head -c 400 "$report") $(tail -n 2 "$folder/said")" >&2
    failed=1
    rm -f "$report"
  fi
done <"$folder/asks"
[ -z "${KEEP:-}" ] || cp "$folder"/*.json "$KEEP"/
python3 Scripts/check_insight.py "$folder"/*.json || failed=1
exit $failed
