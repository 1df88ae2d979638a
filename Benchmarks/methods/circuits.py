"""Writes every algorithm of MQT Bench at a size, or the nearest below that it offers, as OpenQASM: circuits.py FOLDER SIZE."""
import os
import sys
import warnings

warnings.filterwarnings('ignore')
from mqt.bench import BenchmarkLevel, get_benchmark
from mqt.bench.benchmarks import get_available_benchmark_names
from qiskit import qasm2, qasm3, transpile


def text(circuit):
    """OpenQASM 2, or 3 where it has what 2 cannot say; matrices and prepared states are decomposed first."""
    plain = lambda: transpile(circuit, basis_gates=['u', 'cx'], optimization_level=0)
    for attempt in (lambda: qasm2.dumps(circuit), lambda: qasm3.dumps(circuit), lambda: qasm2.dumps(plain())):
        try:
            return attempt()
        except Exception:
            continue
    return None


def write(folder, name, wanted):
    for size in range(wanted, wanted - 7, -1):
        path = os.path.join(folder, f'{name}_{size}.qasm')
        if os.path.exists(path):
            return
        try:
            body = text(get_benchmark(name, BenchmarkLevel.ALG, size))
        except Exception:
            continue
        if body:
            with open(path, 'w') as out:
                out.write(body)
            return
    print('left out:', name, file=sys.stderr)


if __name__ == '__main__':
    for each in get_available_benchmark_names():
        write(sys.argv[1], each, int(sys.argv[2]))
