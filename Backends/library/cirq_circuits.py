"""Builds Cirq circuits of a job's operations, for the backends that take them: Cirq itself and qsim."""

import cirq
import numpy
import sympy

from proxima_worker import Refused, matrix

GATES = {
    "id": cirq.I, "x": cirq.X, "y": cirq.Y, "z": cirq.Z, "h": cirq.H, "s": cirq.S, "sdg": cirq.S**-1, "t": cirq.T,
    "tdg": cirq.T**-1, "sx": cirq.X**0.5, "sxdg": cirq.X**-0.5, "cx": cirq.CNOT, "cz": cirq.CZ, "swap": cirq.SWAP,
    "iswap": cirq.ISWAP, "ccx": cirq.CCX, "ccz": cirq.CCZ, "cswap": cirq.CSWAP,
}
TURNS = {
    "rx": lambda t: cirq.rx(t), "ry": lambda t: cirq.ry(t), "rz": lambda t: cirq.rz(t),
    "p": lambda t: cirq.ZPowGate(exponent=t / numpy.pi), "cp": lambda t: cirq.CZPowGate(exponent=t / numpy.pi),
}


def euler(theta, phi, lam):
    """The matrix of OpenQASM's u."""
    c, s = numpy.cos(theta / 2), numpy.sin(theta / 2)
    return numpy.array([[c, -numpy.exp(1j * lam) * s], [numpy.exp(1j * phi) * s, numpy.exp(1j * (phi + lam)) * c]])


class Builder:
    """A job's circuit."""

    def __init__(self, job):
        self.job = job
        self.qubits = cirq.LineQubit.range(job.qubits)
        self.measured = set()

    def circuit(self, measure):
        operations = [self.operation(op) for op in self.job.ops]
        circuit = cirq.Circuit(op for op in operations if op is not None)
        if measure:
            for qubit, slot in self.job.measures:
                self.measured.add(slot)
                circuit.append(cirq.measure(self.qubits[qubit], key=f"c{slot}"))
        return circuit

    def operation(self, op):
        kind, qubits = op[0], self.qubits
        if kind == "g":
            wires = [qubits[q] for q in op[3]]
            if op[1] in GATES:
                return GATES[op[1]](*wires)
            if op[1] in TURNS:
                return TURNS[op[1]](*op[2])(*wires)
            if op[1] == "u":
                return cirq.MatrixGate(euler(*op[2]))(*wires)
        elif kind == "u":
            # Cirq's first qubit is the most significant.
            return cirq.MatrixGate(matrix(op[1]))(*[qubits[q] for q in reversed(op[2])])
        elif kind == "dep":
            return cirq.depolarize(op[1], n_qubits=len(op[2]))(*[qubits[q] for q in op[2]])
        elif kind == "pauli":
            terms = dict(map(tuple, op[1]))
            terms["I" * len(op[2])] = max(0.0, 1 - sum(terms.values()))
            return cirq.asymmetric_depolarize(error_probabilities=terms)(*[qubits[q] for q in op[2]])
        elif kind == "kraus":
            return cirq.KrausChannel([matrix(numbers) for numbers in op[1]])(*[qubits[q] for q in reversed(op[2])])
        elif kind == "damp":
            return cirq.amplitude_damp(op[1])(qubits[op[2]])
        elif kind == "r":
            return cirq.reset(qubits[op[1]])
        elif kind == "m":
            self.measured.add(op[2])
            up, down = op[3], op[4]
            confusion = {(0,): numpy.array([[1 - up, up], [down, 1 - down]])} if max(up, down) > 0 else None
            return cirq.measure(qubits[op[1]], key=f"c{op[2]}", confusion_map=confusion)
        elif kind == "if":
            return self.conditional(op[1], op[2])
        raise Refused(f"the operation {op[:2]} is not known")

    def conditional(self, bits, ops):
        conditions = []
        for slot, value in bits:
            if slot in self.measured:
                conditions.append(sympy.Eq(sympy.Symbol(f"c{slot}"), value))
            elif value == 1:
                return None  # a bit that nobody has written is 0
        body = [self.operation(op) for op in ops]
        return [op.with_classical_controls(*conditions) if conditions else op for op in body]

    def bits(self, result, shots):
        """The last value of each slot in each shot."""
        bits = numpy.zeros((shots, self.job.slots), dtype=numpy.uint8)
        for slot in self.measured:
            bits[:, slot] = result.records[f"c{slot}"][:, -1, 0]
        return bits
