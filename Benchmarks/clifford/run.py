#!/usr/bin/env python3
"""Measures the Clifford simulator beside Stim: the same files, one thread each, interleaved rounds, medians, ratios.

  Benchmarks/clifford/run.py [--work random_n1000_d20,...] [--rounds 5] [--peers VENV]

Each side reads the text, compiles and runs in every round, in a process of its own that is stopped while the other runs.
Ours also counts what it saw. Rows go to results.jsonl. Stim is installed from PyPI, pinned by peers.txt.
"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import bench  # noqa: E402


def main():
    parser = bench.parser(__doc__, HERE)
    parser.add_argument('--work', default='')
    arguments = parser.parse_args()
    python, binary = bench.python(arguments), bench.program(arguments, 'clifford-bench')
    listing = 'import workloads, json; print(json.dumps({k: [v[1], v[2], v[3]] for k, v in workloads.WORK.items()}))'
    work = json.loads(subprocess.check_output([python, '-c', listing], cwd=HERE))
    print('| work | shots | Stim (ms) | ours (ms) | ours / Stim | goal |')
    print('| --- | --- | --- | --- | --- | --- |')
    for name in (arguments.work.split(',') if arguments.work else work):
        shots, mode, goal = work[name]
        file = os.path.join(arguments.files, name + '.stim')
        write = f"import workloads; open({file!r}, 'w').write(str(workloads.WORK[{name!r}][0]()))"
        subprocess.check_call([python, '-c', write], cwd=HERE)
        ours = bench.Competitor('ours', [binary, file, '--shots', str(shots)], HERE)
        stim = bench.Competitor('stim', [python, 'peer.py', name], HERE)
        bench.compete([ours, stim], arguments.rounds)
        bench.record(arguments, {
            'work': name, 'shots': shots, 'mode': mode, 'ours': ours.median, 'stim': stim.median, 'rounds': arguments.rounds,
            'oursAnswer': ours.last, 'stimAnswer': stim.last, 'goal': goal})
        print(f"| {name} | {shots} | {stim.median * 1e3:.1f} | {ours.median * 1e3:.1f} | {ours.median / stim.median:.3f} | "
              f"{goal} |", flush=True)


if __name__ == '__main__':
    main()
