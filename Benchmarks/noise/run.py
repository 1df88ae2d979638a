#!/usr/bin/env python3
"""Measures the native noisy methods beside their peers: same circuits, interleaved rounds, medians, ratios.

  Benchmarks/noise/run.py [--rows density,trajectories,low_rank] [--threads 1,2] [--rounds 5]

Depolarizing follows every gate: p1 after one qubit, p2 after two. Each simulator lives in a process of its own that is
stopped while others run; what is timed is one run to probabilities (density) or counts (trajectories). Ours is `noise-bench`
in release. Peers are installed from PyPI, pinned by peers.txt, into a folder outside the repository (--peers).
"""
import os
import sys

import workloads

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import bench  # noqa: E402

# kind, qubits, depth, precision, shots, p1, p2, peers, goal
ROWS = [('density', n, 10, p, 0, 0.001, 0.01, ['aer'] + (['qulacs'] if n == 8 and p == 'double' else []) + (['cirq'] if n == 8 else []), 0.2)
        for n in (8, 10, 12) for p in ('single', 'double')]
ROWS += [('trajectories', n, 10, 'single', s, 0.001, 0.01, ['qulacs', 'qsim'], 0.5) for n, s in ((12, 1000), (20, 5))]
ROWS += [('trajectories', n, 10, 'double', s, 0.001, 0.01, ['qulacs'], 0.5) for n, s in ((12, 1000), (20, 5))]
ROWS += [('low_rank', n, depth, 'double', 0, 0.001, 0.001, [], 0.5) for n in (10, 12) for depth in (1, 3, 5)]


def competitors(arguments, row, file, threads):
    kind, qubits, depth, precision, shots, p1, p2, peers, _ = row
    ours = [arguments.ours, file, '--threads', str(threads), '--precision', precision, '--shots', str(shots), '--p1', str(p1), '--p2', str(p2)]
    if kind == 'density':
        yield 'ours', ours + ['--method', 'density_matrix']
    elif kind == 'trajectories':
        yield 'ours', ours + ['--method', 'trajectories']
    else:
        yield 'our density matrix', ours + ['--method', 'density_matrix']
        yield 'ours', ours + ['--method', 'low_rank', '--accuracy', '0.01']
        yield 'ours 1e-3', ours + ['--method', 'low_rank', '--accuracy', '0.001']
    for peer in peers:
        yield peer, [arguments.python, os.path.join(HERE, 'peer.py'), peer, str(qubits), str(depth), precision, str(threads), str(shots), str(p1), str(p2)]


def measure(arguments, row, threads):
    kind, qubits, depth, precision, shots, p1, p2, _, goal = row
    file = os.path.join(arguments.files, f'brick_{qubits}_{depth}.qasm')
    with open(file, 'w') as out:
        out.write(workloads.text(qubits, depth))
    everybody = [bench.Competitor(name, command, HERE, threads)
                 for name, command in competitors(arguments, row, file, threads)]
    bench.compete(everybody, arguments.rounds)
    found = {'kind': kind, 'qubits': qubits, 'depth': depth, 'precision': precision, 'threads': threads, 'shots': shots,
             'p1': p1, 'p2': p2, 'goal': goal, 'seconds': {o.name: o.median for o in everybody if o.median},
             'rounds': {o.name: len(o.samples) or 1 for o in everybody if o.median},
             'values': {o.name: o.last.get('value') for o in everybody if o.last}}
    found['bounds'] = {o.name: (o.last.get('error'), o.last.get('rank')) for o in everybody if o.last.get('rank')}
    if not shots and kind == 'density':
        values = list(found['values'].values())
        found['agree'] = max(values) - min(values) <= (1e-3 if precision == 'single' else 1e-9) * max(values)
    return found


def show(rows):
    print('| work | precision | threads | ours (ms) | others (ms) | ours / best | goal |')
    print('| --- | --- | --- | --- | --- | --- | --- |')
    for r in rows:
        others = {k: v for k, v in r['seconds'].items() if not k.startswith('ours')}
        ours = {k: v for k, v in r['seconds'].items() if k.startswith('ours')}
        best = min(others.values(), default=None)
        what = f"{r['kind']} n={r['qubits']} depth {r['depth']}" + (f", {r['shots']} shots" if r['shots'] else '')
        for name, seconds in ours.items():
            bound = r['bounds'].get(name)
            note = f' (bound {bound[0]:.1e}, rank {bound[1]})' if bound and bound[0] else ''
            listed = ', '.join(f'{k} {v * 1e3:.1f}' for k, v in sorted(others.items(), key=lambda i: i[1]))
            print(f"| {what}{note} | {r['precision']} | {r['threads']} | {seconds * 1e3:.1f} | {listed} | "
                  f"{seconds / best:.3f} | {r['goal']} |" + ('' if r.get('agree', True) else ' DISAGREE'))


def main():
    parser = bench.parser(__doc__, HERE)
    parser.add_argument('--rows', default='density,trajectories,low_rank')
    parser.add_argument('--qubits', default='8,10,12,20')
    parser.add_argument('--threads', default='1,2')
    arguments = parser.parse_args()
    arguments.python, arguments.ours = bench.python(arguments), bench.program(arguments, 'noise-bench')
    rows = []
    for row in ROWS:
        for threads in map(int, arguments.threads.split(',')):
            if row[0] in arguments.rows.split(',') and str(row[1]) in arguments.qubits.split(','):
                rows.append(measure(arguments, row, threads))
                bench.record(arguments, rows[-1])
    show(rows)


if __name__ == '__main__':
    main()
