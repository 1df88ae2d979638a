import Core
import FoundationEssentials
import TestKit
import Testing

@testable import CLI

@Suite("Files of a task's artifacts")
struct ArtifactFolderTests {
  private func report(_ artifacts: [Artifact]) throws -> TaskReport {
    let task = try #require(TaskID("t261121-00000000"))
    var report = TaskReport(task: task, status: .completed, plan: Plan(request: Request(request: "bell", intent: .run)))
    report.artifacts = artifacts
    return report
  }

  private func artifact(_ kind: Artifact.Kind, _ dialect: String, _ text: String?) -> Artifact {
    Artifact(kind: kind, dialect: dialect, sha256: SHA256.hexadecimal(text ?? ""), by: "code_expert", text: text)
  }

  @Test("every artifact with a content is a file, which is the content")
  func written() throws {
    let home = try TestHome()
    defer { home.remove() }
    let report = try report([
      artifact(.circuit, "qasm2", "OPENQASM 2.0;\n"), artifact(.circuit, "qasm2", "OPENQASM 2.0;\n// two\n"),
      artifact(.code, "qiskit", "import qiskit\n"), artifact(.code, "../../etc/passwd", "x"),
      artifact(.document, "markdown", nil),
    ])
    let folder = ArtifactFolder(home.home, task: report.task)
    let paths = folder.write(report).artifacts.map(\.path)
    let names = ["circuit.qasm", "circuit-2.qasm", "qiskit.py", "etcpasswd.py"]
    #expect(paths == names.map { folder.path + "/" + $0 } + [nil])
    for (artifact, path) in zip(report.artifacts, paths) {
      guard let path else { continue }
      #expect(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self) == artifact.text)
    }
  }

  @Test("a file that was changed or removed is written again from the record")
  func again() throws {
    let home = try TestHome()
    defer { home.remove() }
    let report = try report([artifact(.code, "cirq", "import cirq\n")])
    let folder = ArtifactFolder(home.home, task: report.task)
    let path = try #require(folder.write(report).artifacts[0].path)
    try Files.write("something else", to: path)
    #expect(folder.write(report).artifacts[0].path == path)
    #expect(try Files.read(path) == "import cirq\n")
  }
}
