import Core
import FoundationEssentials
import Testing

@testable import CLI

@Suite struct OutputCheckTests {
  @Test("a file that cannot be written is refused before anything is submitted", arguments: [
    ("/nonexistent/folder/x.json", 74, "mkdir -p /nonexistent/folder"),
    ("/etc/hostname/x.json", 74, "folder"),
    ("result.unknown", 64, ".json"),
    ("/nonexistent/folder/noending", 64, ".json"),
  ])
  func refused(_ path: String, _ exit: Int32, _ remedy: String) async throws {
    for command in [["ask", "bell pair"], ["compare", "bell pair"], ["benchmark", "bell pair"]] {
      let crew = ScriptedCrew { _, action, _ in throw ProximaError("test.called", action) }
      let trial = await Trial(command + ["-o", path, "--json"], crew: crew)
      #expect(trial.exit == exit, "\(trial.out)")
      #expect(crew.log.isEmpty)
      #expect(trial.json?["error"]?["remedy"]?.string?.contains(remedy) == true, "\(trial.out)")
    }
  }

  @Test("a file that the sentence names is looked at as well")
  func sentence() async throws {
    let crew = ScriptedCrew { _, action, _ in throw ProximaError("test.called", action) }
    let trial = await Trial(["ask", "bell pair, save it as /nonexistent/folder/bell.csv", "--json"], crew: crew)
    #expect(trial.exit == 74, "\(trial.out)")
    #expect(crew.log.isEmpty)
  }

  @Test("a folder's name is no file; a folder that is there will do")
  func folders() throws {
    let folder = FileManager.default.temporaryDirectory.path() + "/proxima-\(UUID().uuidString).json"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let error = #expect(throws: ProximaError.self) { try OutputFile.check(folder) }
    #expect(error?.code == "output.cannot_write")
    try OutputFile.check(folder + "/x.json")
    try OutputFile.check("x.csv")
  }
}
