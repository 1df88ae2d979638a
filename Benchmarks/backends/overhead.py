"""What Proxima adds to Aer for a Bell pair on a warm worker: rounds of both, one after the other, medians of the rounds.

    ENVIRONMENT/bin/python Benchmarks/backends/overhead.py PROGRAMS ENVIRONMENTS [ROUNDS]

PROGRAMS holds proxima-executor and backends-bench (a release build); ENVIRONMENTS is the folder in which `proxima backends
install aer` made `aer`, whose python runs this. Beside it: what the native executor adds to its own simulator.
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
    settings = dict(os.environ, PROXIMA_ENVIRONMENTS=os.path.abspath(environment))
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


def native(programs):
    done = subprocess.run([programs + "/backends-bench", "native"], check=True, capture_output=True, text=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["simulatorSeconds"], answer["executorSeconds"]


def main():
    programs, environment = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    whole, aer, own, ours = [], [], [], []
    directly()
    for _ in range(rounds):
        aer.append(directly())
        whole.append(through_proxima(programs, environment)[0])
        simulator, executor = native(programs)
        own.append(simulator)
        ours.append(executor)
    a, w = statistics.median(aer), statistics.median(whole)
    print(f"qiskit {qiskit.__version__}, qiskit-aer {qiskit_aer.__version__}, {rounds} rounds of {REPEATS}")
    print(f"Aer itself {a * 1e3:.2f} ms, through a warm worker {w * 1e3:.2f} ms: {(w - a) * 1e3:+.2f} ms (goal: at most 5), ratio {w / a:.2f}")
    s, e = statistics.median(own), statistics.median(ours)
    print(f"the simulator itself {s * 1e3:.3f} ms, through the native executor {e * 1e3:.3f} ms: {(e - s) * 1e3:+.3f} ms (goal: at most 3)")
    return 0 if w - a <= 5e-3 and e - s <= 3e-3 else 1


if __name__ == "__main__":
    sys.exit(main())
