"""One simulator in a process of its own: loads a circuit, then simulates it once for each line on standard input."""
import json
import math
import os
import sys
import time

import workloads


def load_qsim(n, operations, precision, threads):
    import cirq
    import qsimcirq
    qubits = cirq.LineQubit.range(n)
    plain = {'h': cirq.H, 'x': cirq.X, 'z': cirq.Z, 't': cirq.T, 'cx': cirq.CX, 'cz': cirq.CZ, 'swap': cirq.SWAP, 'sx': cirq.X ** 0.5}
    turned = {'ry': cirq.ry, 'rz': cirq.rz, 'cu1': lambda t: cirq.CZPowGate(exponent=t / math.pi)}
    circuit = cirq.Circuit()
    circuit.append((plain[g] if g in plain else turned[g](*p)).on(*[qubits[i] for i in q]) for g, p, q in operations)
    simulator = qsimcirq.QSimSimulator(qsimcirq.QSimOptions(cpu_threads=threads, max_fused_gate_size=3))
    return lambda: float(abs(simulator.compute_amplitudes(circuit, bitstrings=[0], qubit_order=qubits)[0]) ** 2)


def load_qulacs(n, operations, precision, threads):
    import qulacs
    from qulacs import gate
    circuit = qulacs.QuantumCircuit(n)
    plain = {'h': gate.H, 'x': gate.X, 'z': gate.Z, 't': gate.T, 'cx': gate.CNOT, 'cz': gate.CZ, 'swap': gate.SWAP, 'sx': gate.sqrtX}
    for g, p, q in operations:
        if g in plain:
            circuit.add_gate(plain[g](*q))
        elif g == 'cu1':
            matrix = gate.to_matrix_gate(gate.U1(q[1], p[0]))
            matrix.add_control_qubit(q[0], 1)
            circuit.add_gate(matrix)
        else:
            # Its rotations turn the other way round.
            circuit.add_gate({'ry': gate.RY, 'rz': gate.RZ}[g](q[0], -p[0]))
    qulacs.circuit.QuantumCircuitOptimizer().optimize_light(circuit)
    state = qulacs.QuantumState(n)

    def run():
        state.set_zero_state()
        circuit.update_quantum_state(state)
        return float(abs(state.get_amplitude(0)) ** 2)
    return run


def load_lightning(n, operations, precision, threads):
    import numpy
    import pennylane as qml
    plain = {'h': qml.Hadamard, 'x': qml.PauliX, 'z': qml.PauliZ, 't': qml.T, 'cx': qml.CNOT, 'cz': qml.CZ, 'swap': qml.SWAP, 'sx': qml.SX}
    turned = {'ry': qml.RY, 'rz': qml.RZ, 'cu1': qml.ControlledPhaseShift}
    device = qml.device('lightning.qubit', wires=n, c_dtype=numpy.complex64 if precision == 'single' else numpy.complex128)
    gates = [plain[g](wires=q) if g in plain else turned[g](*p, wires=q) for g, p, q in operations]
    tape = qml.tape.QuantumScript(gates, [qml.expval(qml.Z(0))])
    return lambda: (device.execute(tape), None)[1]


# Who offers which precision and whether threads make a difference.
OFFERS = {'qsim': (['single'], True), 'qulacs': (['double'], True), 'lightning': (['single', 'double'], False)}


def main():
    simulator, name, precision, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    out = os.fdopen(os.dup(1), 'w')
    os.dup2(2, 1)
    run = globals()['load_' + simulator](*workloads.make(name), precision, threads)
    print(json.dumps({'ready': True}), file=out, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        value = run()
        print(json.dumps({'seconds': time.perf_counter() - begin, 'value': value}), file=out, flush=True)


if __name__ == '__main__':
    main()
