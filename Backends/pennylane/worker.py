"""Runs circuits on PennyLane: lightning.qubit for pure states, default.mixed for noise."""

import numpy
import pennylane as qml

from proxima_worker import NOISE, Refused, kraus, matrix, serve, state_answer

GATES = {
    "id": qml.Identity, "x": qml.PauliX, "y": qml.PauliY, "z": qml.PauliZ, "h": qml.Hadamard, "s": qml.S, "t": qml.T,
    "sx": qml.SX, "p": qml.PhaseShift, "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "cx": qml.CNOT, "cy": qml.CY,
    "cz": qml.CZ, "swap": qml.SWAP, "ccx": qml.Toffoli, "cswap": qml.CSWAP, "rxx": qml.IsingXX, "ryy": qml.IsingYY,
    "rzz": qml.IsingZZ, "cp": qml.ControlledPhaseShift, "crx": qml.CRX, "cry": qml.CRY, "crz": qml.CRZ, "u": qml.U3,
}


def operation(op):
    kind = op[0]
    if kind == "g":
        return GATES[op[1]](*op[2], wires=op[3])
    if kind == "u":
        return qml.QubitUnitary(matrix(op[1]), wires=list(reversed(op[2])))
    if kind == "damp":
        return qml.AmplitudeDamping(op[1], wires=op[2])
    if kind in NOISE:
        # PennyLane's first wire is the most significant.
        return qml.QubitChannel(kraus(op), wires=list(reversed(op[2])))
    raise Refused(f"the operation {op[:2]} is not known")


def device(job):
    if job.method == "density_matrix":
        return qml.device("default.mixed", wires=job.qubits)
    dtype = numpy.complex64 if job.precision == "single" else numpy.complex128
    return qml.device("lightning.qubit", wires=job.qubits, c_dtype=dtype)


def run(job):
    wires = list(range(job.qubits))
    operations = [operation(op) for op in job.ops]
    mixed = job.method == "density_matrix"
    wanted = qml.density_matrix(wires=wires) if mixed else qml.state()
    tape = qml.tape.QuantumScript(operations, [wanted])
    state = numpy.asarray(qml.execute([tape], device(job), diff_method=None)[0])
    return state_answer(state, job, lambda wire: job.qubits - 1 - wire)


serve("pennylane", qml.__version__, run)
