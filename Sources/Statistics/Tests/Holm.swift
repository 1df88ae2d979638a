/// Correction of several p-values for their number (Holm, 1979): the family-wise error stays at the level of one test.
public enum Holm {
  /// The corrected p-values, in the order given.
  public static func correct(_ p: [Double]) -> [Double] {
    var corrected = p
    var largest = 0.0
    for (rank, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() {
      largest = max(largest, min(1, p[index] * Double(p.count - rank)))
      corrected[index] = largest
    }
    return corrected
  }
}
