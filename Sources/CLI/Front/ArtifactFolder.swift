import Core
import FoundationEssentials

/// The files that a task's artifacts become: `tasks/<task id>/` in the data folder.
///
/// A projection of the journal, which has the content: written again where missing or changed, and never read.
struct ArtifactFolder {
  let path: String

  init(_ home: Home, task: TaskID) { path = home.data + "/tasks/" + task.text }

  /// `report` with the path of every artifact that could be written; the rest stay in the record alone.
  func write(_ report: TaskReport) -> TaskReport {
    var report = report
    guard report.artifacts.contains(where: { $0.text != nil && $0.path == nil }) else { return report }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch { return report }
    var taken: Set<String> = []
    for index in report.artifacts.indices {
      guard let text = report.artifacts[index].text, report.artifacts[index].path == nil else { continue }
      let file = path + "/" + Self.free(Self.name(report.artifacts[index]), &taken)
      if (try? Data(contentsOf: URL(filePath: file))) != Data(text.utf8) {
        do throws(ProximaError) { try Files.write(text, to: file) } catch { continue }
      }
      report.artifacts[index].path = file
    }
    return report
  }

  /// What an artifact's file is called, such as `circuit.qasm`, `qiskit.py` or `report.md`.
  static func name(_ artifact: Artifact) -> String {
    switch artifact.dialect {
    case "qasm2": "circuit.qasm"
    case "qasm3": "circuit3.qasm"
    case "pytest": "test_circuit.py"
    case "markdown": "report.md"
    case "design": "design.md"
    case "html": "report.html"
    case "svg": artifact.kind == .circuit ? "circuit.svg" : "plot.svg"
    case "stim": "circuit.stim"
    default: artifact.kind == .code ? "\(plain(artifact.dialect)).py" : "\(artifact.kind.rawValue).\(plain(artifact.dialect))"
    }
  }

  /// A dialect may come from any agent: only letters and digits of it become part of a path.
  private static func plain(_ text: String) -> String {
    let kept = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return kept.isEmpty ? "file" : String(kept.prefix(32))
  }

  /// `name`, or with a number before its ending where a task has several: `circuit-2.qasm`.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      let dot = name.firstIndex(of: ".") ?? name.endIndex
      candidate = "\(name[..<dot])-\(number)\(name[dot...])"
      number += 1
    }
    return candidate
  }
}
