"""One simulator in a process of its own: loads a circuit, then simulates it once for each line on standard input."""
import json
import math
import os
import sys
import time

import workloads


def load_qsim(n, operations, precision, threads, shots):
    import cirq
    import qsimcirq
    qubits = cirq.LineQubit.range(n)
    plain = {'h': cirq.H, 'x': cirq.X, 'z': cirq.Z, 't': cirq.T, 'cx': cirq.CX, 'cz': cirq.CZ, 'swap': cirq.SWAP, 'sx': cirq.X ** 0.5,
             'ccx': cirq.CCX}
    turned = {'ry': cirq.ry, 'rz': cirq.rz, 'cu1': lambda t: cirq.CZPowGate(exponent=t / math.pi)}
    circuit = cirq.Circuit()
    circuit.append((plain[g] if g in plain else turned[g](*p)).on(*[qubits[i] for i in q]) for g, p, q in operations)
    simulator = qsimcirq.QSimSimulator(qsimcirq.QSimOptions(cpu_threads=threads, max_fused_gate_size=3))
    if shots:
        circuit.append(cirq.measure(*qubits, key='m'))
        return lambda: (simulator.run(circuit, repetitions=shots), None)[1]
    return lambda: float(abs(simulator.compute_amplitudes(circuit, bitstrings=[0], qubit_order=qubits)[0]) ** 2)


def load_qulacs(n, operations, precision, threads, shots):
    import qulacs
    from qulacs import gate
    circuit = qulacs.QuantumCircuit(n)
    plain = {'h': gate.H, 'x': gate.X, 'z': gate.Z, 't': gate.T, 'cx': gate.CNOT, 'cz': gate.CZ, 'swap': gate.SWAP, 'sx': gate.sqrtX,
             'ccx': gate.TOFFOLI}
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
        if shots:
            state.sampling(shots)
            return None
        return float(abs(state.get_amplitude(0)) ** 2)
    return run


def load_lightning(n, operations, precision, threads, shots, name='lightning.qubit'):
    import numpy
    import pennylane as qml
    plain = {'h': qml.Hadamard, 'x': qml.PauliX, 'z': qml.PauliZ, 't': qml.T, 'cx': qml.CNOT, 'cz': qml.CZ, 'swap': qml.SWAP, 'sx': qml.SX,
             'ccx': qml.Toffoli}
    turned = {'ry': qml.RY, 'rz': qml.RZ, 'cu1': qml.ControlledPhaseShift}
    device = qml.device(name, wires=n, c_dtype=numpy.complex64 if precision == 'single' else numpy.complex128)
    gates = [plain[g](wires=q) if g in plain else turned[g](*p, wires=q) for g, p, q in operations]
    if shots:
        tape = qml.tape.QuantumScript(gates, [qml.sample(wires=range(n))], shots=shots)
    else:
        tape = qml.tape.QuantumScript(gates, [qml.expval(qml.Z(0))])
    return lambda: (device.execute(tape), None)[1]


def load_kokkos(n, operations, precision, threads, shots):
    return load_lightning(n, operations, precision, threads, shots, 'lightning.kokkos')


def load_aer(n, operations, precision, threads, shots):
    from qiskit import QuantumCircuit, qasm2
    from qiskit_aer import AerSimulator
    circuit = qasm2.loads(workloads.text(n, operations), custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
    simulator = AerSimulator(method='statevector', precision=precision, max_parallel_threads=threads, fusion_max_qubit=3)
    if shots:
        circuit.measure_all()
        return lambda: (simulator.run(circuit, shots=shots).result().data(0), None)[1]
    from qiskit_aer.library import SaveAmplitudesSquared
    circuit.append(SaveAmplitudesSquared(n, [0]), range(n))
    return lambda: float(simulator.run(circuit, shots=1).result().data(0)['amplitudes_squared'][0])


def load_mindquantum(n, operations, precision, threads, shots):
    import mindquantum
    from mindquantum.core import gates
    from mindquantum.core.circuit import Circuit
    from mindquantum.simulator import Simulator
    plain = {'h': gates.H, 'x': gates.X, 'z': gates.Z, 't': gates.T, 'sx': gates.SX}
    controlled = {'cx': gates.X, 'cz': gates.Z, 'ccx': gates.X}
    circuit = Circuit()
    for g, p, q in operations:
        if g in plain:
            circuit += plain[g].on(q[0])
        elif g in controlled:
            circuit += controlled[g].on(q[-1], q[:-1])
        elif g == 'swap':
            circuit += gates.SWAP.on(q)
        elif g == 'cu1':
            circuit += gates.PhaseShift(p[0]).on(q[1], q[0])
        else:
            circuit += {'ry': gates.RY, 'rz': gates.RZ}[g](p[0]).on(q[0])
    if shots:
        for qubit in range(n):
            circuit += gates.Measure(f'q{qubit}').on(qubit)
    simulator = Simulator('mqvector', n, dtype=mindquantum.complex64 if precision == 'single' else mindquantum.complex128)

    def run():
        simulator.reset()
        if shots:
            simulator.sampling(circuit, shots=shots)
        else:
            simulator.apply_circuit(circuit)
        return None
    return run


def load_qrack(n, operations, precision, threads, shots):
    from pyqrack import QrackSimulator

    def run():
        state = QrackSimulator(n, is_gpu=False)
        for g, p, q in operations:
            if g in ('h', 'x', 'z', 't'):
                getattr(state, g)(q[0])
            elif g == 'sx':
                state.u(q[0], math.pi / 2, -math.pi / 2, math.pi / 2)
            elif g in ('ry', 'rz'):
                state.r({'ry': 3, 'rz': 2}[g], p[0], q[0])
            elif g in ('cx', 'ccx'):
                state.mcx(q[:-1], q[-1])
            elif g == 'cz':
                state.mcz(q[:-1], q[-1])
            elif g == 'cu1':
                state.mcmtrx([q[0]], [1, 0, 0, complex(math.cos(p[0]), math.sin(p[0]))], q[1])
            else:
                state.swap(*q)
        if shots:
            state.measure_shots(list(range(n)), shots)
            return None
        return float(state.prob_perm(list(range(n)), [False] * n))
    return run


def load_ddsim(n, operations, precision, threads, shots):
    from mqt import ddsim
    from mqt.core.ir import QuantumComputation
    text = workloads.text(n, [('p' if g == 'u1' else 'cp' if g == 'cu1' else g, p, q) for g, p, q in operations])
    circuit = QuantumComputation.from_qasm_str(text + f'creg c[{n}];\nmeasure q -> c;\n' if shots else text)
    return lambda: (ddsim.CircuitSimulator(circuit).simulate(max(1, shots)), None)[1]


# Who offers which precision and whether threads make a difference.
OFFERS = {'qsim': (['single'], True), 'qulacs': (['double'], True), 'lightning': (['single', 'double'], False),
          'kokkos': (['single', 'double'], True), 'aer': (['single', 'double'], True),
          'mindquantum': (['single', 'double'], True), 'qrack': (['single'], True), 'ddsim': (['double'], False)}
# These find structure; the others work on the whole state.
STRUCTURED = {'qrack', 'ddsim'}


def main():
    simulator, name, precision, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    out = os.fdopen(os.dup(1), 'w')
    os.dup2(2, 1)
    run = globals()['load_' + simulator](*workloads.make(name), precision, threads, workloads.shots(name))
    print(json.dumps({'ready': True}), file=out, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        value = run()
        print(json.dumps({'seconds': time.perf_counter() - begin, 'value': value}), file=out, flush=True)


if __name__ == '__main__':
    main()
