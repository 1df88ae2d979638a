"""Runs one circuit on Aer's automatic choice: peer.py FILE SHOTS; answers each line with the seconds of one run."""
import json
import sys
import warnings

warnings.filterwarnings('ignore')
import qiskit.qasm2
import qiskit.qasm3
from qiskit import transpile
from qiskit_aer import AerSimulator

text = open(sys.argv[1]).read()
if 'OPENQASM 3' in text[:200]:
    circuit = qiskit.qasm3.loads(text)
else:
    circuit = qiskit.qasm2.loads(text, custom_instructions=qiskit.qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
simulator = AerSimulator(max_parallel_threads=1)
circuit = transpile(circuit, simulator, optimization_level=0)
print('ready', flush=True)
for line in sys.stdin:
    result = simulator.run(circuit, shots=int(sys.argv[2]), seed_simulator=1).result()
    print(json.dumps({'seconds': result.results[0].time_taken, 'method': result.results[0].metadata.get('method')}), flush=True)
