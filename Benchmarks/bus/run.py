#!/usr/bin/env python3
"""Measures the bus beside the same hops in C and a plain Unix socket, interleaved in one run, and prints ratios.

usage: run.py [--bench PATH] [--rounds N] [--short]
Goals: round trip at most 1.5 times the C hops, throughput at least 80 % of zmq_proxy. Ends 1 where one is missed.
"""
import argparse, os, statistics, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
sizes = [(100, 20000, 300000), (1024, 20000, 200000), (1 << 20, 1000, 2000)]


def build(folder):
    out = os.path.join(folder, "floor")
    subprocess.run(["cc", "-O2", "-o", out, os.path.join(here, "floor.c"), "-lzmq"], check=True)
    return out


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


class Crew:
    """A broker and one peer, which end with the block."""

    def __init__(self, bench, role, *arguments):
        self.address = "ipc://" + tempfile.mktemp(prefix="px-bench-", dir="/tmp")
        self.broker = self.start(bench, "broker", self.address)
        self.peer = self.start(bench, role, self.address, *arguments)

    def start(self, *command):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if process.stdout.readline().strip() != "ready":
            raise SystemExit("could not start " + " ".join(command))
        return process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.peer, self.broker):
            process.kill()
            process.wait()
        os.path.exists(self.address[6:]) and os.unlink(self.address[6:])


def measure(bench, floor, size, trips, messages):
    """One round: every figure once, ours and theirs right after each other."""
    with Crew(bench, "echo") as crew:
        ours = [float(x) for x in output(bench, "latency", crew.address, str(size), str(trips))]
    theirs = [float(x) for x in output(floor, "latency", str(size), str(trips))]
    plain = [float(x) for x in output(floor, "unix", str(size), str(trips))]
    with Crew(bench, "source", str(size)) as crew:
        rate = float(output(bench, "sink", crew.address, str(size), str(messages))[0])
    proxy = float(output(floor, "proxy", str(size), str(messages))[0])
    return ours + theirs + plain + [rate, proxy]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", default=os.path.join(here, "../../.build/release/bus-bench"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="a tenth of the messages")
    options = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        floor = build(folder)
        rounds = {size: [] for size, _, _ in sizes}
        for number in range(options.rounds):
            for size, trips, messages in sizes:
                scale = 10 if options.short else 1
                rounds[size].append(measure(options.bench, floor, size, trips // scale, messages // scale))
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
    print(f"{'payload':>9} {'round trip':>11} {'p99':>8} {'in C':>8} {'p99':>8} {'socket':>8} {'ratio':>6}"
          f" {'messages/s':>11} {'zmq_proxy':>10} {'share':>6}")
    for size, lines in rounds.items():
        m = [statistics.median(column) for column in zip(*lines)]
        ratio = statistics.median(line[0] / line[2] for line in lines)
        share = statistics.median(line[6] / line[7] for line in lines)
        print(f"{size:>9} {m[0]:>8.1f} us {m[1]:>8.1f} {m[2]:>8.1f} {m[3]:>8.1f} {m[4]:>8.1f} {ratio:>6.2f}"
              f" {m[6]:>11.0f} {m[7]:>10.0f} {share:>6.2f}")
        if ratio > 1.5: missed.append(f"round trip at {size} B: {ratio:.2f} > 1.5")
        if share < 0.8: missed.append(f"throughput at {size} B: {share:.2f} < 0.8")
    for line in missed: print("missed:", line)
    sys.exit(1 if missed else 0)


main()
