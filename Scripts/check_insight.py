#!/usr/bin/env python3
"""Recomputes the numbers of insights from the record alone: check_insight.py REPORT.json ... (what `ask --json` prints).

Written against the definitions in docs/insight.md, not against the program; needs nothing but Python's own library.
Exit 1 where a number differs or where a family's figure is missing."""
import itertools
import json
import math
import sys


def graph_edges(graph, n):
    line = [(i, i + 1) for i in range(n - 1)]
    if isinstance(graph, list):
        return [tuple(edge) for edge in graph]
    return {
        "ring": line + [(n - 1, 0)] if n > 2 else line, "cycle": line + [(n - 1, 0)], "line": line, "path": line,
        "star": [(0, i) for i in range(1, n)], "complete": list(itertools.combinations(range(n), 2)),
    }[graph]


def cut(key, edges):
    bits = key[::-1]
    return sum(bits[a] != bits[b] for a, b in edges)


def mutual_information(counts, n):
    joint, left, right = {}, {}, {}
    for key, c in counts.items():
        a, b = key[-1], key[:-1]
        joint[a, b] = joint.get((a, b), 0) + c / n
        left[a] = left.get(a, 0) + c / n
        right[b] = right.get(b, 0) + c / n
    return max(0.0, sum(p * math.log2(p / (left[a] * right[b])) for (a, b), p in joint.items()))


def order(base, number):
    value, r = base % number, 1
    while value != 1:
        value, r = value * base % number, r + 1
    return r


def family_numbers(family, parameters, run, runs):
    counts, n = run["counts"], run["shots"]
    width = len(next(iter(counts)))
    top = min(counts, key=lambda k: (-counts[k], k))
    share = lambda test: sum(c for k, c in counts.items() if test(k)) / n
    out = {"mean_ones": sum(k.count("1") * c for k, c in counts.items()) / n}
    if width > 1:
        out["mutual_information_bits"] = mutual_information(counts, n)
    if family in ("ghz", "cat", "bell"):
        out["all_equal_share"] = share(lambda k: len(set(k)) == 1)
    if family == "w":
        out["single_excitation_share"] = share(lambda k: k.count("1") == 1)
    if family == "grover":
        marked = parameters.get("marked", "1" * width)
        marked = {marked} if isinstance(marked, str) else set(marked)
        out["success_share"] = share(lambda k: k in marked)
        out["success_by_guessing"] = len(marked) / 2**width
    if family == "deutsch_jozsa":
        out["all_zeros_share"] = share(lambda k: "1" not in k)
    if family == "bernstein_vazirani":
        out["secret_share"] = counts[top] / n
    if family == "phase_estimation":
        out["phase_estimate"] = int(top, 2) / 2**width
    if family == "amplitude_estimation":
        merged = {}
        for k, c in counts.items():
            y = int(k, 2)
            y = min(y, (2**width - y) % 2**width)
            merged[y] = merged.get(y, 0) + c
        y = min(merged, key=lambda v: (-merged[v], v))
        out["probability_estimate"] = math.sin(math.pi * y / 2**width) ** 2
    if family == "shor":
        number = parameters.get("number", 15)
        base = parameters.get("base") or next(
            b for b in range(2, number) if math.gcd(b, number) == 1 and order(b, number) % 2 == 0
            and pow(b, order(b, number) // 2, number) != number - 1)
        out["period"] = order(base, number)
        half = pow(base, out["period"] // 2, number)
        out["factor_1"] = min(math.gcd(half - 1, number), math.gcd(half + 1, number))
    if family == "hhl":
        out["flag_share"] = share(lambda k: k[-1] == "1")
    if family == "teleportation":
        out["receiver_one_share"] = share(lambda k: k[0] == "1")
    if family == "superdense_coding":
        out["message_share"] = counts[top] / n
    if family == "adder":
        out["sum_share"] = counts[top] / n
    if family == "swap_test":
        out["state_fidelity_estimate"] = max(0, 2 * counts.get("0", 0) / n - 1)
    if family == "chsh":
        s = 0
        for one in runs:
            same = (one["counts"].get("00", 0) + one["counts"].get("11", 0)) / one["shots"]
            s += (-1 if one["label"].endswith("a1b1") else 1) * (2 * same - 1)
        out["chsh_value"] = s
    if family == "vqe":
        out["energy_hartree"] = run["expectations"][-1]["value"]
    if family == "qaoa":
        edges = graph_edges(parameters.get("graph", "ring"), width)
        out["mean_cut"] = sum(cut(k, edges) * c for k, c in counts.items()) / n
        best = max(cut(format(v, f"0{width}b"), edges) for v in range(2**width))
        out["approximation_ratio"] = out["mean_cut"] / best
    if family in ("bit_flip_code", "phase_flip_code", "shor_code"):
        out["logical_error"] = share(lambda k: k[-1] == "0")
    if family == "steane_code":
        out["logical_error"] = share(lambda k: k[0] == "0")
    if family == "quantum_walk":
        place = lambda k: int(k, 2) - (2**width if int(k, 2) >= 2 ** (width - 1) else 0)
        mean = sum(place(k) * c for k, c in counts.items()) / n
        out["mean_place"] = mean
        out["spread"] = math.sqrt(sum((place(k) - mean) ** 2 * c for k, c in counts.items()) / n)
    if family in ("ising", "heisenberg"):
        out["magnetization"] = sum((width - 2 * k.count("1")) * c for k, c in counts.items()) / n / width
    return out


def check(path):
    report = json.load(open(path))
    request, runs = report["plan"], [r for r in report["runs"] if r["status"] == "completed"]
    if "request" in request and isinstance(request["request"], dict):
        request = request["request"]
    statistics = report["insight"]["statistics"]
    parameters = {k: v for k, v in request.get("defaults", {}).items() if k not in ("qubits", "shots")}
    parameters.update(request["circuit"].get("parameters") or {})
    wrong = []
    for name, value in family_numbers(request["circuit"]["family"], parameters, runs[0], runs).items():
        told = statistics.get(name)
        if told is None or abs(told - value) > 1e-9 * max(1, abs(value)):
            wrong.append(f"{name}: told {told}, recomputed {value}")
    print(f"{path}: {request['circuit']['family']}: " + ("; ".join(wrong) if wrong else "every number agrees"))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(any([check(path) for path in sys.argv[1:]]))
