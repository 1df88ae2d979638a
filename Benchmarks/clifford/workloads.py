"""Clifford circuits in Stim's format, the same for everybody."""
import random

import stim


def random_clifford(n, depth):
    r = random.Random(1)
    circuit = stim.Circuit()
    for _ in range(depth):
        for i in range(n):
            circuit.append(r.choice(['H', 'S', 'SQRT_X', 'I']), [i])
        order = list(range(n))
        r.shuffle(order)
        circuit.append('CX', order[:n // 2 * 2])
    circuit.append('M', range(n))
    return circuit


def ghz(n):
    circuit = stim.Circuit('H 0')
    for i in range(n - 1):
        circuit.append('CX', [i, i + 1])
    circuit.append('M', range(n))
    return circuit


def surface(distance, rounds):
    return stim.Circuit.generated(
        'surface_code:rotated_memory_z', distance=distance, rounds=rounds, after_clifford_depolarization=0.001,
        before_measure_flip_probability=0.001, after_reset_flip_probability=0.001, before_round_data_depolarization=0.001)


# name: circuit, shots, what of Stim is timed, goal for ours / Stim
WORK = {
    'random_n1000_d20': (lambda: random_clifford(1000, 20), 1, 'tableau', 1.0),
    'random_n1000_d100': (lambda: random_clifford(1000, 100), 1, 'tableau', 1.0),
    'random_n1000_d20_10k': (lambda: random_clifford(1000, 20), 10_000, 'samples', 1.0),
    'surface_d11_r11_100k': (lambda: surface(11, 11), 100_000, 'detectors', 1.0),
    'ghz_n10000': (lambda: ghz(10_000), 1, 'tableau', 0.1),
    'ghz_n10000_1k': (lambda: ghz(10_000), 1000, 'samples', 0.1),
}
