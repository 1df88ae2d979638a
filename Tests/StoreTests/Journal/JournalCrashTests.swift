import Core
import FoundationEssentials
import Glibc
import Store
import Testing

/// A process of its own appends and says what was acknowledged; then it dies, or its disk fails.
@Suite(.serialized) struct JournalCrashTests {
  @Test("kill -9 in the middle of appends loses nothing that was acknowledged", arguments: [1, 2, 3])
  func killed(round: Int) async throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
      [path = path as String, round = round as Int] in
      let journal = try Journal(path: path)
      try append(5, to: journal)
      // Another thread pulls the trigger, at a moment that falls anywhere in an append.
      var thread = pthread_t()
      let delay = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
      delay.pointee = UInt32(40_000 * round + 7_919)
      pthread_create(
        &thread, nil,
        { delay in
          usleep(delay?.load(as: UInt32.self) ?? 0)
          kill(getpid(), SIGKILL)
          return nil
        }, delay)
      try append(.max, to: journal)
    }
    let acknowledged = acknowledgements(try #require(result).standardOutputContent)
    #expect(acknowledged.count >= 5)
    let reader = try #require(try Journal.reading(path: path))
    #expect((try reader.lastSeq) >= (acknowledged.max() ?? 0), "a reader alone does not see what was acknowledged")
    let journal = try Journal(path: path, busySeconds: 30)
    let events = try journal.events(after: 0, limit: .max)
    #expect(Int64(events.count) == (try journal.lastSeq))
    #expect((try journal.lastSeq) >= (acknowledged.max() ?? 0))
    #expect(events.count % 3 == 0, "a group of events was torn")
    #expect(try journal.database.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
  }

  @Test("when the system refuses to write, the append fails with 74 and the acknowledged events are there")
  func cannotWrite() async throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    let result = await #expect(processExitsWith: .exitCode(74), observing: [\.standardOutputContent]) {
      [path = path as String] in
      let journal = try Journal(path: path)
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 200_000, rlim_max: .max)
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(3) }
      do { try append(.max, to: journal) } catch let error as StoreError { exit(error.exit.rawValue) }
    }
    let acknowledged = acknowledgements(try #require(result).standardOutputContent)
    #expect(!acknowledged.isEmpty)
    let journal = try Journal(path: path, busySeconds: 30)
    #expect((try journal.lastSeq) == acknowledged.max())
    #expect(try journal.append([JournalEvent(task: nil, kind: "after", time: moment(0))]).count == 1)
  }
}

/// Appends groups of three until something ends it, and writes `ack N` for every group that was acknowledged.
private func append(_ groups: Int, to journal: Journal) throws {
  for _ in 0..<groups {
    let group = try (0..<3).map { try JournalEvent(task: taskID("a"), kind: "e", time: moment(0), encoding: ["n": $0]) }
    let seqs = try journal.append(group)
    let line = Array("ack \(seqs.upperBound - 1)\n".utf8)
    guard write(1, line, line.count) == line.count else { return }
  }
}

private func acknowledgements(_ output: [UInt8]) -> [Int64] {
  String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
    line.hasPrefix("ack ") ? Int64(line.dropFirst(4)) : nil
  }
}
