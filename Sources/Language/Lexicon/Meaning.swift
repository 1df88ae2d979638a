import Core

/// What a phrase of the lexicon stands for.
public enum Meaning: Hashable, Sendable {
  /// Names a family outright.
  case family(String)
  /// Stands for a family only where nothing stronger does: "entanglement" for a Bell pair.
  case hint(String)
  /// Fixes a parameter of the circuit: `state` `psi-`, `graph` `ring`, `molecule` `H2`.
  case parameter(String, String)
  /// A backend of the contract, or `all`.
  case backend(String)
  case method(Method)
  case channel(NoiseChannel)
  case noise(NoiseWord)
  case unit(Unit)
  case action(Action)
  case option(Option)
  /// An output format.
  case format(String)
  /// Work that was done before: "my last run".
  case past
  case negation
  case link(Link)
  /// Something every answer shows anyway: counts, a histogram, the fidelity.
  case quantity
  /// A notion of the field that can be explained, and that asks for something where a circuit is to run.
  case concept
  /// A notion that can be explained, and says nothing new where a circuit is to run.
  case notion
  case question(Question)
  case greeting
  /// Known, and not something that Proxima can do: the text says what it is.
  case unsupported(String)
  case filler
}

/// Words about noise in general.
public enum NoiseWord: Hashable, Sendable { case noun, adjective, absent, decoherence, probability }

/// What a number can count.
public enum Unit: String, Hashable, Sendable {
  case qubits, shots, seed, depth, steps, layers, rounds, distance, iterations, number, secret, marked, t1, t2,
    observable
  /// `p`: layers of QAOA where it is a whole number, a probability of noise otherwise.
  case p
  /// How far back: "last five runs".
  case items
}

/// What kind of doing a word asks for.
public enum Action: String, Hashable, Sendable {
  case run, show, compare, sweep, benchmark, speed, plan, dryRun, explain, recall, export, optimize, again, code
  case install, inventory, build, search, execute
}

/// Switches.
public enum Option: String, Hashable, Sendable { case verify, explainResult, model, noModel }

/// Small words with a grammar of their own.
public enum Link: String, Hashable, Sendable {
  case from, to, upTo, between, steps, powers, and, or, of, with, on, at, over, `for`, `as`, into, by, using, than
}

/// Words that open a question.
public enum Question: String, Hashable, Sendable { case what, how, why, which, does, whether, past }
