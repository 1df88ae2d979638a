"""Proxima's worker protocol: one JSON object a line, requests on stdin, answers on stdout.

A backend's script defines `run(job)` and ends with `serve(NAME, VERSION, run)`. What it prints otherwise goes to stderr, so
that a chatty library cannot spoil the protocol. docs/adding-an-executor.md describes every field.
"""

import base64
import itertools
import json
import os
import signal
import sys
import time
import traceback

PROTOCOL = 1
NOISE = ("dep", "pauli", "damp", "kraus")
"""The operations that are noise."""


class Refused(Exception):
    """What the backend cannot do: told to the person as it is."""


class Job:
    """One circuit to run. Qubits are numbered as the manifest's `qubits` says: with `little` qubit 0 is the least significant
    of a state's index, with `big` the most significant. So bit q of an index is always Proxima's qubit q.

    `ops` is a list of operations, each a list that begins with its kind:
    ["g", name, [parameters], [qubits]]   a gate of the manifest's set
    ["u", [[re, im], ...], [qubits]]      a unitary matrix, row by row, the first qubit least significant
    ["dep", p, [qubits]]                  depolarizing, in the manifest's convention
    ["pauli", [[letters, p], ...], [qubits]]  Pauli products such as "XI" (the first letter for the first qubit), each with its
                                          probability; what they leave is the identity
    ["damp", gamma, qubit]                amplitude damping
    ["kraus", [matrix, ...], [qubits]]    a channel by its operators, each like the matrix of "u"
    ["m", qubit, slot, up, down]          a measurement, 0 read as 1 with probability `up`, 1 read as 0 with `down`
    ["r", qubit]                          reset to |0>
    ["if", [[slot, 0 or 1], ...], [ops]]  where all these bits have these values
    """

    def __init__(self, message, send):
        self.id = message["id"]
        self.qubits = message["qubits"]
        self.slots = message["slots"]
        self.method = message["method"]
        self.shots = message["shots"]
        self.seed = message["seed"]
        self.precision = message["precision"]
        self.threads = message["threads"]
        self.ops = message["ops"]
        self.measures = message["measures"]
        """[[qubit, slot], ...]: measured at the very end, without readout errors; empty where anything is measured before."""
        self.observables = message["observables"]
        """Each a list of [coefficient, [["X" or "Y" or "Z", bit of a state's index], ...]]."""
        self.probabilities = message["probabilities"]
        """Whether the exact probabilities of all basis states are wanted."""
        self.state = message.get("state", False)
        """Whether the pure state before the measurements at the end is wanted as well: `state`, by `amplitudes(...)`."""
        self._send = send
        self._last = -1

    @property
    def noisy(self):
        return any(op[0] in NOISE for op in self.ops)

    def progress(self, fraction):
        """Tells how far the work is, at most once a percent."""
        percent = int(max(0.0, min(1.0, fraction)) * 100)
        if percent > self._last:
            self._last = percent
            self._send({"id": self.id, "kind": "progress", "fraction": percent / 100})


def matrix(numbers):
    """A square complex matrix of [re, im] pairs, row by row."""
    import numpy

    size = round(len(numbers) ** 0.5)
    return numpy.array([complex(re, im) for re, im in numbers]).reshape(size, size)


def kraus(op):
    """The operators of a channel, the first qubit least significant, whatever kind of noise it is; `dep` with its probability
    of a Pauli other than the identity."""
    import numpy

    if op[0] == "kraus":
        return [matrix(numbers) for numbers in op[1]]
    if op[0] == "damp":
        return [numpy.diag([1, (1 - op[1]) ** 0.5]), numpy.array([[0, op[1] ** 0.5], [0, 0]])]
    letters = ["".join(product) for product in itertools.product("IXYZ", repeat=len(op[2]))]
    products = op[1] if op[0] == "pauli" else [[text, op[1] / (len(letters) - 1)] for text in letters[1:]]
    rest = max(0.0, 1 - sum(p for _, p in products))
    return [p**0.5 * pauli_matrix(text) for text, p in [[letters[0], rest], *products] if p > 0]


def pauli_matrix(letters):
    """The product of the Paulis, the first letter least significant."""
    import numpy

    one = {"I": [[1, 0], [0, 1]], "X": [[0, 1], [1, 0]], "Y": [[0, -1j], [1j, 0]], "Z": [[1, 0], [0, -1]]}
    product = numpy.eye(1)
    for letter in letters:
        product = numpy.kron(one[letter], product)
    return product


def floats(values):
    """A row of doubles as base64 of little-endian IEEE 754."""
    import numpy

    return base64.b64encode(numpy.ascontiguousarray(values, dtype="<f8").tobytes()).decode("ascii")


