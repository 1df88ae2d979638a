"""What the benchmarks of simulators share: peers in a folder of their own, our programs in release, rounds in turn."""
import argparse
import json
import os
import select
import signal
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def parser(description, folder, rounds=5):
    """The options that every benchmark takes; `folder` is the benchmark's own."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    name = os.path.basename(folder)
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'proxima')
    made.add_argument('--rounds', type=int, default=rounds)
    made.add_argument('--peers', default=os.path.join(cache, f'{name}-peers'), help='a Python environment with the peers')
    made.add_argument('--files', default=os.path.join(cache, f'{name}-circuits'))
    made.add_argument('--build', default='.build-bench', help='where the release build goes')
    made.add_argument('--no-build', action='store_true')
    made.add_argument('--out', default=os.path.join(folder, 'results.jsonl'))
    made.set_defaults(folder=folder)
    return made


def python(arguments):
    """The interpreter of the peers, which are installed where they are missing."""
    found = os.path.join(arguments.peers, 'bin', 'python')
    if not os.path.exists(found):
        print('installing the peers into', arguments.peers, file=sys.stderr)
        subprocess.check_call([sys.executable, '-m', 'venv', arguments.peers])
        pins = os.path.join(arguments.folder, 'peers.txt')
        subprocess.check_call([found, '-m', 'pip', 'install', '-q', '-r', pins])
    return found


def program(arguments, product):
    """Our program `product`, built in release."""
    os.makedirs(arguments.files, exist_ok=True)
    if not arguments.no_build:
        command = ['swift', 'build', '-c', 'release', '--product', product, '--scratch-path', arguments.build]
        subprocess.check_call(command, cwd=ROOT, stdout=sys.stderr)
    return os.path.join(ROOT, arguments.build, 'release', product)


def versions(arguments):
    """What was measured, and on what."""
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    pins = ' '.join(l.strip() for l in open(os.path.join(arguments.folder, 'peers.txt')) if '==' in l)
    cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), 'unknown')
    return {'ours': commit, 'peers': pins, 'cpu': cpu}


def record(arguments, row):
    """Adds `row` to the results."""
    with open(arguments.out, 'a') as out:
        out.write(json.dumps(row | {'versions': versions(arguments), 'time': int(time.time())}) + '\n')


class Competitor:
    """A process that answers each line with one line of JSON that has the seconds of one run; stopped while others run."""

    def __init__(self, name, command, folder, threads=None):
        environment = dict(os.environ)
        if threads:
            for key in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'QULACS_NUM_THREADS'):
                environment[key] = str(threads)
        self.name, self.samples, self.warm, self.last = name, [], None, {}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                                        stderr=subprocess.DEVNULL, cwd=folder)
        self.alive = bool(self.process.stdout.readline())
        self.process.send_signal(signal.SIGSTOP)

    def round(self, number, timeout=120):
        """One run; that of round 0 warms up and is not counted."""
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


def compete(everybody, rounds, slow=8.0, timeout=120):
    """Runs all in turn, each round beginning with another; who takes over `slow` seconds runs once. Ends them."""
    for number in range(rounds + 1):
        start = number % len(everybody)
        for one in everybody[start:] + everybody[:start]:
            if one.alive and not (number and one.median and one.median > slow):
                one.round(number, timeout)
    for one in everybody:
        one.end()
