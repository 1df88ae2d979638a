/// Turns text into a vector whose angle to another says how alike the two are.
public protocol Embedder: Sendable {
  /// Stored beside every vector: vectors of different models are never compared.
  var model: String { get }
  /// How many numbers a vector has.
  var dimensions: Int { get }
  /// A vector of length 1, or of length 0 for a text without words.
  func embed(_ text: String) -> [Float]
}
