"""What Proxima adds to Aer for a Bell pair on a warm worker: rounds of both, one after the other, medians of the rounds.

    ENVIRONMENT/bin/python Benchmarks/backends/overhead.py PROGRAMS ENVIRONMENT [ROUNDS]

PROGRAMS holds proxima-executor (a release build); ENVIRONMENT is that of `proxima backends install aer`, whose python runs this.
"""

import json
import os
import statistics
import subprocess
import sys
import time

import qiskit
import qiskit_aer
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

REPEATS = 200


def through_proxima(programs, environment):
    settings = dict(os.environ, PROXIMA_ENVIRONMENTS=os.path.dirname(os.path.abspath(environment)))
    done = subprocess.run([programs + "/proxima-executor", "--probe", "aer", str(REPEATS)], env=settings, check=True,
                          capture_output=True, text=True)
    finding = json.loads(done.stdout.splitlines()[-1])
    return finding["medianSeconds"], finding["medianOwnSeconds"]


def directly():
    simulator = AerSimulator(method="statevector")
    times = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        circuit = QuantumCircuit(2, 2)
        circuit.h(0)
        circuit.cx(0, 1)
        circuit.measure([0, 1], [0, 1])
        simulator.run(circuit, shots=1000, seed_simulator=7).result().get_counts()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main():
    programs, environment = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    whole, aer = [], []
    directly()
    for _ in range(rounds):
        aer.append(directly())
        whole.append(through_proxima(programs, environment)[0])
    a, w = statistics.median(aer), statistics.median(whole)
    print(f"qiskit {qiskit.__version__}, qiskit-aer {qiskit_aer.__version__}, {rounds} rounds of {REPEATS}")
    print(f"Aer itself {a * 1e3:.2f} ms, through a warm worker {w * 1e3:.2f} ms: {(w - a) * 1e3:+.2f} ms (goal: at most 5), ratio {w / a:.2f}")
    return 0 if w - a <= 5e-3 else 1


if __name__ == "__main__":
    sys.exit(main())
