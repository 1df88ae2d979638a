"""Runs circuits on Qiskit Aer."""

from functools import lru_cache

import numpy
import qiskit_aer
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import SparsePauliOp
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, ReadoutError, amplitude_damping_error, depolarizing_error, pauli_error

from proxima_worker import Refused, floats, serve

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
        error = pauli_error([(kind, parameter), ("I", 1 - parameter)])
    return error.to_instruction()


class Builder:
    def __init__(self, job):
        self.job = job
        self.register = ClassicalRegister(job.slots, "c") if job.slots else None
        self.readout = {}

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
                size = 1 << len(op[2])
                matrix = numpy.array([complex(re, im) for re, im in op[1]]).reshape(size, size)
                circuit.append(UnitaryGate(matrix), op[2])
            elif kind == "dep":
                circuit.append(channel("dep", op[1], len(op[2])), op[2])
            elif kind == "damp":
                circuit.append(channel("damp", op[1], 1), [op[2]])
            elif kind == "flip":
                circuit.append(channel(op[1], op[2], 1), [op[3]])
            elif kind == "m":
                self.measure(circuit, op[1], op[2], op[3])
            elif kind == "r":
                circuit.reset(op[1])
            elif kind == "if":
                self.conditional(circuit, op[1], op[2])
            else:
                raise Refused(f"the operation {kind} is not known")

    def measure(self, circuit, qubit, slot, flip):
        if self.readout.setdefault(qubit, flip) != flip:
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
        errors = {qubit: flip for qubit, flip in self.readout.items() if flip > 0}
        if not errors:
            return None
        model = NoiseModel()
        for qubit, flip in errors.items():
            model.add_readout_error(ReadoutError([[1 - flip, flip], [flip, 1 - flip]]), [qubit])
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
