"""One noisy simulator in a process of its own: loads a circuit, then runs it once for each line on standard input.

  peer.py NAME QUBITS DEPTH PRECISION THREADS SHOTS P1 P2
"""
import json
import sys
import time

import workloads

QUBITS, DEPTH, PRECISION, THREADS, SHOTS = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]), int(sys.argv[6])
P1, P2 = float(sys.argv[7]), float(sys.argv[8])
OPERATIONS = workloads.layers(QUBITS, DEPTH)


def aer(method):
    import qiskit
    from qiskit_aer import AerSimulator
    from qiskit_aer.noise import NoiseModel, depolarizing_error
    model = NoiseModel()
    # Aer's parameter counts the identity among the Paulis.
    model.add_all_qubit_quantum_error(depolarizing_error(P1 * 4 / 3, 1), ['ry', 'rz'])
    model.add_all_qubit_quantum_error(depolarizing_error(P2 * 16 / 15, 2), ['cx'])
    circuit = qiskit.QuantumCircuit(QUBITS)
    for name, angle, qubits in OPERATIONS:
        getattr(circuit, name)(*([angle] if name != 'cx' else []), *qubits)
    if SHOTS:
        circuit.measure_all()
    else:
        circuit.save_probabilities()
    simulator = AerSimulator(method=method, noise_model=model, max_parallel_threads=THREADS, precision=PRECISION)

    def run():
        result = simulator.run(circuit, shots=SHOTS or 1, seed_simulator=5).result()
        assert result.success, result.status
        if SHOTS:
            return result.get_counts().get('0' * QUBITS, 0) / SHOTS
        return float(result.data(0)['probabilities'][0])
    return run


def qulacs():
    import qulacs
    from qulacs import gate
    circuit = qulacs.QuantumCircuit(QUBITS)
    for name, angle, qubits in OPERATIONS:
        if name == 'cx':
            circuit.add_gate(gate.CNOT(*qubits))
            circuit.add_gate(gate.TwoQubitDepolarizingNoise(*qubits, P2))
        else:
            circuit.add_gate({'ry': gate.RotY, 'rz': gate.RotZ}[name](qubits[0], angle))
            circuit.add_gate(gate.DepolarizingNoise(qubits[0], P1))
    if SHOTS:
        simulator = qulacs.NoiseSimulator(circuit, qulacs.QuantumState(QUBITS))
        return lambda: simulator.execute(SHOTS).count(0) / SHOTS
    state = qulacs.DensityMatrix(QUBITS)

    def run():
        state.set_zero_state()
        circuit.update_quantum_state(state)
        return float(state.get_matrix()[0, 0].real)
    return run


def cirq_circuit():
    import cirq
    qubits = cirq.LineQubit.range(QUBITS)
    circuit = cirq.Circuit()
    for name, angle, at in OPERATIONS:
        if name == 'cx':
            circuit.append([cirq.CX(qubits[at[0]], qubits[at[1]]), cirq.depolarize(P2, 2)(qubits[at[0]], qubits[at[1]])])
        else:
            circuit.append([{'ry': cirq.ry, 'rz': cirq.rz}[name](angle)(qubits[at[0]]), cirq.depolarize(P1)(qubits[at[0]])])
    return cirq, qubits, circuit


def cirq_density():
    import numpy
    cirq, qubits, circuit = cirq_circuit()
    simulator = cirq.DensityMatrixSimulator(dtype=numpy.complex64 if PRECISION == 'single' else numpy.complex128)
    return lambda: float(simulator.simulate(circuit, qubit_order=qubits).final_density_matrix[0, 0].real)


def qsim():
    import qsimcirq
    cirq, qubits, circuit = cirq_circuit()
    circuit.append(cirq.measure(*qubits, key='m'))
    simulator = qsimcirq.QSimSimulator(qsimcirq.QSimOptions(cpu_threads=THREADS, max_fused_gate_size=2))
    return lambda: float((simulator.run(circuit, repetitions=SHOTS).measurements['m'].sum(axis=1) == 0).mean())


LOADERS = {'aer': lambda: aer('density_matrix'), 'aer trajectories': lambda: aer('statevector'), 'qulacs': qulacs,
           'cirq': cirq_density, 'qsim': qsim}

run = LOADERS[sys.argv[1]]()
print('ready', flush=True)
for line in sys.stdin:
    begin = time.perf_counter()
    value = run()
    print(json.dumps({'seconds': time.perf_counter() - begin, 'value': value}), flush=True)
