#!/usr/bin/env python3
"""Measures matrix product states beside Aer's: the same OpenQASM files, one thread, interleaved rounds, medians, ratios.

  Benchmarks/mps/run.py [--work ghz_n100,...] [--rounds 5] [--peers VENV]

A round is one simulation from |0...0> to the amplitude of |0...0>, in processes that live through all rounds and are stopped
while the other runs. Ours is `statevector-bench --method mps`; Aer cuts at the same weight (1e-16) and says its own
time_taken. Qiskit and Aer are installed from PyPI, pinned by peers.txt.
"""
import math
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import bench  # noqa: E402

PEER = '''
import json, sys, qiskit, qiskit.qasm2
from qiskit_aer import AerSimulator
circuit = qiskit.qasm2.load(sys.argv[1])
circuit.save_amplitudes([0])
simulator = AerSimulator(method='matrix_product_state', max_parallel_threads=1, matrix_product_state_truncation_threshold=1e-16)
print('ready', flush=True)
for line in sys.stdin:
    result = simulator.run(circuit, shots=1).result()
    amplitude = complex(result.data()['amplitudes'][0])
    print(json.dumps({'seconds': result.results[0].time_taken, 'value': abs(amplitude) ** 2}), flush=True)
'''


def text(n, operations):
    lines = ['OPENQASM 2.0;', 'include "qelib1.inc";', f'qreg q[{n}];']
    return '\n'.join(lines + operations) + '\n'


def ghz(n):
    return text(n, ['h q[0];'] + [f'cx q[{i}],q[{i + 1}];' for i in range(n - 1)])


def ising(n, steps=10, dt=0.1):
    operations = []
    for _ in range(steps):
        for i in range(n - 1):
            operations += [f'cx q[{i}],q[{i + 1}];', f'rz({2 * dt}) q[{i + 1}];', f'cx q[{i}],q[{i + 1}];']
        operations += [f'rx({2 * dt}) q[{i}];' for i in range(n)]
    return text(n, operations)


def ansatz(n, layers=3):
    numbers, operations = random.Random(5), []
    for layer in range(layers + 1):
        for i in range(n):
            operations += [f'ry({numbers.uniform(0, 2 * math.pi)}) q[{i}];', f'rz({numbers.uniform(0, 2 * math.pi)}) q[{i}];']
        if layer < layers:
            operations += [f'cx q[{i}],q[{i + 1}];' for i in range(n - 1)]
    return text(n, operations)


WORK = {'ghz_n100': lambda: ghz(100), 'ising_n50': lambda: ising(50), 'ising_n100': lambda: ising(100),
        'ansatz_n50': lambda: ansatz(50)}


def main():
    parser = bench.parser(__doc__, HERE)
    parser.add_argument('--work', default=','.join(WORK))
    arguments = parser.parse_args()
    python, binary = bench.python(arguments), bench.program(arguments, 'statevector-bench')
    print('| work | Aer (ms) | ours (ms) | ours / Aer | goal | agree |')
    print('| --- | --- | --- | --- | --- | --- |')
    for name in arguments.work.split(','):
        file = os.path.join(arguments.files, name + '.qasm')
        with open(file, 'w') as out:
            out.write(WORK[name]())
        ours = bench.Competitor('ours', [binary, file, '--method', 'mps', '--serve', 'yes'], HERE)
        aer = bench.Competitor('aer', [python, '-c', PEER, file], HERE, threads=1)
        bench.compete([ours, aer], arguments.rounds)
        value, other = ours.last['value'], aer.last['value']
        agree = abs(value - other) <= 1e-3 * max(value, 1e-30)
        bench.record(arguments, {
            'work': name, 'ours': ours.median, 'aer': aer.median, 'rounds': arguments.rounds, 'agree': agree,
            'value': [value, other], 'truncationError': ours.last.get('error')})
        print(f"| {name} | {aer.median * 1e3:.2f} | {ours.median * 1e3:.2f} | {ours.median / aer.median:.3f} | 0.5 | "
              f"{'yes' if agree else 'NO'} |", flush=True)


if __name__ == '__main__':
    main()
