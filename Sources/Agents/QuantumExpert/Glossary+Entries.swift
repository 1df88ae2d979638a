extension Glossary {
  static let concepts: [Entry] = [
    Entry("superposition", ["superposed"], "A qubit can be in a combination a|0> + b|1> of both basis states. Measuring it gives 0 with probability |a|² and 1 with probability |b|², and leaves it in the state that was found. The amplitudes a and b are complex numbers that can cancel, which no probability can."),
    Entry("entanglement", ["entangled", "entangle"], "Two qubits are entangled when their joint state is no product of a state of each. Their measurement results are then correlated in every basis in a way that no shared classical information explains, yet neither side alone sees anything but chance: entanglement sends no signal."),
    Entry("interference", [], "Amplitudes that lead to the same outcome add up before they are squared. Where their phases agree the outcome becomes likelier, where they differ it disappears. Quantum algorithms arrange gates so that wrong answers cancel."),
    Entry("measurement", ["measure", "collapse", "born rule"], "Measuring in the computational basis gives each bit string with the squared magnitude of its amplitude (the Born rule) and leaves the qubits in that string. A number of shots repeats preparation and measurement, so frequencies approach probabilities with an error of about 1/√shots."),
    Entry("qubit", ["quantum bit"], "The unit of quantum information: a two-level system whose pure states are a|0> + b|1> with |a|² + |b|² = 1. n qubits have 2^n amplitudes, which is why simulating them exactly takes memory that doubles with each qubit."),
    Entry("amplitude", [], "The complex number in front of a basis state. Its squared magnitude is the probability of measuring that state; its phase matters only relative to other amplitudes."),
    Entry("phase", ["relative phase", "global phase"], "The angle of an amplitude. A phase common to all amplitudes (global) cannot be observed; a relative phase changes how amplitudes interfere and is turned into probabilities by gates such as H."),
    Entry("Bloch sphere", ["bloch"], "A picture of one qubit's state as a point: |0> at the north pole, |1> at the south, equal superpositions on the equator with the relative phase as longitude. One-qubit gates are rotations; mixed states lie inside the sphere."),
    Entry("decoherence", ["coherence"], "The loss of relative phases to the surroundings. It turns superpositions into classical mixtures and is what phase damping and thermal noise model. T1 is the time in which excitation decays, T2 (at most 2 T1) the time in which coherence does."),
    Entry("density matrix", ["density matrices", "mixed state"], "A description of a state that may be a statistical mixture: a matrix of 4^n numbers whose diagonal holds probabilities and whose other entries hold coherences. It is needed for exact simulation of noise."),
    Entry("fidelity", [], "How alike two states or distributions are, from 0 to 1. For pure states it is the squared overlap |<a|b>|²; for distributions of counts, (Σ √(p q))²."),
    Entry("total variation", ["total variation distance"], "Half the sum of the absolute differences of two distributions: the largest difference in probability that any event can show between them. Two samples of one distribution differ by about √(k / shots) for k outcomes, by chance alone."),
    Entry("no-cloning theorem", ["no cloning", "cloning"], "No operation copies an unknown quantum state, since evolution is linear. It is why quantum error correction spreads a state over several qubits instead of copying it."),
    Entry("quantum advantage", ["speedup", "quantum supremacy"], "A task on which a quantum computer is faster than every known classical method. Grover's search has a proven quadratic speed-up in questions to an oracle; Shor's algorithm is exponentially faster than the best known classical factoring. A simulation shows the mechanism, not the speed."),
    Entry("circuit depth", ["depth"], "The number of layers when gates on different qubits run at once. On hardware, depth and two-qubit gates decide how much noise a result collects."),
    Entry("expectation value", ["observable", "expectation"], "The mean of an observable over many measurements, such as Z0 Z1: +1 where the two bits agree and -1 where they differ. Its sampling error is at most 1/√shots for a Pauli string."),
    Entry("stabilizer state", ["clifford", "clifford gate", "gottesman knill"], "A state that is fixed by a group of Pauli operators, such as GHZ and cluster states. Circuits of H, S and CX (Clifford gates) keep states in this class and are simulated in polynomial time (Gottesman and Knill)."),
    Entry("variational algorithm", ["vqa", "ansatz"], "A circuit with adjustable angles (the ansatz) whose expectation value a classical optimiser minimises; VQE and QAOA are of this kind."),
  ]

  static let gates: [Entry] = [
    Entry("Hadamard gate", ["hadamard", "h gate"], "Maps |0> to (|0>+|1>)/√2 and |1> to (|0>-|1>)/√2. It makes superpositions from basis states and turns phases into probabilities."),
    Entry("CNOT gate", ["cnot", "cx", "controlled not", "cx gate"], "Flips the target where the control is 1. With a Hadamard before it on the control it makes a Bell pair; together with one-qubit gates it suffices for every circuit."),
    Entry("Pauli gates", ["pauli", "x gate", "z gate", "y gate"], "X flips a bit, Z flips the phase of |1>, Y does both (with a factor i). They are half turns about the axes of the Bloch sphere, and the errors that most noise models are made of."),
    Entry("T gate", ["t gates", "s gate"], "S and T put a phase of a quarter and an eighth of a turn on |1>. Clifford gates with T are universal; the number of T gates decides the cost of several simulation methods and of fault-tolerant computing."),
    Entry("Toffoli gate", ["toffoli", "ccx"], "Flips the target where both controls are 1: a reversible AND, the basis of arithmetic in circuits."),
    Entry("swap gate", ["swap"], "Exchanges two qubits; three CNOTs make one."),
  ]

  static let families: [Entry] = [
    Entry("Bell state", ["bell", "bell pair", "epr pair"], "Two maximally entangled qubits, (|00>+|11>)/√2, made by a Hadamard and a CNOT. Measured, both bits are random but always agree, so counts show 00 and 11 about equally often and nothing else."),
    Entry("GHZ state", ["ghz", "cat state", "greenberger horne zeilinger"], "All qubits 0 and all qubits 1 in superposition. Counts show only these two strings. One lost or dephased qubit destroys its entanglement, which makes it a sensitive test of noise."),
    Entry("W state", ["w states"], "One excitation shared evenly by all qubits: each string with a single 1 is equally likely. Unlike GHZ, its entanglement survives the loss of a qubit."),
    Entry("quantum Fourier transform", ["qft", "fourier transform", "inverse qft"], "The Fourier transform of the amplitudes, with about n²/2 gates on n qubits. Its strength is in finding periods and phases; applied to one basis state, all outcomes are equally likely and the information is in the phases."),
    Entry("Grover's search", ["grover", "grover search", "grover algorithm", "amplitude amplification"], "Finds a marked item among N with about π/4 √N questions. Each iteration flips the sign of marked amplitudes and reflects all about their mean; after k iterations success is sin²((2k+1)θ) with sin²θ = marked/N, so too many iterations make it worse again."),
    Entry("Deutsch-Jozsa algorithm", ["deutsch jozsa", "deutsch"], "Tells with one question whether a function is constant or balanced: all zeros means constant, anything else balanced. A classical deterministic method may need 2^(n-1)+1 questions."),
    Entry("Bernstein-Vazirani algorithm", ["bernstein vazirani"], "Reads a secret bit string s from the function f(x) = s·x with one question; every shot shows s."),
    Entry("Simon's algorithm", ["simon"], "Finds the hidden period s of a two-to-one function. Every shot shows a string y with y·s = 0 (mod 2); about n of them determine s by linear algebra. It needs exponentially fewer questions than classical search and led to Shor's algorithm."),
    Entry("phase estimation", ["qpe", "quantum phase estimation"], "Reads the phase φ of an eigenvalue e^{2πiφ} as a binary fraction of n bits by controlled powers and an inverse Fourier transform. Where φ has n bits exactly the result is certain; otherwise the nearest fraction has probability at least 4/π²."),
    Entry("Shor's algorithm", ["shor", "factoring"], "Factors a number by finding the period of a^x mod N with phase estimation of modular multiplication; the period gives a factor with good probability. It threatens RSA, but needs error-corrected machines for useful sizes."),
    Entry("teleportation", ["quantum teleportation", "teleport"], "Moves a qubit's state with a shared Bell pair and two classical bits: the sender measures, the receiver corrects by X and Z. The original is destroyed, and nothing travels faster than the two bits."),
    Entry("superdense coding", ["superdense", "dense coding"], "Sends two classical bits by one qubit, where the parties share a Bell pair: the sender applies one of I, X, Z, XZ, the receiver measures in the Bell basis."),
    Entry("VQE", ["variational quantum eigensolver"], "Finds the ground energy of a Hamiltonian by minimising its expectation value over the angles of an ansatz; every value is an upper bound of the true energy."),
    Entry("QAOA", ["quantum approximate optimization algorithm", "maxcut", "max cut"], "Approximates combinatorial problems such as MaxCut: layers alternate a phase by the cost and a mixing rotation, and a classical optimiser sets the angles. On a ring, p layers reach (2p+1)/(2p+2) of the best cut."),
    Entry("CHSH inequality", ["chsh", "bell inequality", "bell test"], "Correlations of two parties with two settings each satisfy |S| ≤ 2 in any local classical model; a Bell pair reaches 2√2 ≈ 2.828. Four circuits, one for each pair of settings, give the four correlations."),
    Entry("bit flip code", ["bit flip code repetition", "repetition code"], "Encodes one qubit in three, |0> to |000> and |1> to |111>. Two parities tell which qubit was flipped without disturbing the state, and one error is corrected; phase errors are not."),
    Entry("phase flip code", ["phase flip codes"], "The bit flip code in the Hadamard basis: it corrects one phase error and no bit flip."),
    Entry("Shor code", ["nine qubit code", "shor nine qubit code"], "Nine qubits that correct any error on one of them: a phase flip code whose qubits are bit flip codes."),
    Entry("Steane code", ["seven qubit code"], "Seven qubits that correct any single error, from the classical Hamming code; all Clifford gates act on it qubit by qubit."),
    Entry("surface code", ["topological code"], "Qubits on a grid with parity checks of neighbours. Its distance d corrects (d-1)/2 errors, and its threshold of about 1 % makes it the usual choice for hardware."),
    Entry("quantum error correction", ["error correction", "syndrome"], "Spreads a qubit over several so that parities (the syndrome) reveal an error without revealing the state. Below a threshold of the physical error rate, larger codes make the logical rate as small as wanted."),
    Entry("quantum volume", ["qv"], "A benchmark: random square circuits whose heavy outcomes (above the median probability) must come up in more than two thirds of the shots. Without noise they do in about 85 %."),
    Entry("random circuit", ["random circuit sampling", "porter thomas"], "Random gates spread amplitudes so that outcome probabilities follow the Porter-Thomas law (exponential): no pattern, entropy about 0.61 bits under the maximum. It is a hard case for every simulation method."),
    Entry("Ising model", ["ising", "transverse field"], "Spins with neighbour coupling ZZ and a transverse field X. Time evolution is approximated by Trotter steps of both parts in turn; its error falls with the step."),
    Entry("Heisenberg model", ["heisenberg"], "Spins coupled by XX + YY + ZZ. The total magnetisation is conserved, so from a Néel state every outcome has as many ones as at the start."),
    Entry("Trotter step", ["trotter", "trotterization", "trotterisation"], "Approximates e^{-i(A+B)t} by many short products of e^{-iAt/n} and e^{-iBt/n}; the error of the first-order formula is of order t²/n for parts that do not commute."),
    Entry("swap test", [], "Measures how alike two states are: one control qubit, a controlled swap between Hadamards. 0 has probability (1 + |<a|b>|²)/2."),
    Entry("cluster state", ["graph state"], "Qubits in |+> joined by CZ along the edges of a graph: the resource of measurement-based computing. In the computational basis its outcomes are all equally likely; the entanglement shows in other bases."),
    Entry("quantum adder", ["adder", "ripple carry"], "Adds two numbers in superposition by reversible carries, with a number of Toffoli gates linear in the bits."),
    Entry("amplitude estimation", [], "Estimates the probability of a good outcome with an error falling as 1/M in M uses of the circuit, against 1/√M for sampling."),
    Entry("HHL algorithm", ["hhl", "linear system"], "Prepares a state proportional to the solution of A x = b by phase estimation of A and a rotation by the inverse eigenvalues. Exponentially small registers, but reading the whole solution out costs that advantage."),
    Entry("quantum walk", ["walk"], "A coin qubit steers a walker in superposition: it spreads in proportion to the number of steps, where a classical walk spreads with its square root."),
  ]

  static let channels: [Entry] = [
    Entry("depolarizing noise", ["depolarizing", "depolarising", "depolarizing channel", "depolarization"], "With probability p an operator other than the identity is drawn uniformly from the Pauli strings on the gate's k qubits, 4^k - 1 of them. On one qubit, p/3 each for X, Y and Z. Counts drift towards even."),
    Entry("amplitude damping", ["energy relaxation", "t1"], "The decay of |1> to |0> with probability γ, as by spontaneous emission. Coherences shrink by √(1-γ); the steady state is |0>."),
    Entry("phase damping", ["dephasing", "t2", "pure dephasing"], "The loss of coherence without a change of populations: off-diagonal entries shrink by √(1-λ). Measured at once it is invisible; after a Hadamard it shows."),
    Entry("bit flip", ["bit flip noise", "bit flip channel"], "X with probability p: the classical kind of error."),
    Entry("phase flip", ["phase flip noise", "phase flip channel"], "Z with probability p; coherences shrink by 1 - 2p."),
    Entry("readout error", ["readout", "readout noise", "measurement error"], "Each measured bit is recorded wrongly with a given probability; the state itself is untouched."),
    Entry("thermal relaxation", ["thermal", "thermal noise"], "Amplitude and phase damping together, from T1, T2 and the time a gate takes."),
    Entry("noise", ["noise model", "noisy", "kraus"], "Unwanted interaction with the surroundings, described by channels that act after gates: sums of Kraus operators K ρ K†. The contract's channels are depolarizing, amplitude damping, phase damping, bit flip, phase flip, readout and thermal."),
  ]

  static let methods: [Entry] = [
    Entry("statevector", ["state vector", "statevector simulation"], "Keeps all 2^n amplitudes: exact, 16 bytes each in double precision, so 16 KiB for 10 qubits, 16 MiB for 20 and 16 GiB for 30."),
    Entry("matrix product state", ["mps", "tensor network"], "Writes the state as a chain of tensors whose size grows with entanglement. Wide circuits with little entanglement become cheap; what is cut off is reported as the truncation error."),
    Entry("stabilizer simulation", ["stabilizer", "tableau"], "Follows Pauli operators instead of amplitudes: thousands of qubits, but Clifford gates only."),
    Entry("trajectories", ["quantum trajectories", "monte carlo wave function"], "Simulates noise by many pure runs with random jumps; memory of a state vector, with a sampling error that falls with the number of runs."),
    Entry("low rank", ["low rank simulation"], "Keeps a noisy state as a few weighted vectors: good where noise is weak, with a bound on what was cut."),
    Entry("density matrix simulation", [], "Keeps all 4^n entries of the density matrix: exact for noise, as large as a state vector of twice the qubits."),
  ]

  static let practice: [Entry] = [
    Entry("shots", ["shot", "how many shots"], "How often the circuit is prepared and measured. A frequency near p has a standard error of √(p(1-p)/shots): 1,024 shots give about ±1.6 % at p = 0.5, and four times as many halve it."),
    Entry("seed", [], "The number that fixes all that is drawn at random: the same seed, program and backend version give the same counts."),
    Entry("OpenQASM", ["qasm"], "A text language for circuits. Version 2 has registers, gates, measurement, reset and a simple if; version 3 adds classical types, loops and timing."),
    Entry("transpilation", ["transpile", "transpiler"], "Rewriting a circuit for a machine: into its gates, onto its couplings, and with fewer gates where identities allow it."),
    Entry("verification", ["verify"], "A result counts as verified when an independent route agrees with it: a known distribution, a reference simulation that shares no code with the executor, or another program. Where none reaches, it is unverified, and says so."),
  ]
}
