#!/usr/bin/env python3
"""Two-qubit gates left by `proxima circuit optimize --basis cx` and by Qiskit's level 3, over MQT Bench.

Both are given the same OpenQASM file, the benchmark's algorithm level as Qiskit writes it, and the same gates to end
with: any one-qubit gate and cx; no coupling map. `python run.py --proxima .build/release/proxima` writes one line a
circuit to results.jsonl, skips what is there already, and prints the geometric mean of the ratios.
"""
import argparse, json, math, subprocess, sys, time, warnings
from pathlib import Path

warnings.filterwarnings("ignore")
from qiskit import __version__ as qiskit_version
from qiskit import qasm2, qasm3, transpile, QuantumCircuit
from mqt.bench import BenchmarkLevel, get_benchmark
from mqt.bench.benchmarks import get_available_benchmark_names

HERE = Path(__file__).resolve().parent


def text(circuit):
    """The circuit in OpenQASM 2, or 3 where it has what 2 cannot say."""
    try:
        return qasm2.dumps(circuit), "2"
    except Exception:
        return qasm3.dumps(circuit), "3"


def sources(folder, sizes, limit):
    folder.mkdir(parents=True, exist_ok=True)
    for name in get_available_benchmark_names():
        seen = set()
        for size in sizes:
            path = folder / f"{name}_{size}.qasm"
            missing = folder / f"{name}_{size}.none"
            if not path.exists() and not missing.exists():
                try:
                    circuit = get_benchmark(name, BenchmarkLevel.ALG, size)
                    if circuit.num_qubits in seen:
                        raise ValueError("the same size again")
                    body, _ = text(circuit)
                    path.write_text(body)
                except Exception as error:
                    missing.write_text(str(error))
            if path.exists():
                if path.stat().st_size > limit:
                    continue
                yield name, size, path


def two_qubit(circuit):
    total = 0
    for instruction in circuit.data:
        operation = instruction.operation
        if hasattr(operation, "blocks"):
            total += sum(two_qubit(block) for block in operation.blocks)
        elif operation.name not in ("barrier", "delay") and len(instruction.qubits) > 1:
            total += 1
    return total


def read(path):
    body = path.read_text()
    if "OPENQASM 3" in body[:200]:
        return qasm3.loads(body)
    return qasm2.loads(body, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)


def qiskit(path):
    circuit = read(path)
    begin = time.time()
    result = transpile(circuit, basis_gates=["u", "cx"], optimization_level=3, seed_transpiler=1)
    return two_qubit(result), result.depth(lambda i: len(i.qubits) > 1), time.time() - begin


def ours(binary, path):
    begin = time.time()
    done = subprocess.run(
        [binary, "circuit", "optimize", str(path), "--basis", "cx", "--json"], capture_output=True, text=True, timeout=600)
    seconds = time.time() - begin
    answer = json.loads(done.stdout)
    if done.returncode != 0:
        raise RuntimeError(answer["error"]["message"])
    # The program that was written is counted by Qiskit, not by us.
    result = qasm3.loads(answer["qasm"]) if "OPENQASM 3" in answer["qasm"][:200] else qasm2.loads(
        answer["qasm"], custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
    return two_qubit(result), answer["check"], seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxima", default=".build/release/proxima")
    parser.add_argument("--sizes", default="3,5,8,12,16")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/mqt-bench"))
    parser.add_argument("--results", type=Path, default=HERE / "results.jsonl")
    parser.add_argument("--limit", type=int, default=1_000_000, help="files larger than this are left out, and said so")
    parser.add_argument("--again", action="store_true", help="measure ours again, keep Qiskit's figures")
    arguments = parser.parse_args()
    known = {}
    if arguments.results.exists():
        for line in arguments.results.read_text().splitlines():
            row = json.loads(line)
            known[row["circuit"]] = row
    rows = []
    for name, size, path in sources(arguments.folder, [int(s) for s in arguments.sizes.split(",")], arguments.limit):
        key = f"{name}_{size}"
        row = known.get(key, {"circuit": key, "family": name, "qiskitVersion": qiskit_version})
        try:
            if "qiskit" not in row:
                row["qiskit"], row["qiskitDepth"], row["qiskitSeconds"] = qiskit(path)
            if "proxima" not in row or arguments.again:
                row["proxima"], row["check"], row["proximaSeconds"] = ours(arguments.proxima, path)
            row.pop("error", None)
        except Exception as error:
            row["error"] = str(error)[:300]
        rows.append(row)
        arguments.results.write_text("".join(json.dumps(r, sort_keys=True) + "\n" for r in rows))
        print(key, row.get("qiskit"), row.get("proxima"), row.get("check"), row.get("error", ""), flush=True)
    report(rows)


def report(rows):
    good = [r for r in rows if "error" not in r]
    # A circuit without any two-qubit gate on both sides has no ratio; on one side it counts as one gate.
    ratios = [max(1, r["proxima"]) / max(1, r["qiskit"]) for r in good if r["qiskit"] or r["proxima"]]
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    families = {}
    for r in good:
        if r["qiskit"] or r["proxima"]:
            families.setdefault(r["family"], []).append(math.log(max(1, r["proxima"]) / max(1, r["qiskit"])))
    for family, logs in sorted(families.items(), key=lambda item: -sum(item[1]) / len(item[1])):
        print(f"{math.exp(sum(logs) / len(logs)):8.3f}  {family} ({len(logs)})")
    seconds = (sum(r["proximaSeconds"] for r in good), sum(r["qiskitSeconds"] for r in good))
    print(f"{len(ratios)} circuits, {len(rows) - len(good)} failed; geometric mean of two-qubit gates, ours / Qiskit's: {mean:.3f}")
    print(f"seconds in all, ours (with starting the process) / Qiskit's (without): {seconds[0]:.1f} / {seconds[1]:.1f}")


if __name__ == "__main__":
    sys.exit(main())
