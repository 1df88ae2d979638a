import Core
import FoundationEssentials
import TestKit
import Testing

@Suite struct LogReaderTests {
  let folder: String
  let time = VirtualTime()

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/proxima-logs-" + Identifier.random().description
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  @Test("the logs of several processes are one, by time, over their rotated files")
  func merged() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let small = RotatingFile.Limit(bytes: 400, files: 5)
    let a = Log(component: "coordinator", folder: folder, time: time, limit: small)
    let b = Log(component: "executor.native", folder: folder, time: time)
    for n in 0..<10 {
      time.advance(by: 1)
      (n % 2 == 0 ? a : b).info("event.\(n)", ["n": .int(n)])
    }
    let lines = LogReader(folder: folder).lines()
    #expect(lines.map(\.event) == (0..<10).map { "event.\($0)" })
    #expect(lines[3].component == "executor.native")
    #expect(lines[3].fields == ["n": 3])
    #expect(LogReader(folder: folder).lines(limit: 3).map(\.event) == ["event.7", "event.8", "event.9"])
    #expect(FileManager.default.fileExists(atPath: folder + "/coordinator.1.log"))
  }

  @Test("lines are chosen by task, level, component and time")
  func filters() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let a = Log(component: "a", folder: folder, level: .debug, time: time)
    let b = Log(component: "b", folder: folder, level: .debug, time: time)
    a.debug("one", task: TaskID("t1"))
    a.warning("two", task: TaskID("t2"))
    time.advance(by: 60)
    b.error("three", task: TaskID("t1"))
    b.info("four", duration: 1.5)
    let reader = LogReader(folder: folder)
    #expect(reader.lines(LogFilter(task: "t1")).map(\.event) == ["one", "three"])
    #expect(reader.lines(LogFilter(task: "t")).isEmpty)
    #expect(reader.lines(LogFilter(level: .warning)).map(\.event) == ["two", "three"])
    #expect(reader.lines(LogFilter(component: "b")).map(\.event) == ["three", "four"])
    #expect(reader.lines(LogFilter(since: time.wall)).map(\.event) == ["three", "four"])
    #expect(reader.lines().last?.duration == 1.5)
  }

  @Test("a torn line and foreign text are left out, a missing folder is empty")
  func torn() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(LogReader(folder: folder + "/nowhere").lines().isEmpty)
    let text = """
      {"component":"a","event":"whole","level":"info","time":"2026-01-01T00:00:00.000Z"}
      not json
      {"event":"no level","time":"2026-01-01T00:00:00.000Z"}
      {"component":"a","event":"to
      """
    try Data(text.utf8).write(to: URL(filePath: folder + "/a.log"))
    #expect(LogReader(folder: folder).lines().map(\.event) == ["whole"])
  }
}
