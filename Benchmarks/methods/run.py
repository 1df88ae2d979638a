#!/usr/bin/env python3
"""Measures what `auto` chooses beside each method forced, and beside Aer's automatic choice, over MQT Bench.

  Benchmarks/methods/run.py [--size 20] [--only qft,ghz] [--rounds 3]

Every algorithm at 20 qubits, or the nearest size below that it offers; 1,024 shots, one thread, double precision. What is
timed is one run of a circuit that was read, the analysis of `auto` included. A method that refuses a circuit, or takes over
`--limit` seconds, has no figure. The costs of the machine are measured anew, into a folder of this benchmark's own. Rows go
to results.jsonl and are not measured again; `--show` prints the table of what is there.
"""
import glob
import json
import math
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import bench  # noqa: E402

METHODS = ['statevector', 'stabilizer', 'mps']


def measure(arguments, file):
    base = [arguments.binary, file, '--serve', 'yes', '--shots', '1024', '--threads', '1']
    everybody = [bench.Competitor('auto', base + ['--method', 'auto', '--predict', 'yes'], HERE)]
    everybody += [bench.Competitor(m, base + ['--method', m], HERE) for m in METHODS]
    everybody.append(bench.Competitor('aer', [arguments.python, os.path.join(HERE, 'peer.py'), file, '1024'], HERE, threads=1))
    bench.compete(everybody, arguments.rounds, slow=1.0, timeout=arguments.limit)
    return {'circuit': os.path.basename(file)[:-5], 'seconds': {o.name: o.median for o in everybody if o.median},
            'chosen': everybody[0].last.get('method'), 'predicted': everybody[0].last.get('predicted')}


def show(rows):
    print('| circuit | auto took | auto (ms) | best of ours (ms) | auto / best | predicted / measured | Aer (ms) | auto / Aer |')
    print('| --- | --- | --- | --- | --- | --- | --- | --- |')
    near, held, beside = [], [], []
    for r in sorted(rows, key=lambda r: r['circuit']):
        seconds, auto = r['seconds'], r['seconds'].get('auto')
        if not auto:
            print(f"| {r['circuit']} | refused | | | | | {seconds.get('aer', math.nan) * 1e3:.2f} | |")
            continue
        best = min((v, k) for k, v in seconds.items() if k in METHODS)
        ratio, aer = auto / best[0], seconds.get('aer')
        promise = r['predicted'] / auto
        near.append(ratio)
        held.append(promise)
        if aer:
            beside.append(auto / aer)
        tail = f"{aer * 1e3:.2f} | {auto / aer:.2f}" if aer else '- | -'
        print(f"| {r['circuit']} | {r['chosen']} | {auto * 1e3:.2f} | {best[1]} {best[0] * 1e3:.2f} | {ratio:.2f} | "
              f"{promise:.2f} | {tail} |")
    count = lambda values, test: f'{sum(map(test, values))} of {len(values)}'
    print(f"\nauto within 1.2 of the best of ours: {count(near, lambda v: v <= 1.2)}; within 1.2 or 0.2 ms: "
          f"{sum(1 for r in rows if r['seconds'].get('auto') and within(r))}; predictions within a factor of 2: "
          f"{count(held, lambda v: 0.5 <= v <= 2)}; at most Aer's time: {count(beside, lambda v: v <= 1)}")


def within(r):
    best = min(v for k, v in r['seconds'].items() if k in METHODS)
    return r['seconds']['auto'] <= max(1.2 * best, best + 2e-4)


def main():
    parser = bench.parser(__doc__, HERE, rounds=3)
    parser.add_argument('--size', type=int, default=20)
    parser.add_argument('--only', default='')
    parser.add_argument('--limit', type=float, default=20)
    parser.add_argument('--show', action='store_true')
    arguments = parser.parse_args()
    rows = [json.loads(l) for l in open(arguments.out)] if os.path.exists(arguments.out) else []
    if arguments.show:
        return show(rows)
    arguments.python, arguments.binary = bench.python(arguments), bench.program(arguments, 'statevector-bench')
    home = os.path.join(arguments.files, 'home')
    os.environ['PROXIMA_HOME'] = home
    if not rows:
        shutil.rmtree(home, ignore_errors=True)
    subprocess.check_call([arguments.python, os.path.join(HERE, 'circuits.py'), arguments.files, str(arguments.size)])
    for file in sorted(glob.glob(os.path.join(arguments.files, '*.qasm'))):
        name = os.path.basename(file)[:-5]
        if any(r['circuit'] == name for r in rows) or arguments.only and name.rsplit('_', 1)[0] not in arguments.only.split(','):
            continue
        rows.append(measure(arguments, file))
        bench.record(arguments, rows[-1])
        print(name, rows[-1], file=sys.stderr)
    show(rows)


if __name__ == '__main__':
    main()
