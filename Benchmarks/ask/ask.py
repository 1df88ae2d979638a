#!/usr/bin/env python3
"""How long a person waits: `proxima version`, a cold and a warm `ask` of a Bell pair, beside importing Qiskit.

  Benchmarks/ask/ask.py [--rounds 7] [--python PYTHON_WITH_QISKIT]

Every round runs each row once, in turn, so that a drift of the machine meets all of them alike. Prints medians and the
ratio to the import, and the goals of the project. Needs a release build (`./proxima version` makes one).
"""
import argparse, os, shutil, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, ".build", "release", "proxima")


def timed(command, environment):
    begin = time.monotonic()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-500:]}{done.stderr[-500:]}")
    return seconds


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--python", default=os.environ.get("PROXIMA_TEST_PYTHON"))
    arguments = options.parse_args()
    ask = [PROGRAM, "ask", "Bell pair, 1000 shots", "--json"]
    warm_home, rows = tempfile.mkdtemp(prefix="pxb-"), {}
    warm = dict(os.environ, PROXIMA_HOME=warm_home, NO_COLOR="1")
    timed(ask, warm)
    try:
        for _ in range(arguments.rounds):
            rows.setdefault("version", []).append(timed([PROGRAM, "version"], warm))
            rows.setdefault("ask, warm", []).append(timed(ask, warm))
            home = tempfile.mkdtemp(prefix="pxb-")
            cold = dict(os.environ, PROXIMA_HOME=home, NO_COLOR="1")
            rows.setdefault("ask, cold", []).append(timed(ask, cold))
            subprocess.run([PROGRAM, "down"], env=cold, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            shutil.rmtree(home, ignore_errors=True)
            if arguments.python:
                rows.setdefault("import qiskit", []).append(timed([arguments.python, "-c", "import qiskit"], os.environ))
    finally:
        subprocess.run([PROGRAM, "down"], env=warm, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(warm_home, ignore_errors=True)
    goals = {"version": 0.030, "ask, warm": 0.150, "ask, cold": 1.0}
    base = statistics.median(rows["import qiskit"]) if "import qiskit" in rows else None
    print(f"{'row':16}{'median ms':>11}{'min':>9}{'max':>9}{'goal ms':>9}{'/ import qiskit':>17}")
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        goal = f"{goals[name] * 1000:.0f}" if name in goals else ""
        ratio = f"{median / base:.3f}" if base else ""
        print(f"{name:16}{median * 1000:11.1f}{min(seconds) * 1000:9.1f}{max(seconds) * 1000:9.1f}{goal:>9}{ratio:>17}")


if __name__ == "__main__":
    main()
