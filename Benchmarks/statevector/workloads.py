"""The circuits of the state-vector benchmark, as OpenQASM 2 and as lists of (gate, parameters, qubits); fixed by seeds."""
import math
import random


def text(qubits, operations):
    lines = ['OPENQASM 2.0;', 'include "qelib1.inc";', f'qreg q[{qubits}];']
    for name, parameters, targets in operations:
        arguments = '(' + ','.join(repr(float(p)) for p in parameters) + ')' if parameters else ''
        lines.append(f'{name}{arguments} ' + ','.join(f'q[{t}]' for t in targets) + ';')
    return '\n'.join(lines) + '\n'


def ghz(qubits):
    return [('h', [], [0])] + [('cx', [], [q, q + 1]) for q in range(qubits - 1)]


def qft(qubits, rng):
    operations = [('x', [], [q]) for q in range(qubits) if rng.random() < 0.5]
    for q in reversed(range(qubits)):
        operations.append(('h', [], [q]))
        operations += [('cu1', [math.pi / 2 ** (q - c)], [c, q]) for c in reversed(range(q))]
    return operations + [('swap', [], [q, qubits - 1 - q]) for q in range(qubits // 2)]


def random_grid(qubits, depth, rng):
    """On a grid: a layer of sqrt(X), sqrt(Y) or T, never twice the same on a qubit, then CZ along one of four patterns."""
    rows = 4 if qubits % 4 == 0 else 2
    columns = qubits // rows
    last = [None] * qubits
    operations = [('h', [], [q]) for q in range(qubits)]
    for layer in range(depth):
        for q in range(qubits):
            gate = rng.choice([g for g in ('sx', 'sy', 't') if g != last[q]])
            last[q] = gate
            operations.append(('ry', [math.pi / 2], [q]) if gate == 'sy' else (gate, [], [q]))
        pattern = layer % 4
        for r in range(rows):
            for c in range(columns):
                at = r * columns + c
                if pattern < 2 and c + 1 < columns and (c + r) % 2 == pattern:
                    operations.append(('cz', [], [at, at + 1]))
                if pattern >= 2 and r + 1 < rows and (c + r) % 2 == pattern - 2:
                    operations.append(('cz', [], [at, at + columns]))
    return operations


def ansatz(qubits, layers, rng):
    operations = []
    for layer in range(layers + 1):
        for q in range(qubits):
            operations.append(('ry', [rng.uniform(-math.pi, math.pi)], [q]))
            operations.append(('rz', [rng.uniform(-math.pi, math.pi)], [q]))
        if layer < layers:
            operations += [('cx', [], [q, q + 1]) for q in range(qubits - 1)]
    return operations


def grover(qubits):
    """Search over k qubits with k - 2 helpers that chain the Toffolis of the oracle and of the reflection."""
    k = (qubits + 2) // 2
    helpers = list(range(k, 2 * k - 2))

    def flip_all_ones():
        """Z under k - 1 controls, by a chain of Toffolis."""
        chain = [('ccx', [], [0, 1, helpers[0]])]
        chain += [('ccx', [], [j + 2, helpers[j], helpers[j + 1]]) for j in range(k - 3)]
        return chain + [('cz', [], [helpers[k - 3], k - 1])] + chain[::-1]

    operations = [('h', [], [q]) for q in range(k)]
    for _ in range(int(math.pi / 4 * math.sqrt(2 ** k))):
        operations += flip_all_ones()
        operations += [(g, [], [q]) for q in range(k) for g in ('h', 'x')]
        operations += flip_all_ones()
        operations += [(g, [], [q]) for q in range(k) for g in ('x', 'h')]
    return operations


def shots(name):
    """How often the circuit called `name` is sampled; 0 where one amplitude is read."""
    return int(name.split('_s')[1]) if '_s' in name else 0


def make(name):
    """The circuit called `name`, such as rqc_n20 or rqc_n20_s10000, its shots aside: (qubits, operations)."""
    name = name.split('_s')[0]
    family, qubits = name.rsplit('_n', 1)
    n, rng = int(qubits), random.Random('proxima-statevector-' + name)
    build = {'rqc': lambda: random_grid(n, 20, rng), 'hea': lambda: ansatz(n, 4, rng), 'qft': lambda: qft(n, rng),
             'ghz': lambda: ghz(n), 'grover': lambda: grover(n)}[family]
    return n, build()
