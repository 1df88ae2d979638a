/// All vectors in one block of memory, searched from end to end: exact, and a few milliseconds for ten thousand.
struct VectorIndex {
  let dimensions: Int
  private(set) var ids: [Int64] = []
  private var values: [Float] = []
  private var places: [Int64: Int] = [:]

  init(dimensions: Int) { self.dimensions = dimensions }

  var count: Int { ids.count }

  /// Adds the vector of `id`, or replaces it; one of another length is ignored.
  mutating func set(_ id: Int64, _ vector: [Float]) {
    guard vector.count == dimensions else { return }
    if let place = places[id] {
      values.replaceSubrange((place * dimensions)..<((place + 1) * dimensions), with: vector)
    } else {
      places[id] = ids.count
      ids.append(id)
      values += vector
    }
  }

  /// Drops the vector of `id`; the last one takes its place.
  mutating func remove(_ id: Int64) {
    guard let place = places.removeValue(forKey: id), let last = ids.popLast() else { return }
    let tail = values[(ids.count * dimensions)...]
    if last != id {
      values.replaceSubrange((place * dimensions)..<((place + 1) * dimensions), with: Array(tail))
      ids[place] = last
      places[last] = place
    }
    values.removeLast(dimensions)
  }

  /// The cosine of the vector of `id` to `query`, 0 where there is none.
  func cosine(of id: Int64, to query: [Float]) -> Float {
    guard query.count == dimensions, let place = places[id] else { return 0 }
    let start = place * dimensions
    var sum: Float = 0
    for column in 0..<dimensions { sum += query[column] * values[start + column] }
    return sum
  }

  /// The `limit` vectors with the largest cosine to `query`, at least `threshold`, best first; newer ids first where
  /// equal.
  func nearest(_ query: [Float], limit: Int, threshold: Float, where allowed: Set<Int64>?) -> [(
    id: Int64, cosine: Float
  )] {
    guard query.count == dimensions else { return [] }
    var found: [(id: Int64, cosine: Float)] = []
    for (id, cosine) in zip(ids, dotProducts(of: query, with: values, count: ids.count)) where cosine >= threshold {
      if allowed?.contains(id) ?? true { found.append((id, cosine)) }
    }
    found.sort { ($0.cosine, $0.id) > ($1.cosine, $1.id) }
    return Array(found.prefix(limit))
  }
}
