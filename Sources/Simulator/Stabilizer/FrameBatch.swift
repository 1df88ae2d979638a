import CKernels
import Core

/// Pauli frames of 1,024 shots: how each differs from the reference run (Gidney, Quantum 5, 497, 2021).
final class FrameBatch {
  private let frames: OpaquePointer
  static let shots = Int(PX_FRAME_SHOTS)
  static let words = Int(PX_FRAME_WORDS)

  /// For `program`, which must outlive it.
  init(_ program: UnsafePointer<px_clifford>) throws(SimulatorError) {
    guard let frames = px_frames_new(program) else {
      throw SimulatorError("out_of_memory", "no memory for Pauli frames", exit: .tryLater)
    }
    self.frames = frames
  }

  deinit { px_frames_free(frames) }

  /// Bytes of a batch.
  static func bytes(qubits: Int, records: Int) -> Int { (2 * qubits + records) * words * 8 }

  /// Begins with random Z on all qubits, which |0…0⟩ does not feel.
  func begin(seed: UInt64) { px_frames_begin(frames, seed) }

  /// Begins with shot k having Z on qubit k alone, without noise or randomness from then on.
  func beginGenerators() { px_frames_begin_generators(frames) }

  func run(_ steps: Range<Int>) { px_frames_run(frames, Int32(steps.lowerBound), Int32(steps.upperBound)) }

  /// Which shots' record differs from the reference: `words` words.
  func record(_ record: Int) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(start: px_frames_records(frames) + record * Self.words, count: Self.words)
  }

  /// Which shots the frame flips the sign of the product for.
  func anticommuting(_ paulis: [Int32], into out: UnsafeMutablePointer<UInt64>) {
    px_frames_anticommute(frames, paulis, Int32(paulis.count), out)
  }

  /// The exclusive or of records.
  func parity(_ records: UnsafeBufferPointer<Int32>, into out: UnsafeMutablePointer<UInt64>) {
    px_frames_parity(frames, records.baseAddress, Int32(records.count), out)
  }
}
