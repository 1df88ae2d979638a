"""Runs circuits on qsim, single precision throughout."""

import numpy
import qsimcirq

from cirq_circuits import Builder
from proxima_worker import Refused, amplitudes, count_rows, floats, pauli_expectations, serve


def simulator(job):
    return qsimcirq.QSimSimulator({"t": job.threads, "f": 3}, seed=job.seed)


def run(job):
    answer = {"precision": "single"}
    if job.shots > 0:
        builder = Builder(job)
        circuit = builder.circuit(measure=True)
        if builder.measured:
            result = simulator(job).run(circuit, repetitions=job.shots)
            answer["counts"] = count_rows(builder.bits(result, job.shots), job.slots)
        else:
            answer["counts"] = {"0" * job.slots: job.shots}
    if job.shots == 0 or job.observables or job.state:
        if job.noisy:
            raise Refused("expectation values of a noisy circuit are not there")
        builder = Builder(job)
        final = simulator(job).simulate(builder.circuit(measure=False), qubit_order=builder.qubits)
        state = final.final_state_vector
        if job.state:
            answer["state"] = amplitudes(state)
        if job.shots == 0:
            answer["amplitude0"] = [float(state[0].real), float(state[0].imag)]
        if job.probabilities:
            weights = numpy.abs(state.astype(numpy.complex128)) ** 2
            answer["stateProbabilities"] = floats(weights / weights.sum())
        if job.observables:
            answer["expectations"] = pauli_expectations(state.astype(numpy.complex128), job)
    return answer


serve("qsim", qsimcirq.__version__, run)
