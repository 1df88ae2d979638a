#!/usr/bin/env python3
"""Measures matrix product states beside Aer's: the same OpenQASM files, one thread, interleaved rounds, medians, ratios.

  Benchmarks/mps/run.py [--work ghz_n100,...] [--rounds 5] [--peers VENV]

A round is one simulation from |0...0> to the amplitude of |0...0>. Ours is `statevector-bench --method mps`, whose first
simulation in each process is not counted; Aer cuts at the same weight (1e-16) and says its own time_taken. Qiskit and Aer are
installed from PyPI, pinned by peers.txt.
"""
import argparse
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
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


def ours(binary, file):
    done = subprocess.run([binary, file, '--method', 'mps', '--repeat', '3'], capture_output=True, text=True, check=True)
    seconds = [float(s) for s in re.findall(r'simulate (\S+)', done.stderr)][1:]
    run = json.loads(done.stdout)['runs'][0]
    amplitude = run['amplitude0']
    return statistics.median(seconds), amplitude['re'] ** 2 + amplitude['im'] ** 2, run.get('truncationError')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', default=','.join(WORK))
    parser.add_argument('--rounds', type=int, default=5)
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'proxima')
    parser.add_argument('--peers', default=os.path.join(cache, 'mps-peers'))
    parser.add_argument('--files', default=os.path.join(cache, 'mps-circuits'))
    parser.add_argument('--build', default='.build-bench')
    parser.add_argument('--no-build', action='store_true')
    parser.add_argument('--out', default=os.path.join(HERE, 'results.jsonl'))
    arguments = parser.parse_args()
    os.makedirs(arguments.files, exist_ok=True)
    python = os.path.join(arguments.peers, 'bin', 'python')
    if not os.path.exists(python):
        subprocess.check_call([sys.executable, '-m', 'venv', arguments.peers])
        subprocess.check_call([python, '-m', 'pip', 'install', '-q', '-r', os.path.join(HERE, 'peers.txt')])
    if not arguments.no_build:
        subprocess.check_call(['swift', 'build', '-c', 'release', '--product', 'statevector-bench', '--scratch-path',
                               arguments.build], cwd=ROOT, stdout=sys.stderr)
    binary = os.path.join(ROOT, arguments.build, 'release', 'statevector-bench')
    version = subprocess.check_output([python, '-c', 'import qiskit_aer; print(qiskit_aer.__version__)'], text=True).strip()
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), 'unknown')
    print('| work | Aer (ms) | ours (ms) | ours / Aer | goal | agree |')
    print('| --- | --- | --- | --- | --- | --- |')
    for name in arguments.work.split(','):
        file = os.path.join(arguments.files, name + '.qasm')
        with open(file, 'w') as out:
            out.write(WORK[name]())
        peer = subprocess.Popen([python, '-c', PEER, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        peer.stdout.readline()
        mine, theirs = [], []
        for number in range(arguments.rounds + 1):
            seconds, value, error = ours(binary, file)
            peer.stdin.write('run\n')
            peer.stdin.flush()
            answer = json.loads(peer.stdout.readline())
            if number:
                mine.append(seconds)
                theirs.append(answer['seconds'])
        peer.kill()
        peer.wait()
        agree = abs(value - answer['value']) <= 1e-3 * max(value, 1e-30)
        row = {'work': name, 'ours': statistics.median(mine), 'aer': statistics.median(theirs), 'rounds': arguments.rounds,
               'agree': agree, 'value': [value, answer['value']], 'truncationError': error,
               'versions': {'ours': commit, 'aer': version, 'cpu': cpu}, 'time': int(time.time())}
        with open(arguments.out, 'a') as out:
            out.write(json.dumps(row) + '\n')
        print(f"| {name} | {row['aer'] * 1e3:.1f} | {row['ours'] * 1e3:.1f} | {row['ours'] / row['aer']:.3f} | 0.5 | "
              f"{'yes' if agree else 'NO'} |", flush=True)


if __name__ == '__main__':
    main()
