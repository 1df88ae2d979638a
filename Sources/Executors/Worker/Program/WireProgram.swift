import Backends
import Circuits
import Core

/// A circuit as a worker is told it: gates of the manifest's set, noise put in and in the backend's own convention, qubits
/// numbered in its order. Every conversion between the contract's conventions and a backend's is made here and in
/// `WireAnswer`, nowhere else.
struct WireProgram: Sendable {
  /// The operations as one JSON array.
  let operations: String
  /// Measurements at the very end, `[[qubit, slot], …]`.
  let measures: String
  /// How many classical slots the worker answers with.
  let slots: Int
  /// The classical bits of each slot; at the end of a circuit a slot is a measured qubit.
  let slotBits: [[Int]]
  /// The measured qubit of each slot, ascending; empty where measurements stand before the end.
  let slotQubits: [Int]
  /// How often each classical bit is read wrong where all measurements stand at the end: Proxima draws that itself.
  let readout: [Int: ReadoutError]
  /// The angle of the global phase that the gates left out have.
  let globalPhase: Double
  /// Whether all measurements stand at the very end.
  let isTerminal: Bool
  /// Whether the state before the measurements is pure and the same in every shot.
  let isPure: Bool
  let gateCount: Int
}
