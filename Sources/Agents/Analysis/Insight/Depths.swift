import Core

/// The same result told twice: in plain words for a beginner, in numbers and tests for an expert.
struct Depths {
  let request: Request
  let runs: [Run]

  func add(to insight: inout Insight) {
    insight.beginner = beginner(insight)
    insight.expert = expert(insight)
  }

  // MARK: A beginner

  private func beginner(_ insight: Insight) -> [String] {
    var lines: [String] = []
    if let family = request.circuit?.family, let idea = Self.ideas[family] { lines.append(idea) }
    if let run = runs.first, run.shots > 0 {
      lines.append(
        "A quantum computer gives one random answer each time, so the circuit was run \(run.shots) times and the answers were counted.")
    }
    lines.append(insight.summary)
    let isNoisy = request.effectiveNoise.contains(where: \.isActive)
    if let off = insight.statistics["share_outside_expected"], off > 0, isNoisy {
      lines.append("Noise turned \(Figures.percent(off)) of the answers into ones that a perfect machine never gives.")
    } else if let distance = insight.statistics["total_variation_from_expected"],
      let chance = insight.statistics["total_variation_by_chance"]
    {
      lines.append(
        distance == 0 ? "This is exactly what theory says."
          : distance <= 2 * chance
          ? isNoisy
            ? "The noise cannot be told from chance in so few shots."
            : "The small differences from theory are what chance alone does, as with a coin that does not fall on heads exactly half the time."
          : "The differences from theory are larger than chance: about \(Figures.percent(distance)) of the answers would have to change to match it.")
    }
    return lines
  }

  // MARK: An expert

  private func expert(_ insight: Insight) -> [String] {
    var lines = [insight.summary]
    let s = insight.statistics
    if let run = runs.first {
      lines.append(
        "\(run.backend) \(run.backendVersion), \(run.method.rawValue), \(run.precision.rawValue) precision, seed \(run.seed); depth \(run.circuit.depth) on \(run.circuit.qubits) qubits.")
    }
    if let entropy = s["entropy_bits"] {
      lines.append("Shannon entropy (Miller-Madow) \(Figures.significant(entropy, 4)) bits over \(Int(s["distinct_outcomes"] ?? 0)) outcomes.")
    }
    if let distance = s["total_variation_from_expected"], let hellinger = s["hellinger_from_expected"], let fidelity = s["fidelity_with_expected"] {
      var text = "TVD \(Figures.significant(distance)), Hellinger \(Figures.significant(hellinger)), classical fidelity \(Figures.significant(fidelity, 4))"
      if let chance = s["total_variation_by_chance"] { text += "; expected TVD from sampling \(Figures.significant(chance))" }
      if let p = s["p_value_against_expected"] { text += "; goodness of fit p " + (p < 1e-12 ? "< 1e-12" : "= \(Figures.significant(p))") }
      lines.append(text + ".")
    }
    if let parity = s["parity"] {
      var text = "<Z…Z> = \(Figures.significant(parity, 4))"
      if let low = s["parity_low"], let high = s["parity_high"] { text += " in [\(Figures.significant(low)), \(Figures.significant(high))]" }
      lines.append(text + " (95 %).")
    }
    if let information = s["mutual_information_bits"] {
      lines.append("I(q0 : rest) = \(Figures.significant(information, 4)) bits in the computational basis (plug-in estimate).")
    }
    return lines
  }

  private static let ideas: [String: String] = [
    "bell": "A Bell state ties two qubits together: each alone is random, and yet both always agree.",
    "ghz": "A GHZ state ties all qubits together: either all read 0 or all read 1, and nothing decides which before they are read.",
    "w": "A W state shares a single 1 among all qubits: exactly one of them reads 1, any of them equally often.",
    "cluster": "A cluster state is a net of entangled neighbours; read directly it looks random.",
    "qft": "The quantum Fourier transform turns a number into waves; read directly every answer is equally likely.",
    "inverse_qft": "The inverse Fourier transform turns waves back into the number that made them.",
    "grover": "Grover's search makes the strings that are looked for likely, with far fewer looks than trying one after another.",
    "deutsch_jozsa": "One question tells whether a function is constant or balanced, where classically many are needed.",
    "bernstein_vazirani": "One question reads a whole secret string.",
    "simon": "Each answer is one equation about a hidden string; a few of them give it away.",
    "phase_estimation": "Phase estimation reads how far an operation turns a state, as a binary fraction.",
    "amplitude_estimation": "Amplitude estimation reads how likely something is, with fewer runs than counting.",
    "shor": "Shor's algorithm finds how often powers of a number repeat, and that repetition gives factors.",
    "hhl": "HHL solves linear equations; a flag tells in which runs it worked.",
    "teleportation": "Teleportation moves a state from one qubit to another with an entangled pair and two ordinary bits.",
    "superdense_coding": "Superdense coding sends two bits with one qubit, by an entangled pair that is shared before.",
    "chsh": "The CHSH test asks whether nature keeps hidden answers ready: above 2, it does not.",
    "swap_test": "The swap test tells how alike two states are without looking at either.",
    "vqe": "VQE searches the state of least energy, which is what a molecule settles in.",
    "qaoa": "QAOA looks for a good way to divide a graph in two, cutting as many edges as it can.",
    "random": "A random circuit spreads over all answers, some likelier than others, like speckles of laser light.",
    "quantum_volume": "Quantum volume asks whether a machine finds the likelier half of the answers often enough.",
    "bit_flip_code": "Three qubits carry one, so that a single flip can be seen and undone.",
    "phase_flip_code": "Three qubits carry one, so that a single change of sign can be seen and undone.",
    "shor_code": "Nine qubits carry one, so that any single error can be undone.",
    "steane_code": "Seven qubits carry one, so that any single error can be undone.",
    "surface_code": "The surface code spreads one qubit over a patch and watches it for errors round after round.",
    "quantum_walk": "A quantum walker takes both ways at each step and runs away faster than one who tosses coins.",
    "ising": "A row of small magnets that pull at their neighbours is followed through time, step by step.",
    "heisenberg": "A row of quantum magnets is followed through time, step by step.",
    "adder": "The circuit adds two numbers with reversible steps.",
  ]
}
