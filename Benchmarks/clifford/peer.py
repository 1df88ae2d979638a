"""Stim as a process that answers each line with the seconds of one round: peer.py WORKLOAD"""
import json
import sys
import time

import stim

import workloads

make, shots, mode, _ = workloads.WORK[sys.argv[1]]
text = str(make())
print('ready', flush=True)
for _ in sys.stdin:
    begin = time.perf_counter()
    found = {}
    # Everybody reads the text, compiles and runs in each round.
    circuit = stim.Circuit(text)
    if mode == 'tableau':
        simulator = stim.TableauSimulator()
        simulator.do(circuit)
    elif mode == 'samples':
        samples = circuit.compile_sampler().sample(shots, bit_packed=True)
    else:
        detectors, observables = circuit.compile_detector_sampler().sample(
            shots, separate_observables=True, bit_packed=True)
    seconds = time.perf_counter() - begin
    if mode == 'detectors':
        import numpy
        found = {'fired': int(numpy.unpackbits(detectors).sum()), 'logicalErrors': int(numpy.unpackbits(observables).sum())}
    print(json.dumps({'seconds': seconds} | found), flush=True)
