"""The noisy circuits: RY and RZ on every qubit, then a brick of CX, so often as deep."""
import random


def layers(qubits, depth):
    numbers = random.Random(qubits)
    operations = []
    for layer in range(depth):
        for qubit in range(qubits):
            operations.append(('ry', numbers.uniform(0, 6), (qubit,)))
            operations.append(('rz', numbers.uniform(0, 6), (qubit,)))
        for qubit in range(layer % 2, qubits - 1, 2):
            operations.append(('cx', 0, (qubit, qubit + 1)))
    return operations


def text(qubits, depth):
    lines = ['OPENQASM 2.0;', 'include "qelib1.inc";', f'qreg q[{qubits}];']
    for name, angle, at in layers(qubits, depth):
        parameters = f'({angle:.17g})' if name != 'cx' else ''
        lines.append(f'{name}{parameters} ' + ','.join(f'q[{q}]' for q in at) + ';')
    return '\n'.join(lines) + '\n'
