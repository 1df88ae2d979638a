#!/usr/bin/env python3
"""How long an abort and an emergency stop take while an executor is in the middle of a run of minutes.

usage: Benchmarks/stopping/stop.py [ROUNDS]     PROXIMA names the program (.build/release/proxima)
Ends 1 where one took a second or more.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROXIMA = os.environ.get("PROXIMA", ROOT + "/.build/release/proxima")
HOME = tempfile.mkdtemp(prefix="proxima-stop-")
ENV = dict(os.environ, PROXIMA_HOME=HOME, CI="true")
GOAL = 1.0


def program():
    lines = ["OPENQASM 2.0;", 'include "qelib1.inc";', "qreg q[20];", "creg c[20];"]
    for layer in range(400):
        lines += [f"u3(0.{1 + layer % 7},0.{1 + q % 8},0.{1 + (layer + q) % 9}) q[{q}];" for q in range(20)]
        lines += [f"cx q[{q}],q[{q + 1}];" for q in range(19)]
    return "\n".join(lines + ["measure q -> c;", ""])


def call(*words):
    done = subprocess.run([PROXIMA, *words, "--json"], env=ENV, capture_output=True, text=True)
    return json.loads(done.stdout or "{}")


def text(*words):
    return subprocess.run([PROXIMA, *words], env=ENV, capture_output=True, text=True).stdout


def executor():
    return next(a for a in call("status")["agents"] if a["id"] == "executor.native")


def wait(condition):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.005)
    sys.exit("what was waited for did not come")


def occupy(task):
    call("run", HOME + "/long.qasm", "--yes", "--detach", "--task-id", task)
    wait(lambda: "run.native" in text("task", "logs", task) and executor()["activeTasks"] == 1)
    time.sleep(0.7)  # well into the simulation


def abort(task):
    occupy(task)
    began = time.monotonic()
    call("task", "abort", task)
    wait(lambda: call("task", "show", task).get("status") == "aborted")
    ended = time.monotonic() - began
    wait(lambda: executor()["activeTasks"] == 0)
    return ended, time.monotonic() - began


def emergency(task):
    occupy(task)
    pids = [a["pid"] for a in call("status")["agents"] if a["pid"]]
    began = time.monotonic()
    stopping = subprocess.Popen([PROXIMA, "stop", "--all", "--json"], env=ENV, stdout=subprocess.PIPE)
    wait(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids))
    ended = time.monotonic() - began
    stopping.communicate()
    call("up")
    call("task", "abort", task)
    wait(lambda: call("task", "show", task).get("status") == "aborted")
    return ended


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with open(HOME + "/long.qasm", "w") as file:
        file.write(program())
    try:
        call("up")
        aborts = [abort(f"abort-{n}") for n in range(rounds)]
        stops = [emergency(f"stop-{n}") for n in range(rounds)]
    finally:
        call("down")
        shutil.rmtree(HOME, ignore_errors=True)
    found = {
        "`task abort` until the task is `aborted`": [a[0] for a in aborts],
        "`task abort` until its executor is free": [a[1] for a in aborts],
        "`stop --all` until no process of the crew is left": stops,
    }
    print(f"{rounds} rounds each, program {call('version').get('version')}\n")
    print("| from the start of the command | median | longest |\n| --- | ---: | ---: |")
    for name, seconds in found.items():
        print(f"| {name} | {statistics.median(seconds):.3f} s | {max(seconds):.3f} s |")
    missed = [name for name, seconds in found.items() if max(seconds) >= GOAL]
    for name in missed:
        print(f"missed: {name} took a second or more")
    sys.exit(1 if missed else 0)


main()
