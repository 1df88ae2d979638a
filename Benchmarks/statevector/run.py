#!/usr/bin/env python3
"""Measures the native state vector beside its peers: the same circuits, interleaved rounds, medians, ratios.

  Benchmarks/statevector/run.py [--circuits rqc_n20,hea_n20,qft_n20,ghz_n24] [--threads 1,2] [--rounds 5]

Each simulator lives in a process of its own that loads the circuit, untimed, and simulates once a round from |0...0> to
one amplitude read out (Lightning: one expectation value); who is not in turn is stopped. Ours is `statevector-bench`,
built in release; its line `dense` has the search for structure switched off. Rows go to results.jsonl as they are done,
and a row that is there for the same versions is not measured again. Peers are installed from PyPI, pinned by peers.txt,
into a folder outside the repository (--peers).
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

import peer
import workloads

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# Ratio to the best peer that the state vector must not exceed.
GOALS = {('rqc_n20', 'single'): 0.6, ('hea_n20', 'single'): 0.6, ('rqc_n24', 'single'): 0.75, ('hea_n24', 'single'): 0.75,
         ('rqc_n20', 'double'): 0.25, ('hea_n20', 'double'): 0.25, ('rqc_n24', 'double'): 0.3, ('hea_n24', 'double'): 0.3}


class Competitor:
    """A process that answers each line with the seconds of one simulation."""

    def __init__(self, name, command, threads):
        environment = dict(os.environ)
        for key in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'QULACS_NUM_THREADS'):
            environment[key] = str(threads)
        self.name, self.samples, self.value, self.alive = name, [], None, True
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                                        stderr=subprocess.DEVNULL)
        self.alive = bool(self.process.stdout.readline())
        self.process.send_signal(signal.SIGSTOP)

    def round(self, timeout):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write('run\n')
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], timeout)
        line = self.process.stdout.readline() if ready else ''
        if not line:
            self.alive = False
            self.process.kill()
            return
        answer = json.loads(line)
        self.samples.append(answer['seconds'])
        self.value = answer.get('value')
        self.process.send_signal(signal.SIGSTOP)

    def end(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()


def competitors(arguments, circuit, file, precision, threads):
    binary = os.path.join(ROOT, arguments.build, 'release', 'statevector-bench')
    ours = [binary, file, '--threads', str(threads), '--precision', precision, '--shots',
            str(workloads.shots(circuit)), '--serve', 'yes']
    yield 'ours', ours
    yield 'ours dense', ours + ['--structure', 'no']
    python = os.path.join(arguments.peers, 'bin', 'python')
    for name, (precisions, threaded) in peer.OFFERS.items():
        if precision in precisions and (threads == 1 or threaded):
            yield name, [python, os.path.join(HERE, 'peer.py'), name, circuit, precision, str(threads)]


def row(arguments, circuit, precision, threads):
    file = os.path.join(arguments.work, circuit + '.qasm')
    qubits, operations = workloads.make(circuit)
    with open(file, 'w') as out:
        out.write(workloads.text(qubits, operations))
    everybody = [Competitor(name, command, threads)
                 for name, command in competitors(arguments, circuit, file, precision, threads)]
    for number in range(arguments.rounds + 1):
        for one in everybody[number % len(everybody):] + everybody[:number % len(everybody)]:
            best = min((statistics.median(o.samples) for o in everybody if o.samples), default=None)
            slow = number > 1 and best and one.samples and statistics.median(one.samples) > 10 * best
            if one.alive and not slow:
                one.round(120)
                if number == 0 and one.samples:
                    one.warm = one.samples.pop()
    for one in everybody:
        one.end()
        one.samples = one.samples or ([one.warm] if hasattr(one, 'warm') else [])
    values = [o.value for o in everybody if o.value is not None]
    agree = not values or max(values) - min(values) <= (1e-3 if precision == 'single' else 1e-10) * max(max(values), 1e-300)
    return {'circuit': circuit, 'gates': len(operations), 'precision': precision, 'threads': threads, 'agree': agree,
            'seconds': {o.name: statistics.median(o.samples) for o in everybody if o.samples},
            'rounds': {o.name: len(o.samples) for o in everybody}}


def prepare(arguments):
    os.makedirs(arguments.work, exist_ok=True)
    python = os.path.join(arguments.peers, 'bin', 'python')
    if not os.path.exists(python):
        print('installing the peers into', arguments.peers, file=sys.stderr)
        subprocess.check_call([sys.executable, '-m', 'venv', arguments.peers])
        subprocess.check_call([python, '-m', 'pip', 'install', '-q', '-r', os.path.join(HERE, 'peers.txt')])
    if not arguments.no_build:
        subprocess.check_call(['swift', 'build', '-c', 'release', '--product', 'statevector-bench', '--scratch-path',
                               arguments.build], cwd=ROOT, stdout=sys.stderr)
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    pins = ' '.join(l.strip() for l in open(os.path.join(HERE, 'peers.txt')) if '==' in l)
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), 'unknown')
    return {'ours': commit, 'peers': pins, 'cpu': cpu}


def show(rows):
    print('| circuit | precision | threads | best peer (ms) | ours / best | ours dense / best | goal | others / best |')
    print('| --- | --- | --- | --- | --- | --- | --- | --- |')
    for r in rows:
        peers = {k: v for k, v in r['seconds'].items() if not k.startswith('ours')}
        dense = {k: v for k, v in peers.items() if k not in peer.STRUCTURED}
        if not dense:
            continue
        # The goals are set against the best that works on the whole state; the others stand beside it.
        name, best = min(dense.items(), key=lambda item: item[1])
        ratio = lambda key: f"{r['seconds'][key] / best:.3f}" if key in r['seconds'] else '-'
        goal = GOALS.get((r['circuit'], r['precision']), 0.5)
        others = ', '.join(f'{k} {v / best:.2f}' for k, v in sorted(peers.items(), key=lambda i: i[1]) if k != name)
        print(f"| {r['circuit']} | {r['precision']} | {r['threads']} | {name} ({best * 1e3:.1f}) | {ratio('ours')} | "
              f"{ratio('ours dense')} | {goal} | {others} |" + ('' if r['agree'] else ' DISAGREE'))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--circuits', default='rqc_n20,hea_n20,qft_n20,ghz_n24')
    parser.add_argument('--precisions', default='single,double')
    parser.add_argument('--threads', default='1,2')
    parser.add_argument('--rounds', type=int, default=5)
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'proxima')
    parser.add_argument('--peers', default=os.path.join(cache, 'statevector-peers'))
    parser.add_argument('--work', default=os.path.join(cache, 'statevector-circuits'))
    parser.add_argument('--build', default='.build-bench')
    parser.add_argument('--no-build', action='store_true')
    parser.add_argument('--out', default=os.path.join(HERE, 'results.jsonl'))
    arguments = parser.parse_args()
    versions = prepare(arguments)
    done = [json.loads(l) for l in open(arguments.out)] if os.path.exists(arguments.out) else []
    done = [r for r in done if r['versions'] == versions]
    rows = []
    for circuit in arguments.circuits.split(','):
        for precision in arguments.precisions.split(','):
            for threads in map(int, arguments.threads.split(',')):
                key = (circuit, precision, threads)
                found = [r for r in done if (r['circuit'], r['precision'], r['threads']) == key]
                if not found:
                    found = [row(arguments, *key) | {'versions': versions, 'time': int(time.time())}]
                    with open(arguments.out, 'a') as out:
                        out.write(json.dumps(found[0]) + '\n')
                rows.append(found[-1])
                print(f'{key} done', file=sys.stderr)
    show(rows)


if __name__ == '__main__':
    main()
