"""Runs Clifford circuits on Stim."""

import itertools

import numpy
import stim

from proxima_worker import Refused, count_rows, floats, serve

GATES = {
    "id": "I", "x": "X", "y": "Y", "z": "Z", "h": "H", "s": "S", "sdg": "S_DAG", "sx": "SQRT_X", "sxdg": "SQRT_X_DAG",
    "cx": "CX", "cy": "CY", "cz": "CZ", "swap": "SWAP", "iswap": "ISWAP",
}


class Builder:
    def __init__(self, job):
        self.circuit = stim.Circuit()
        self.records = {}
        self.count = 0
        # Every qubit is there, used or not.
        self.circuit.append("I", range(job.qubits))
        for op in job.ops:
            self.add(op)

    def add(self, op):
        kind = op[0]
        if kind == "g":
            self.circuit.append(GATES[op[1]], op[3])
        elif kind == "pauli":
            self.products(op[1], op[2])
        elif kind == "dep":
            self.depolarize(op[1], op[2])
        elif kind == "m":
            self.measure(op[1], op[2], op[3], op[4])
        elif kind == "r":
            self.circuit.append("R", [op[1]])
        elif kind == "if":
            self.conditional(op[1], op[2])
        else:
            raise Refused(f"the operation {op[:2]} is not known")

    def measure(self, qubit, slot, up, down):
        if up != down:
            raise Refused("readout errors that differ for 0 and 1 are not there")
        self.circuit.append("M", [qubit], up)
        self.records[slot] = self.count
        self.count += 1

    def depolarize(self, p, qubits):
        if len(qubits) <= 2:
            self.circuit.append(f"DEPOLARIZE{len(qubits)}", qubits, p)
            return
        names = ["".join(letters) for letters in itertools.product("IXYZ", repeat=len(qubits))][1:]
        self.products([[text, p / len(names)] for text in names], qubits)

    def products(self, terms, qubits):
        """One of the Pauli products or none: each with its probability where none before it was drawn."""
        if len(terms) == 1 and len(qubits) == 1:
            self.circuit.append(terms[0][0] + "_ERROR", qubits, terms[0][1])
            return
        name, left = "CORRELATED_ERROR", 1.0
        for letters, p in terms:
            targets = [stim.target_pauli(q, letter) for q, letter in zip(qubits, letters) if letter != "I"]
            self.circuit.append(name, targets, min(1.0, p / left) if left > 0 else 0.0)
            name, left = "ELSE_CORRELATED_ERROR", left - p

    def conditional(self, bits, ops):
        if len(bits) != 1:
            raise Refused("conditions over several bits are not there")
        slot, value = bits[0]
        if slot not in self.records:
            if value == 0:
                for op in ops:
                    self.add(op)
            return
        record = stim.target_rec(self.records[slot] - self.count)
        for op in ops:
            if op[0] != "g" or op[1] not in ("x", "y", "z", "id"):
                raise Refused("only X, Y and Z may depend on a measurement")
            if op[1] == "id":
                continue
            if value == 0:
                self.circuit.append(op[1].upper(), op[3])
            self.circuit.append("C" + op[1].upper(), [record, op[3][0]])


def product(factors, qubits):
    text = ["_"] * qubits
    for pauli, qubit in factors:
        text[qubit] = pauli
    return stim.PauliString("".join(text))


def run(job):
    builder = Builder(job)
    answer = {}
    if job.observables:
        observe(job, builder, answer)
    if job.shots > 0:
        for qubit, slot in job.measures:
            builder.measure(qubit, slot, 0, 0)
        rows = builder.circuit.compile_sampler(seed=job.seed).sample(job.shots)
        bits = numpy.zeros((job.shots, job.slots), dtype=numpy.uint8)
        for slot, record in builder.records.items():
            bits[:, slot] = rows[:, record]
        answer["counts"] = count_rows(bits, job.slots)
    elif job.probabilities:
        simulator = stim.TableauSimulator()
        simulator.do(builder.circuit)
        state = simulator.state_vector(endian="little").astype(numpy.complex128)
        weights = numpy.abs(state) ** 2
        answer["stateProbabilities"] = floats(weights / weights.sum())
    return answer


def observe(job, builder, answer):
    if not job.noisy and not builder.records:
        simulator = stim.TableauSimulator()
        simulator.do(builder.circuit)
        answer["expectations"] = [
            sum(c * simulator.peek_observable_expectation(product(f, job.qubits)) for c, f in terms)
            for terms in job.observables]
        return
    values, errors = [], []
    for number, terms in enumerate(job.observables):
        value, variance = 0.0, 0.0
        for index, (coefficient, factors) in enumerate(terms):
            if not factors:
                value += coefficient
                continue
            circuit = builder.circuit.copy()
            circuit.append("MPP", stim.target_combined_paulis(product(factors, job.qubits)))
            sampler = circuit.compile_sampler(seed=job.seed + 7919 * (number * 1000 + index + 1))
            signs = 1 - 2 * sampler.sample(job.shots)[:, -1].astype(float)
            value += coefficient * signs.mean()
            variance += coefficient**2 * signs.var(ddof=1) / job.shots if job.shots > 1 else 0
        values.append(value)
        errors.append(variance**0.5)
    answer["expectations"], answer["standardErrors"] = values, errors


serve("stim", stim.__version__, run)
