import Core

/// What two pure states have in common.
public enum StateOverlap {
  /// |⟨a|b⟩|² / (⟨a|a⟩⟨b|b⟩), which a global phase does not change; nil where one is absent or they differ in width.
  public static func fidelity(_ a: [Run.Amplitude]?, _ b: [Run.Amplitude]?) -> Double? {
    guard let a, let b, a.count == b.count, !a.isEmpty else { return nil }
    var (re, im, first, second) = (0.0, 0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      re += x.re * y.re + x.im * y.im
      im += x.re * y.im - x.im * y.re
      first += x.re * x.re + x.im * x.im
      second += y.re * y.re + y.im * y.im
    }
    guard first > 0, second > 0 else { return nil }
    return min(1, (re * re + im * im) / (first * second))
  }
}
