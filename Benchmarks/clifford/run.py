#!/usr/bin/env python3
"""Measures the Clifford simulator beside Stim: the same files, one thread each, interleaved rounds, medians, ratios.

  Benchmarks/clifford/run.py [--work random_n1000_d20,...] [--rounds 5] [--peers VENV]

Each side reads the text, compiles and runs in every round, in a process of its own that is stopped while the other runs.
Ours also counts what it saw. Rows go to results.jsonl. Stim is installed from PyPI, pinned by peers.txt.
"""
import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Competitor:
    def __init__(self, command):
        self.samples, self.answer = [], None
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE)
        self.process.stdout.readline()
        self.process.send_signal(signal.SIGSTOP)

    def round(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write('run\n')
        self.process.stdin.flush()
        self.answer = json.loads(self.process.stdout.readline())
        self.process.send_signal(signal.SIGSTOP)
        self.samples.append(self.answer['seconds'])

    def end(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', default='')
    parser.add_argument('--rounds', type=int, default=5)
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'proxima')
    parser.add_argument('--peers', default=os.path.join(cache, 'clifford-peers'))
    parser.add_argument('--files', default=os.path.join(cache, 'clifford-circuits'))
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
        subprocess.check_call(['swift', 'build', '-c', 'release', '--product', 'clifford-bench', '--scratch-path',
                               arguments.build], cwd=ROOT, stdout=sys.stderr)
    binary = os.path.join(ROOT, arguments.build, 'release', 'clifford-bench')
    listing = 'import workloads, json; print(json.dumps({k: [v[1], v[2], v[3]] for k, v in workloads.WORK.items()}))'
    work = json.loads(subprocess.check_output([python, '-c', listing], cwd=HERE))
    version = subprocess.check_output([python, '-c', 'import stim; print(stim.__version__)'], text=True).strip()
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), 'unknown')
    print('| work | shots | Stim (ms) | ours (ms) | ours / Stim | goal |')
    print('| --- | --- | --- | --- | --- | --- |')
    for name in (arguments.work.split(',') if arguments.work else work):
        shots, mode, goal = work[name]
        file = os.path.join(arguments.files, name + '.stim')
        write = f"import workloads; open({file!r}, 'w').write(str(workloads.WORK[{name!r}][0]()))"
        subprocess.check_call([python, '-c', write], cwd=HERE)
        ours, stim = Competitor([binary, file, '--shots', str(shots)]), Competitor([python, 'peer.py', name])
        for number in range(arguments.rounds + 1):
            for one in (ours, stim) if number % 2 else (stim, ours):
                one.round()
        row = {'work': name, 'shots': shots, 'mode': mode, 'ours': statistics.median(ours.samples[1:]),
               'stim': statistics.median(stim.samples[1:]), 'rounds': arguments.rounds, 'oursAnswer': ours.answer,
               'stimAnswer': stim.answer, 'goal': goal,
               'versions': {'ours': commit, 'stim': version, 'cpu': cpu}, 'time': int(time.time())}
        for one in (ours, stim):
            one.end()
        with open(arguments.out, 'a') as out:
            out.write(json.dumps(row) + '\n')
        print(f"| {name} | {shots} | {row['stim'] * 1e3:.1f} | {row['ours'] * 1e3:.1f} | {row['ours'] / row['stim']:.3f} | "
              f"{goal} |", flush=True)


if __name__ == '__main__':
    main()
