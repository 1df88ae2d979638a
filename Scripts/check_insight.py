#!/usr/bin/env python3
"""Recomputes the numbers of insights from the record alone: check_insight.py REPORT.json ... (what `ask --json` prints).

Written against the definitions in docs/insight.md, not against the program; needs nothing but Python's own library.
Exit 1 where a number differs or where a family's figure is missing."""
import itertools
import json
import math
import statistics
import sys


def graph_edges(graph, n):
    """Edges with what cutting each is worth."""
    line = [(i, i + 1) for i in range(n - 1)]
    if isinstance(graph, list):
        return [(edge[0], edge[1], edge[2] if len(edge) > 2 else 1) for edge in graph]
    named = {
        "ring": line + [(n - 1, 0)] if n > 2 else line, "cycle": line + [(n - 1, 0)], "line": line, "path": line,
        "star": [(0, i) for i in range(1, n)], "complete": list(itertools.combinations(range(n), 2)),
    }[graph]
    return [(a, b, 1) for a, b in named]


def cut(key, edges):
    bits = key[::-1]
    return sum(weight for a, b, weight in edges if bits[a] != bits[b])


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


Z = statistics.NormalDist().inv_cdf(0.975)


def wilson(hits, n):
    p, z = hits / n, Z
    centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)
    return (0.0 if hits == 0 else max(0.0, low), 1.0 if hits == n else min(1.0, high))


def rank(rows):
    """Over the field of two elements."""
    basis = []
    for value in rows:
        for row in basis:
            value = min(value, value ^ row)
        if value:
            basis.append(value)
    return len(basis)


def surface_detectors(distance, rounds):
    """Classical bits of each detector and of the logical row, from the lay-out of the rotated code."""
    faces = []
    for row in range(distance + 1):
        for column in range(distance + 1):
            is_x = (row + column) % 2 == 0
            at_row, at_column = row in (0, distance), column in (0, distance)
            if (at_row and at_column) or (at_row and not is_x) or (at_column and is_x):
                continue
            places = [(r, c) for r in (row - 1, row) for c in (column - 1, column) if 0 <= r < distance and 0 <= c < distance]
            faces.append((is_x, [r * distance + c for r, c in places]))
    count, out = len(faces), rounds * len(faces)
    detectors = []
    for index, (is_x, places) in enumerate(faces):
        bits = [index + r * count for r in range(rounds)]
        detectors += [[a, b] for a, b in zip(bits, bits[1:])]
        if not is_x:
            detectors += [[bits[0]], [bits[-1]] + [out + q for q in places]]
    return detectors, [out + q for q in range(distance)]


def common_numbers(run):
    """What every sampled run has."""
    counts, n = run["counts"], run["shots"]
    shares = [c / n for c in counts.values()]
    even = sum(c for k, c in counts.items() if k.count("1") % 2 == 0)
    low, high = wilson(even, n)
    return {
        "entropy_bits": -sum(p * math.log2(p) for p in shares) + (len(counts) - 1) / (2 * n * math.log(2)),
        "distinct_outcomes": len(counts), "largest_share": max(shares), "parity": 2 * even / n - 1,
        "parity_low": 2 * low - 1, "parity_high": 2 * high - 1,
    }