def amplitudes(state):
    """A state vector, qubit 0 least significant, for `state`."""
    import numpy

    return floats(numpy.ascontiguousarray(state, dtype="<c16").view("<f8"))


def count_rows(bits, slots):
    """Counts of an array of shots x slots of 0 and 1; slot 0 is the leftmost character."""
    import numpy

    if slots == 0:
        return {"": int(bits.shape[0])}
    rows, counts = numpy.unique(numpy.ascontiguousarray(bits, dtype=numpy.uint8), axis=0, return_counts=True)
    return {(row + 48).tobytes().decode("ascii"): int(count) for row, count in zip(rows, counts)}


def drawn_counts(weights, job, bit):
    """Counts of the job's shots from outcomes with `weights` that sum to 1; `bit` gives a qubit's place in an outcome's number."""
    import numpy

    drawn = numpy.random.default_rng(job.seed).choice(len(weights), size=job.shots, p=weights)
    bits = numpy.zeros((job.shots, job.slots), dtype=numpy.uint8)
    for qubit, slot in job.measures:
        bits[:, slot] = drawn >> bit(qubit) & 1
    return count_rows(bits, job.slots)


def state_answer(state, job, bit):
    """What a job asks of its whole state, a vector (1-d) or a density matrix (2-d); `bit` as for `drawn_counts`."""
    import numpy

    mixed = state.ndim == 2
    weights = numpy.real(numpy.diagonal(state)) if mixed else numpy.abs(state) ** 2
    weights = numpy.clip(weights, 0, None)
    weights = weights / weights.sum()
    answer = {}
    if job.state:
        answer["state"] = amplitudes(state)
    if job.observables:
        answer["expectations"] = pauli_expectations(state, job)
    if job.shots > 0:
        answer["counts"] = drawn_counts(weights, job, bit)
    else:
        if job.probabilities:
            answer["stateProbabilities"] = floats(weights)
        if not mixed:
            answer["amplitude0"] = [float(state[0].real), float(state[0].imag)]
    return answer


def pauli_expectations(state, job):
    """The value of each observable in a state vector (1-d) or density matrix (2-d), qubit 0 least significant."""
    import numpy

    size = state.shape[0]
    index = numpy.arange(size)
    parity = numpy.array([1, -1])
    values = []
    for observable in job.observables:
        total = 0.0
        for coefficient, factors in observable:
            flips = sum(1 << qubit for pauli, qubit in factors if pauli in "XY")
            signs = sum(1 << qubit for pauli, qubit in factors if pauli in "YZ")
            phase = (-1j) ** sum(1 for pauli, _ in factors if pauli == "Y")
            sign = parity[_parity(index & signs)]
            if state.ndim == 1:
                value = numpy.sum(numpy.conj(state) * state[index ^ flips] * sign[index])
            else:
                value = numpy.sum(state[index ^ flips, index] * sign[index])
            total += coefficient * float((phase * value).real)
        values.append(total)
    return values


def _parity(values):
    for shift in (32, 16, 8, 4, 2, 1):
        values = values ^ (values >> shift)
    return values & 1


def peak_bytes():
    """The most memory that this process has held so far."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def serve(name, version, run, warm=None):
    """Answers requests until stdin ends. `run(job)` returns a dictionary; `warm()` is called once before the first."""
    out = os.fdopen(os.dup(1), "w", buffering=1, encoding="ascii", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # Where memory runs out the kernel ends the worker, not the crew.
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("900")
    except OSError:
        pass

    def send(message):
        out.write(json.dumps(message, separators=(",", ":")) + "\n")
        out.flush()

    if warm is not None:
        warm()
    send({"kind": "hello", "protocol": PROTOCOL, "name": name, "version": version, "pid": os.getpid()})
    for line in sys.stdin.buffer:
        message = json.loads(line)
        answer = {"id": message["id"]}
        try:
            begin = time.perf_counter()
            result = run(Job(message, send))
            result.setdefault("seconds", time.perf_counter() - begin)
            result.update(kind="result", qubits=message["qubits"], shots=message["shots"], seed=message["seed"],
                          method=message["method"], peakBytes=peak_bytes())
            answer.update(result)
        except Refused as error:
            answer.update(kind="error", code="refused", message=str(error))
        except MemoryError as error:
            answer.update(kind="error", code="memory", message=str(error) or "no memory left")
        except Exception as error:  # whatever a library throws is an answer, not the worker's end
            answer.update(kind="error", code="failed", message=f"{type(error).__name__}: {error}"[:2000])
            traceback.print_exc(file=sys.stderr)
        send(answer)
