import Core
import FoundationEssentials
import Store

/// What the crew remembers: tasks, runs and conversations as the journal tells them, facts, and shared knowledge.
///
/// Not `Sendable`: it lives on one thread, best inside `Confined<MemoryStore>`. What stems from the journal can be
/// rebuilt from it at any time; the file has one writer, the memory's own process.
public final class MemoryStore {
  let database: Database
  let embedder: any Embedder
  let time: any TimeSource
  /// Loaded at the first search.
  var index: VectorIndex?
  /// Of this process: how searches and the cache of results did.
  var searches = SearchCounters()

  /// Opens the memory at `path` for its one writer; nil keeps it in memory.
  public init(
    path: String?, embedder: any Embedder = HashedEmbedder(), time: any TimeSource = SystemTime(),
    busySeconds: Double = 5
  ) throws {
    database = try Database(path: path, busySeconds: busySeconds)
    self.embedder = embedder
    self.time = time
    try database.migrate(MemorySchema.migrations)
    try embedAgain()
  }

  private init(reading database: Database, embedder: any Embedder, time: any TimeSource) {
    self.database = database
    self.embedder = embedder
    self.time = time
  }

  /// Opens the memory at `path` to look only; nil where there is none yet.
  public static func reading(
    path: String, embedder: any Embedder = HashedEmbedder(), time: any TimeSource = SystemTime()
  ) throws -> MemoryStore? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let database = try Database(path: path, mode: .reader)
    guard try database.checkVersion(upTo: MemorySchema.migrations.count) > 0 else { return nil }
    return MemoryStore(reading: database, embedder: embedder, time: time)
  }

  /// Runs `body` in one transaction; the vectors in memory follow the file when it fails.
  func write<T>(_ body: () throws -> T) throws -> T {
    do {
      return try database.transaction(body)
    } catch {
      index = nil
      throw error
    }
  }

  func meta(_ key: String) throws -> String? {
    try database.first("SELECT value FROM meta WHERE key = ?", key) { $0.text(0) }
  }

  func setMeta(_ key: String, _ value: String) throws {
    try database.run(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
  }

  /// Makes the vectors of items that another model embedded.
  private func embedAgain() throws {
    let stale = try database.query("SELECT id, text, terms FROM items WHERE model <> ?", embedder.model) { row in
      (row.integer(0), row.text(1) + "\n" + row.text(2))
    }
    if stale.isEmpty { return }
    try write {
      for (id, text) in stale {
        try database.run(
          "UPDATE items SET model = ?, embedding = ? WHERE id = ?", embedder.model, blob(embedder.embed(text)), id)
      }
    }
  }
}

/// A vector as it is stored: little-endian 32-bit floats.
func blob(_ vector: [Float]) -> Data {
  var data = Data(capacity: vector.count * 4)
  for value in vector { withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
  return data
}

/// The vector of a blob; bytes beyond the last whole number are dropped.
func vector(_ bytes: UnsafeRawBufferPointer) -> [Float] {
  (0..<(bytes.count / 4)).map { place in
    Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self)))
  }
}
