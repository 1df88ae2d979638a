import Core
import Store

/// What a search can find.
public enum MemoryKind: String, Codable, Sendable, CaseIterable {
  case task, turn, fact, learning
}

extension MemoryStore {
  /// Adds what a search can find, or replaces what has the same kind and reference.
  func putItem(
    _ kind: MemoryKind, ref: String, task: String?, created: WallTime, text: String, terms: String = ""
  ) throws {
    let vector = embedder.embed(text + "\n" + terms)
    let id = try database.first(
      """
      INSERT INTO items (kind, ref, task, created, text, terms, model, embedding) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (kind, ref) DO UPDATE SET task = excluded.task, created = excluded.created, text = excluded.text,
        terms = excluded.terms, model = excluded.model, embedding = excluded.embedding
      RETURNING id
      """, kind.rawValue, ref, task, created, text, terms, embedder.model, blob(vector)
    ) { $0.integer(0) }
    if let id { index?.set(id, vector) }
  }

  /// Drops the items that `condition` selects and gives their number.
  @discardableResult
  func removeItems(_ condition: String, _ values: [(any SQLBindable)?]) throws -> Int {
    let ids = try database.query("SELECT id FROM items WHERE \(condition)", values: values) { $0.integer(0) }
    for id in ids {
      try database.run("DELETE FROM items WHERE id = ?", id)
      index?.remove(id)
    }
    return ids.count
  }

  /// The vectors, read from the file the first time.
  func loadedIndex() throws -> VectorIndex {
    if let index { return index }
    var loaded = VectorIndex(dimensions: embedder.dimensions)
    try database.forEach("SELECT id, embedding FROM items WHERE model = ? ORDER BY id", values: [embedder.model]) {
      row in
      loaded.set(row.integer(0), row.withBytes(1, vector))
    }
    index = loaded
    return loaded
  }
}
