import Core
import Glibc
import Store

extension MemoryStore {
  /// What holds none of the words is an answer only from this cosine on: vectors of unrelated texts stay under it.
  private static let threshold: Float = 0.2
  /// Of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
  private static let fusion = 60.0
  /// How many of each ranking are fused.
  private static let depth = 100

  /// What the memory holds about `query`, best first: by meaning and by words, fused by rank.
  public func search(_ query: MemoryQuery) throws -> [MemoryHit] {
    let start = time.now
    defer {
      searches.count += 1
      searches.seconds += time.now.seconds(since: start)
    }
    let expanded = DomainTerms.expand(query: query.text)
    let allowed = try allowedItems(query)
    let vector = embedder.embed(expanded)
    let byWords = try wordMatches(expanded, vector, allowed: allowed)
    let worded = Set(byWords)
    let byMeaning = try loadedIndex().nearest(
      vector, limit: Self.depth, threshold: 0, where: allowed
    ).filter { $0.cosine >= Self.threshold || worded.contains($0.id) }.map(\.id)
    var scores: [Int64: Double] = [:]
    // Hashed vectors forgive typing errors; where the words themselves are there, they are the better witness.
    for (ranking, weight) in [(byMeaning, 0.4), (byWords, 0.6)] {
      for (rank, id) in ranking.enumerated() {
        scores[id, default: 0] += weight * (Self.fusion + 1) / (Self.fusion + 1 + Double(rank))
      }
    }
    let best = scores.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(max(0, query.limit))
    return try best.compactMap { try hit($0.key, score: $0.value) }
  }

  /// Ids by the words of `text` that they hold, rare ones counting more, and by meaning where that is equal. Words only,
  /// so that no input is query syntax.
  private func wordMatches(_ text: String, _ vector: [Float], allowed: Set<Int64>?) throws -> [Int64] {
    let count = Double(try database.integer("SELECT count(*) FROM items") ?? 0)
    var weights: [Int64: Double] = [:]
    for word in Set(Words.meaningful(in: text)).sorted().prefix(32) {
      // A word that stands in more than two thousand things tells them apart too little to be worth the reading.
      let ids = try database.query(
        "SELECT rowid FROM items_text WHERE items_text MATCH ? LIMIT 2001", "\"\(word)\""
      ) { $0.integer(0) }
      if ids.isEmpty || ids.count > 2000 { continue }
      let rarity = log(1 + count / Double(ids.count))
      for id in ids where allowed?.contains(id) ?? true { weights[id, default: 0] += rarity }
    }
    let least = weights.values.sorted(by: >).prefix(Self.depth).last ?? 0
    let index = try loadedIndex()
    let best = weights.filter { $0.value >= least }.map { id, weight in
      (weight: weight, cosine: index.cosine(of: id, to: vector), id: id)
    }
    return best.sorted { ($0.weight, $0.cosine, $0.id) > ($1.weight, $1.cosine, $1.id) }.prefix(Self.depth).map(\.id)
  }

  /// The ids that the filters leave, or nil where there is no filter.
  private func allowedItems(_ query: MemoryQuery) throws -> Set<Int64>? {
    var conditions: [String] = []
    var values: [(any SQLBindable)?] = []
    if !query.kinds.isEmpty {
      conditions.append("kind IN (" + query.kinds.map { _ in "?" }.joined(separator: ", ") + ")")
      values += query.kinds.map(\.rawValue)
    }
    if let since = query.since {
      conditions.append("created >= ?")
      values.append(since)
    }
    if let before = query.before {
      conditions.append("created < ?")
      values.append(before)
    }
    if let status = query.status {
      conditions.append("kind = 'task' AND ref IN (SELECT task FROM task_history WHERE status = ?)")
      values.append(status.rawValue)
    }
    if conditions.isEmpty { return nil }
    return Set(
      try database.query(
        "SELECT id FROM items WHERE " + conditions.joined(separator: " AND "), values: values
      ) { $0.integer(0) })
  }

  private func hit(_ id: Int64, score: Double) throws -> MemoryHit? {
    try database.first("SELECT kind, text, task, created, ref FROM items WHERE id = ?", id) { row in
      MemoryHit(
        kind: MemoryKind(rawValue: row.text(0)) ?? .fact, text: row.text(1), score: (score * 10_000).rounded() / 10_000,
        task: row.optionalText(2).flatMap { TaskID($0) }, created: WallTime(milliseconds: row.integer(3)).iso8601,
        ref: row.text(4))
    }
  }
}
