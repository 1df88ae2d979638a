"""Runs circuits on Qiskit Aer."""

from functools import lru_cache

import numpy
import qiskit_aer
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import Kraus, SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.noise import (
    NoiseModel, ReadoutError, amplitude_damping_error, depolarizing_error, kraus_error, pauli_error)

from proxima_worker import NOISE, Refused, amplitudes, floats, kraus, matrix, serve

METHODS = {
    "statevector": "statevector",
    "trajectories": "statevector",
    "density_matrix": "density_matrix",
    "stabilizer": "stabilizer",
    "mps": "matrix_product_state",
}


@lru_cache(maxsize=16)
def simulator(method, precision, threads):
    return AerSimulator(method=METHODS[method], precision=precision, max_parallel_threads=threads)


@lru_cache(maxsize=4096)
def channel(kind, parameter, width):
    if kind == "dep":
        error = depolarizing_error(parameter, width)
    elif kind == "damp":
        error = amplitude_damping_error(parameter)
    else:
        # The rightmost letter is the first qubit's.
        terms = [(letters[::-1], p) for letters, p in parameter]
        rest = 1 - sum(p for _, p in terms)
        error = pauli_error(terms + [("I" * width, rest)] if rest > 0 else terms)
    return error.to_instruction()


def flat(ops):
    """The operations, those under conditions among them."""
    for op in ops:
        if op[0] == "if":
            yield from flat(op[2])
        else:
            yield op


class Builder:
    def __init__(self, job):
        self.job = job
        self.register = ClassicalRegister(job.slots, "c") if job.slots else None
        self.readout = {}
        # Aer cannot draw a mixture on several qubits where Kraus operators stand beside it ("Kraus is empty").
        self.general = job.method != "density_matrix" and any(op[0] in ("damp", "kraus") for op in flat(job.ops))

    def circuit(self):
        qubits = QuantumRegister(self.job.qubits, "q")
        circuit = QuantumCircuit(qubits, self.register) if self.register else QuantumCircuit(qubits)
        self.add(circuit, self.job.ops)
        return circuit

    def add(self, circuit, ops):
        for op in ops:
            kind = op[0]
            if kind == "g":
                getattr(circuit, op[1])(*op[2], *op[3])
            elif kind == "u":
                circuit.append(UnitaryGate(matrix(op[1])), op[2])
            elif self.general and kind in NOISE:
                qubits = op[2] if isinstance(op[2], list) else [op[2]]
                circuit.append(Kraus(kraus(op)).to_instruction(), qubits)
            elif kind == "dep":
                circuit.append(channel("dep", op[1], len(op[2])), op[2])
            elif kind == "damp":
                circuit.append(channel("damp", op[1], 1), [op[2]])
            elif kind == "pauli":
                circuit.append(channel("pauli", tuple(map(tuple, op[1])), len(op[2])), op[2])
            elif kind == "kraus":
                circuit.append(kraus_error([matrix(numbers) for numbers in op[1]]).to_instruction(), op[2])
            elif kind == "m":
                self.measure(circuit, op[1], op[2], (op[3], op[4]))
            elif kind == "r":
                circuit.reset(op[1])
            elif kind == "if":
                self.conditional(circuit, op[1], op[2])
            else:
                raise Refused(f"the operation {kind} is not known")

    def measure(self, circuit, qubit, slot, wrong):
        if self.readout.setdefault(qubit, wrong) != wrong:
            raise Refused("readout errors of one qubit differ")
        circuit.measure(qubit, slot)

    def conditional(self, circuit, bits, ops):
        if not bits:
            self.add(circuit, ops)
            return
        slot, value = bits[0]
        with circuit.if_test((circuit.clbits[slot], value)):
            self.conditional(circuit, bits[1:], ops)

    def noise(self):
        errors = {qubit: wrong for qubit, wrong in self.readout.items() if max(wrong) > 0}
        if not errors:
            return None
        model = NoiseModel()
        for qubit, (up, down) in errors.items():
            model.add_readout_error(ReadoutError([[1 - up, up], [down, 1 - down]]), [qubit])
        return model


def pauli_operator(terms, qubits):
    return SparsePauliOp.from_sparse_list(
        [("".join(p for p, _ in factors), [q for _, q in factors], coefficient) for coefficient, factors in terms],
        num_qubits=qubits)


def run(job):
    builder = Builder(job)
    circuit = builder.circuit()
    everything = list(range(job.qubits))
    drawn = job.shots > 0 and job.noisy and job.method != "density_matrix"
    for index, terms in enumerate(job.observables):
        circuit.save_expectation_value(pauli_operator(terms, job.qubits), everything, f"e{index}", pershot=drawn)
    if job.state:
        circuit.save_statevector("s")
    if job.shots == 0:
        if job.probabilities:
            circuit.save_probabilities(everything, "p")
        if job.method in ("statevector", "mps"):
            circuit.save_amplitudes([0], "a")
    elif job.measures:
        circuit.measure([q for q, _ in job.measures], [s for _, s in job.measures])
    result = simulator(job.method, job.precision, job.threads).run(
        circuit, shots=max(1, job.shots), seed_simulator=job.seed, noise_model=builder.noise()).result()
    if not result.success:
        status = result.status + "".join("; " + r.status for r in result.results if not r.success)
        if "memory" in status.lower():
            raise MemoryError(status)
        raise Refused(status)
    data = result.data(0)
    answer = {"seconds": result.results[0].time_taken}
    if job.shots > 0:
        width = job.slots
        answer["counts"] = {format(int(k, 16), f"0{width}b") if width else "": v for k, v in data["counts"].items()}
    elif job.probabilities:
        answer["stateProbabilities"] = floats(data["p"])
    if job.state:
        answer["state"] = amplitudes(numpy.asarray(data["s"]))
    if "a" in data:
        value = complex(data["a"][0])
        answer["amplitude0"] = [value.real, value.imag]
    if job.observables:
        values = [data[f"e{index}"] for index in range(len(job.observables))]
        if drawn:
            rows = [numpy.real(numpy.asarray(v)) for v in values]
            answer["expectations"] = [float(row.mean()) for row in rows]
            answer["standardErrors"] = [
                float(row.std(ddof=1) / len(row) ** 0.5) if len(row) > 1 else None for row in rows]
        else:
            answer["expectations"] = [float(numpy.real(v)) for v in values]
    return answer


def warm():
    """A first run loads what Aer loads late."""
    circuit = QuantumCircuit(1, 1)
    circuit.h(0)
    circuit.append(channel("dep", 0.1, 1), [0])
    circuit.measure(0, 0)
    simulator("statevector", "double", 0).run(circuit, shots=1).result()


serve("aer", qiskit_aer.__version__, run, warm)
