import Core

/// The message ids seen last: at least `bound` of them, at most twice as many, in constant memory.
package struct DuplicateWindow {
  /// One generation: open addressing, at most half full, the zero identifier meaning an empty place.
  private struct Generation {
    var places: ContiguousArray<Identifier> = []
    var count = 0

    @inline(__always) func position(of id: Identifier) -> Int {
      let mask = places.count - 1
      var at = Int(truncatingIfNeeded: id.low ^ (id.high &* 0x9E37_79B9_7F4A_7C15)) & mask
      while places[at] != id, places[at] != .none { at = (at + 1) & mask }
      return at
    }
  }

  private let bound: Int
  private var current = Generation()
  private var previous = Generation()

  package init(bound: Int) { self.bound = max(16, bound) }

  package func contains(_ id: Identifier) -> Bool {
    guard id != .none else { return false }
    if !current.places.isEmpty, current.places[current.position(of: id)] == id { return true }
    return !previous.places.isEmpty && previous.places[previous.position(of: id)] == id
  }

  /// Remembers `id`; false where it was there already. The zero identifier is never remembered.
  @discardableResult
  package mutating func insert(_ id: Identifier) -> Bool {
    guard id != .none else { return true }
    if contains(id) { return false }
    if current.count >= bound {
      swap(&current, &previous)
      for index in current.places.indices { current.places[index] = .none }
      current.count = 0
    }
    // Grows by doubling, so that an agent that says little costs little.
    if (current.count + 1) * 2 > current.places.count { grow() }
    current.places[current.position(of: id)] = id
    current.count += 1
    return true
  }

  private mutating func grow() {
    let old = current.places
    current.places = ContiguousArray(repeating: .none, count: max(32, old.count * 2))
    for id in old where id != .none { current.places[current.position(of: id)] = id }
  }
}