def family_numbers(family, parameters, run, runs):
    counts, n = run["counts"], run["shots"]
    width = len(next(iter(counts)))
    top = min(counts, key=lambda k: (-counts[k], k))
    share = lambda test: sum(c for k, c in counts.items() if test(k)) / n
    share_of = lambda test: sum(c for k, c in counts.items() if test(k))
    out = common_numbers(run)
    out |= {"mean_ones": sum(k.count("1") * c for k, c in counts.items()) / n}
    if 1 < width <= 24 and len(counts) <= 65536:
        out["mutual_information_bits"] = mutual_information(counts, n)
    if family in ("ghz", "cat", "bell"):
        out["all_equal_share"] = share(lambda k: len(set(k)) == 1)
        out["all_equal_share_low"], out["all_equal_share_high"] = wilson(share_of(lambda k: len(set(k)) == 1), n)
    if family == "w":
        out["single_excitation_share"] = share(lambda k: k.count("1") == 1)
    if family == "grover":
        marked = parameters.get("marked", "1" * width)
        marked = {marked} if isinstance(marked, str) else set(marked)
        out["success_share"] = share(lambda k: k in marked)
        out["success_by_guessing"] = len(marked) / 2**width
        out["amplification"] = out["success_share"] / out["success_by_guessing"]
        out["success_share_low"], out["success_share_high"] = wilson(share_of(lambda k: k in marked), n)
    if family == "deutsch_jozsa":
        out["all_zeros_share"] = share(lambda k: "1" not in k)
    if family == "bernstein_vazirani":
        out["secret_share"] = counts[top] / n
    if family == "simon":
        out["equations_rank"] = rank([int(k, 2) for k, c in counts.items() if 4 * c >= max(counts.values())])
    if family == "phase_estimation":
        out["phase_resolution"] = 2.0**-width
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
        for key in {k[:-1] for k in counts if k[-1] == "1"}:
            out["solution_share " + key] = counts[key + "1"] / share_of(lambda k: k[-1] == "1")
    if family == "teleportation":
        out["receiver_one_share"] = share(lambda k: k[0] == "1")
    if family == "superdense_coding":
        out["message_share"] = counts[top] / n
    if family == "adder":
        out["sum_share"] = counts[top] / n
    if family == "swap_test":
        out["state_fidelity_estimate"] = max(0, 2 * counts.get("0", 0) / n - 1)
    if family == "chsh":
        s, variance = 0, 0
        for one in runs:
            same = (one["counts"].get("00", 0) + one["counts"].get("11", 0)) / one["shots"]
            s += (-1 if one["label"].endswith("a1b1") else 1) * (2 * same - 1)
            variance += (1 - (2 * same - 1) ** 2) / one["shots"]
        out["chsh_value"], out["chsh_standard_error"] = s, math.sqrt(variance)
    if family == "vqe":
        out["energy_hartree"] = run["expectations"][-1]["value"]
    if family == "qaoa":
        edges = graph_edges(parameters.get("graph", "ring"), width)
        out["mean_cut"] = sum(cut(k, edges) * c for k, c in counts.items()) / n
        squares = sum(cut(k, edges) ** 2 * c for k, c in counts.items()) / n
        out["mean_cut_standard_error"] = math.sqrt(max(0, squares - out["mean_cut"] ** 2) / n)
        out["best_cut"] = max(cut(k, edges) for k in counts)
        best = out["largest_cut"] = max(cut(format(v, f"0{width}b"), edges) for v in range(2**width))
        if best > 0:
            out["approximation_ratio"] = out["mean_cut"] / best
        if any(weight != 1 for _, _, weight in edges):
            out["total_weight"] = sum(weight for _, _, weight in edges)
    if family in ("bit_flip_code", "phase_flip_code", "shor_code"):
        out["logical_error"] = share(lambda k: k[-1] == "0")
    if family == "steane_code":
        out["logical_error"] = share(lambda k: k[0] == "0")
    if family == "quantum_walk":
        place = lambda k: int(k, 2) - (2**width if int(k, 2) >= 2 ** (width - 1) else 0)
        mean = sum(place(k) * c for k, c in counts.items()) / n
        out["mean_place"] = mean
        if "steps" in parameters:
            out["classical_spread"] = math.sqrt(parameters["steps"])
        out["spread"] = math.sqrt(sum((place(k) - mean) ** 2 * c for k, c in counts.items()) / n)
    if family in ("ising", "heisenberg"):
        if width > 1:
            alike = lambda k: sum(1 if a == b else -1 for a, b in zip(k, k[1:]))
            out["neighbor_correlation"] = sum(alike(k) * c for k, c in counts.items()) / n / (width - 1)
        out["magnetization"] = sum((width - 2 * k.count("1")) * c for k, c in counts.items()) / n / width
    if family == "surface_code":
        distance = parameters.get("distance", 3)
        detectors, logical = surface_detectors(distance, parameters.get("rounds", distance))
        parity = lambda key, bits: sum(key[-1 - b] == "1" for b in bits) % 2
        out["logical_error_without_decoding"] = share(lambda k: parity(k, logical) == 1)
        out["detectors_fired_per_shot"] = sum(sum(parity(k, d) for d in detectors) * c for k, c in counts.items()) / n
    return out


def check(path):
    report = json.load(open(path))
    request, runs = report["plan"], [r for r in report["runs"] if r["status"] == "completed"]
    if "request" in request and isinstance(request["request"], dict):
        request = request["request"]
    figures = report["insight"]["statistics"]
    parameters = {k: v for k, v in request.get("defaults", {}).items() if k not in ("qubits", "shots")}
    parameters.update(request["circuit"].get("parameters") or {})
    wrong = []
    for name, value in family_numbers(request["circuit"]["family"], parameters, runs[0], runs).items():
        told = figures.get(name)
        if told is None or abs(told - value) > 1e-9 * max(1, abs(value)):
            wrong.append(f"{name}: told {told}, recomputed {value}")
    print(f"{path}: {request['circuit']['family']}: " + ("; ".join(wrong) if wrong else "every number agrees"))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(any([check(path) for path in sys.argv[1:]]))
