"""Runs circuits on QuEST 3, through pyquest."""

import importlib.metadata

import numpy
from pyquest import Register, decoherence, unitaries

from proxima_worker import Refused, matrix as numbers, serve, state_answer

ONE = {
    "x": [[0, 1], [1, 0]], "y": [[0, -1j], [1j, 0]], "z": [[1, 0], [0, -1]], "h": [[0.5**0.5, 0.5**0.5], [0.5**0.5, -(0.5**0.5)]],
    "s": [[1, 0], [0, 1j]], "sdg": [[1, 0], [0, -1j]], "t": [[1, 0], [0, numpy.exp(0.25j * numpy.pi)]],
    "tdg": [[1, 0], [0, numpy.exp(-0.25j * numpy.pi)]], "sx": [[0.5 + 0.5j, 0.5 - 0.5j], [0.5 - 0.5j, 0.5 + 0.5j]],
}
ONE = {name: numpy.array(matrix, dtype=complex) for name, matrix in ONE.items()}
CONTROLLED = {"cx": ("x", 1), "cy": ("y", 1), "cz": ("z", 1), "ccx": ("x", 2)}
# What a Pauli after a Pauli is, but for the phase.
PRODUCTS = {"I" + a: a for a in "XYZ"} | {a + a: "I" for a in "XYZ"}
PRODUCTS |= {a + b: c for a, b, c in ("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")}
TURNS = {"rx": "x", "ry": "y", "rz": "z"}


def matrix(name, parameters):
    if name in ONE:
        return ONE[name]
    if name in TURNS:
        half = parameters[0] / 2
        return numpy.cos(half) * numpy.eye(2) - 1j * numpy.sin(half) * ONE[TURNS[name]]
    if name == "p":
        return numpy.diag([1, numpy.exp(1j * parameters[0])])
    theta, phi, lam = parameters
    c, s = numpy.cos(theta / 2), numpy.sin(theta / 2)
    return numpy.array([[c, -numpy.exp(1j * lam) * s], [numpy.exp(1j * phi) * s, numpy.exp(1j * (phi + lam)) * c]])


def gate(op):
    name, parameters, wires = op[1], op[2], op[3]
    if name in CONTROLLED:
        base, controls = CONTROLLED[name]
        return unitaries.U(targets=[wires[-1]], matrix=ONE[base], controls=wires[:controls])
    if name == "cp":
        return unitaries.U(targets=[wires[1]], matrix=matrix("p", parameters), controls=[wires[0]])
    if name == "swap":
        return unitaries.Swap(targets=wires)
    return unitaries.U(targets=wires, matrix=matrix(name, parameters))


def apply(register, op):
    kind = op[0]
    if kind == "g":
        if op[1] != "id":
            register.apply_operator(gate(op))
    elif kind == "u":
        register.apply_operator(unitaries.U(targets=op[2], matrix=numbers(op[1])))
    elif kind == "dep":
        limit = {1: 3 / 4, 2: 15 / 16}.get(len(op[2]))
        if limit is None or op[1] > limit:
            raise Refused(f"depolarizing noise of {op[1]} on {len(op[2])} qubits together is not there")
        register.apply_operator(decoherence.Depolarising(op[2], op[1]))
    elif kind == "damp":
        register.apply_operator(decoherence.Damping(op[2], op[1]))
    elif kind == "pauli":
        paulis(register, op[1], op[2])
    else:
        raise Refused(f"the operation {op[:2]} is not known")


def paulis(register, terms, qubits):
    """Paulis on one qubit; QuEST wants none above the identity, so the most likely one is applied for certain first."""
    if len(qubits) != 1:
        raise Refused("Pauli noise on several qubits together is not there")
    weights = {"I": max(0.0, 1 - sum(p for _, p in terms)), "X": 0.0, "Y": 0.0, "Z": 0.0}
    for letter, p in terms:
        weights[letter] += p
    likely = max(weights, key=weights.get)
    if likely != "I":
        register.apply_operator(unitaries.U(targets=qubits, matrix=ONE[likely.lower()]))
    rest = [weights[PRODUCTS[likely + letter]] for letter in "XYZ"]
    register.apply_operator(decoherence.PauliNoise(qubits, rest))


def run(job):
    mixed = job.method == "density_matrix"
    register = Register(job.qubits, density_matrix=mixed)
    for index, op in enumerate(job.ops):
        apply(register, op)
        job.progress((index + 1) / len(job.ops))
    state = numpy.array(register[:, :] if mixed else register[:])
    return state_answer(state, job, lambda qubit: qubit)


serve("quest", importlib.metadata.version("pyquest"), run)
