import Core
import FoundationEssentials
import TestKit
import Testing

@Suite struct LogTests {
  func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/px-log-\(Identifier.random())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test("a line of the log is one JSON object with time, level, event, component and task")
  func line() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let log = Log(component: "x", folder: folder, time: VirtualTime())
    log.info("task.done", task: TaskID("t1"), duration: 0.25, ["step": "s1"])
    log.debug("not.kept")
    let written = try lines("\(folder)/x.log")
    #expect(written.count == 1)
    let object: JSONValue = try JSON.decode(from: written[0])
    #expect(object["event"] == "task.done")
    #expect(object["level"] == "info")
    #expect(object["component"] == "x")
    #expect(object["task"] == "t1")
    #expect(object["duration"]?.double == 0.25)
    #expect(object["step"] == "s1")
    #expect(object["time"]?.string?.hasSuffix("Z") == true)
  }

  @Test("a full file is rotated, and only as many as allowed are kept")
  func rotation() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = RotatingFile(path: "\(folder)/r.log", limit: .init(bytes: 100, files: 3))
    for number in 0..<60 { file.append(Data("line number \(number + 100)\n".utf8)) }
    #expect(file.paths == ["\(folder)/r.log", "\(folder)/r.1.log", "\(folder)/r.2.log"])
    let kept = try file.paths.reversed().flatMap { try lines($0) }
    #expect(kept.last == "line number 159")
    #expect(kept == (0..<kept.count).map { "line number \(160 - kept.count + $0)" })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
  }

  @Test("a folder that cannot be written to silences the log and nothing else")
  func unwritable() {
    Log(component: "x", folder: "/proc/none").info("lost")
  }
}
