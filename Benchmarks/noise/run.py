#!/usr/bin/env python3
"""Measures the native noisy methods beside their peers: same circuits, interleaved rounds, medians, ratios.

  Benchmarks/noise/run.py [--rows density,trajectories,low_rank] [--threads 1,2] [--rounds 5]

Depolarizing follows every gate: p1 after one qubit, p2 after two. Each simulator lives in a process of its own that is
stopped while others run; what is timed is one run to probabilities (density) or counts (trajectories). Ours is `noise-bench`
in release. Peers are installed from PyPI, pinned by peers.txt, into a folder outside the repository (--peers).
"""
import argparse
import json
import os
import select
import signal
import statistics
import subprocess
import sys
import time

import workloads

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# kind, qubits, depth, precision, shots, p1, p2, peers, goal
ROWS = [('density', n, 10, p, 0, 0.001, 0.01, ['aer'] + (['qulacs'] if n == 8 and p == 'double' else []) + (['cirq'] if n == 8 else []), 0.2)
        for n in (8, 10, 12) for p in ('single', 'double')]
ROWS += [('trajectories', n, 10, 'single', s, 0.001, 0.01, ['qulacs', 'qsim'], 0.5) for n, s in ((12, 1000), (20, 5))]
ROWS += [('trajectories', n, 10, 'double', s, 0.001, 0.01, ['qulacs'], 0.5) for n, s in ((12, 1000), (20, 5))]
ROWS += [('low_rank', n, depth, 'double', 0, 0.001, 0.001, [], 0.5) for n in (10, 12) for depth in (1, 3, 5)]


class Competitor:
    """A process that answers each line with the seconds of one run."""

    def __init__(self, name, command, threads):
        environment = dict(os.environ)
        for key in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'QULACS_NUM_THREADS'):
            environment[key] = str(threads)
        self.name, self.samples, self.warm, self.last = name, [], None, {}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                                        stderr=subprocess.DEVNULL, cwd=HERE)
        self.alive = bool(self.process.stdout.readline())
        self.process.send_signal(signal.SIGSTOP)

    def round(self, number, timeout):
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.stdin.write('run\n')
            self.process.stdin.flush()
        except BrokenPipeError:
            self.alive = False
            return
        ready, _, _ = select.select([self.process.stdout], [], [], timeout)
        line = self.process.stdout.readline() if ready else ''
        if not line:
            self.alive = False
            return
        self.last = json.loads(line)
        if number == 0:
            self.warm = self.last['seconds']
        else:
            self.samples.append(self.last['seconds'])
        self.process.send_signal(signal.SIGSTOP)

    def end(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()

    @property
    def median(self):
        return statistics.median(self.samples) if self.samples else self.warm


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
    python = os.path.join(arguments.peers, 'bin', 'python')
    for peer in peers:
        yield peer, [python, os.path.join(HERE, 'peer.py'), peer, str(qubits), str(depth), precision, str(threads), str(shots), str(p1), str(p2)]


def measure(arguments, row, threads):
    kind, qubits, depth, precision, shots, p1, p2, _, goal = row
    file = os.path.join(arguments.work, f'brick_{qubits}_{depth}.qasm')
    with open(file, 'w') as out:
        out.write(workloads.text(qubits, depth))
    everybody = [Competitor(name, command, threads) for name, command in competitors(arguments, row, file, threads)]
    for number in range(arguments.rounds + 1):
        for one in everybody[number % len(everybody):] + everybody[:number % len(everybody)]:
            # Who takes over eight seconds is measured once.
            if one.alive and not (number and one.median and one.median > 8):
                one.round(number, 120)
    for one in everybody:
        one.end()
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rows', default='density,trajectories,low_rank')
    parser.add_argument('--threads', default='1,2')
    parser.add_argument('--rounds', type=int, default=5)
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'proxima')
    parser.add_argument('--peers', default=os.path.join(cache, 'noise-peers'))
    parser.add_argument('--work', default=os.path.join(cache, 'noise-circuits'))
    parser.add_argument('--build', default='.build-bench')
    parser.add_argument('--ours', help='a noise-bench that is already built')
    parser.add_argument('--out', default=os.path.join(HERE, 'results.jsonl'))
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    python = os.path.join(arguments.peers, 'bin', 'python')
    if not os.path.exists(python):
        print('installing the peers into', arguments.peers, file=sys.stderr)
        subprocess.check_call([sys.executable, '-m', 'venv', arguments.peers])
        subprocess.check_call([python, '-m', 'pip', 'install', '-q', '-r', os.path.join(HERE, 'peers.txt')])
    if not arguments.ours:
        subprocess.check_call(['swift', 'build', '-c', 'release', '--product', 'noise-bench', '--scratch-path', arguments.build],
                              cwd=ROOT, stdout=sys.stderr)
        arguments.ours = os.path.join(ROOT, arguments.build, 'release', 'noise-bench')
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    pins = ' '.join(l.strip() for l in open(os.path.join(HERE, 'peers.txt')) if '==' in l)
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), 'unknown')
    rows = []
    for row in ROWS:
        for threads in map(int, arguments.threads.split(',')):
            if row[0] not in arguments.rows.split(','):
                continue
            found = measure(arguments, row, threads)
            found['versions'] = {'ours': commit, 'peers': pins, 'cpu': cpu}
            found['time'] = int(time.time())
            rows.append(found)
            with open(arguments.out, 'a') as out:
                out.write(json.dumps(found) + '\n')
    show(rows)


if __name__ == '__main__':
    main()
