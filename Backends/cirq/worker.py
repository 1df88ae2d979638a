"""Runs circuits on Cirq's own simulators."""

import cirq
import numpy

from cirq_circuits import Builder
from proxima_worker import amplitudes, count_rows, floats, pauli_expectations, serve


def simulator(job):
    dtype = numpy.complex64 if job.precision == "single" else numpy.complex128
    make = cirq.DensityMatrixSimulator if job.method == "density_matrix" else cirq.Simulator
    return make(dtype=dtype, seed=job.seed)


def run(job):
    answer = {}
    builder = Builder(job)
    if job.shots > 0:
        circuit = builder.circuit(measure=True)
        if builder.measured:
            result = simulator(job).run(circuit, repetitions=job.shots)
            answer["counts"] = count_rows(builder.bits(result, job.shots), job.slots)
        else:
            answer["counts"] = {"0" * job.slots: job.shots}
    if job.shots == 0 or job.observables or job.state:
        values(job, answer)
    return answer


def values(job, answer):
    """What needs the state itself: the same state for every shot, or the mixture over all of them."""
    if job.method == "trajectories":
        return averaged(job, answer)
    builder = Builder(job)
    final = simulator(job).simulate(builder.circuit(measure=False), qubit_order=builder.qubits)
    if job.method == "density_matrix":
        state = final.final_density_matrix
        weights = numpy.real(numpy.diagonal(state))
    else:
        state = final.final_state_vector
        if job.state:
            answer["state"] = amplitudes(state)
        weights = numpy.abs(state) ** 2
        if job.shots == 0:
            answer["amplitude0"] = [float(state[0].real), float(state[0].imag)]
    if job.probabilities:
        answer["stateProbabilities"] = floats(weights)
    if job.observables:
        answer["expectations"] = pauli_expectations(state, job)


def averaged(job, answer):
    """Expectation values over trajectories, as many as there are shots."""
    builder = Builder(job)
    circuit = builder.circuit(measure=False)
    rows, engine = [], simulator(job)
    for index in range(job.shots):
        state = engine.simulate(circuit, qubit_order=builder.qubits).final_state_vector
        rows.append(pauli_expectations(state, job))
        job.progress(index / job.shots)
    table = numpy.array(rows)
    answer["expectations"] = table.mean(axis=0).tolist()
    answer["standardErrors"] = (table.std(axis=0, ddof=1) / len(rows) ** 0.5).tolist() if len(rows) > 1 else None


serve("cirq", cirq.__version__, run)
