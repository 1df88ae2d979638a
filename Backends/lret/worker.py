"""Runs circuits on LRET's program quantum_sim: a file in, a file out, the low-rank factor L read back.

rho = L L^dagger. Probabilities, seeded samples and expectation values are computed here from L: the program's own would build
the dense matrix. It is only ever ended by SIGKILL with the whole group, because on other signals it calls a partial state a
success.
"""

import json
import os
import subprocess
import tempfile

import numpy

from proxima_worker import NOISE, Refused, drawn_counts, floats, kraus, pauli_expectations, serve

PROGRAM = os.environ["PROXIMA_BACKEND_PROGRAM"]
NAMES = {"cx": "CNOT"}
BOUND = 1e-3
"""The largest error that dropping eigenvalues may add up to."""
SMALLEST = 1e-15
"""Below this an epsilon means nothing: eigenvalues are not known better."""


def operation(op):
    kind = op[0]
    if kind == "g":
        entry = {"name": NAMES.get(op[1], op[1].upper()), "wires": op[3]}
        if op[2]:
            entry["params"] = op[2]
        return entry
    if kind in NOISE:
        wires = op[2] if isinstance(op[2], list) else [op[2]]
        if len(wires) > 1 and kind != "dep":
            raise Refused("nothing says in which order quantum_sim takes the operators of several qubits")
        return {"name": "KRAUS", "wires": wires, "kraus_operators": [
            {"real": numpy.real(m).tolist(), "imag": numpy.imag(m).tolist()} for m in kraus(op)]}
    raise Refused(f"the operation {op[:2]} is not known")


def tolerance(job):
    """epsilon and the bound it gives: channels x columns x epsilon, None where no epsilon can keep it."""
    channels = sum(1 for op in job.ops if op[0] in NOISE)
    if channels == 0:
        return 1e-12, 0.0
    columns = 2**job.qubits
    epsilon = min(1e-9, BOUND / (channels * columns))
    if epsilon < SMALLEST:
        return SMALLEST, None
    return epsilon, channels * columns * epsilon


def simulate(job, epsilon):
    request = {
        "circuit": {"num_qubits": job.qubits, "operations": [operation(op) for op in job.ops]},
        "config": {"epsilon": epsilon, "export_state": True},
    }
    with tempfile.TemporaryDirectory(prefix="proxima-lret-") as folder:
        source, target = os.path.join(folder, "in.json"), os.path.join(folder, "out.json")
        with open(source, "w", encoding="utf-8") as file:
            json.dump(request, file)
        environment = dict(os.environ, OMP_NUM_THREADS=str(job.threads))
        done = subprocess.run(
            [PROGRAM, "--input-json", source, "--output-json", target], env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode < 0:
            raise RuntimeError(f"quantum_sim was ended by signal {-done.returncode}; its answer does not count")
        message = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode != 0 or not os.path.exists(target):
            if "Unsupported gate: KRAUS" in message or "Unsupported gate: DEPOLARIZE" in message:
                raise Refused("this build of quantum_sim has no noise; build the branch cirq-scalability-comparison")
            raise Refused(message or f"quantum_sim ended with exit {done.returncode}")
        with open(target, encoding="utf-8") as file:
            return json.load(file)


def factor(job, result):
    """L as rows x columns, checked and of trace 1."""
    state = result.get("state") or {}
    if result.get("status") != "success" or state.get("rows") != 1 << job.qubits:
        raise RuntimeError("quantum_sim answered without a state of this circuit")
    shape = (state["rows"], state["cols"])
    matrix = numpy.array(state["L_real"]).reshape(shape) + 1j * numpy.array(state["L_imag"]).reshape(shape)
    trace = float(numpy.sum(numpy.abs(matrix) ** 2))
    if not abs(trace - 1) < 1e-2:
        raise RuntimeError(f"quantum_sim's state has trace {trace}")
    return matrix / numpy.sqrt(trace)


def run(job):
    epsilon, bound = tolerance(job)
    result = simulate(job, epsilon)
    columns = factor(job, result)
    weights = numpy.sum(numpy.abs(columns) ** 2, axis=1)
    answer = {"seconds": result["execution_time_ms"] / 1000}
    if bound is not None:
        answer["truncationError"] = bound
    if job.observables:
        parts = [pauli_expectations(columns[:, k], job) for k in range(columns.shape[1])]
        answer["expectations"] = numpy.sum(parts, axis=0).tolist()
    if job.shots > 0:
        answer["counts"] = drawn_counts(weights / weights.sum(), job, lambda qubit: qubit)
    else:
        if job.probabilities:
            answer["stateProbabilities"] = floats(weights)
        if columns.shape[1] == 1 and not job.noisy:
            answer["amplitude0"] = [float(columns[0, 0].real), float(columns[0, 0].imag)]
    return answer


serve("lret", "quantum_sim", run)
