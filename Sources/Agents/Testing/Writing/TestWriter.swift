import Core
import Glibc

/// Writes pytest files for scripts that print the counts of a circuit.
public struct TestWriter: Sendable {
  public init() {}

  /// One pytest file for all Python scripts of `request.code`; scripts in other languages are refused by name.
  public func createTests(_ request: TestsRequest) -> CodeWork {
    var work = CodeWork(artifacts: [])
    var cases: [ScriptCase] = []
    for artifact in request.code.artifacts {
      guard let package = ["qiskit": "qiskit_aer", "cirq": "cirq"][artifact.dialect], let text = artifact.text else {
        work.refused[artifact.dialect] = "only Python scripts for Qiskit and Cirq have pytest tests"
        continue
      }
      cases.append(ScriptCase(artifact, text: text, package: package))
    }
    guard !cases.isEmpty else { return work }
    let known = try? KnownFamilies.result(request.circuit, label: nil)
    let text = PytestFile(cases: cases, known: known).text
    work.artifacts = [
      Artifact(
        kind: .tests, dialect: "pytest", sha256: SHA256.hexadecimal(text), by: AgentName.testingAgent, text: text)
    ]
    return work
  }
}

/// One script to test.
private struct ScriptCase {
  var dialect: String
  var file: String
  var package: String
  /// As the script says it; nil where it does not.
  var shots: Int?

  init(_ artifact: Artifact, text: String, package: String) {
    dialect = artifact.dialect
    self.package = package
    file = artifact.path.flatMap { $0.split(separator: "/").last.map(String.init) } ?? "circuit_\(artifact.dialect).py"
    shots = Self.number(after: "shots=", in: text) ?? Self.number(after: "repetitions=", in: text)
  }

  private static func number(after word: String, in text: String) -> Int? {
    guard let place = text.firstRange(of: word) else { return nil }
    return Int(text[place.upperBound...].prefix { $0.isNumber })
  }
}

private struct PytestFile {
  var cases: [ScriptCase]
  var known: KnownResult?

  var text: String {
    let rows = cases.map { "    (\(Self.quoted($0.file)), \(Self.quoted($0.package)), \($0.shots.map(String.init) ?? "None"))," }
    let head = [
      "\"\"\"Tests of generated scripts: each is run as a program and its printed counts are checked.\"\"\"",
      "import pathlib", "import subprocess", "import sys", "", "import pytest", "",
      "HERE = pathlib.Path(__file__).resolve().parent", "SCRIPTS = [",
    ]
    let run = [
      "]", "", "", "def counts_of(file, package):", "    pytest.importorskip(package)",
      "    done = subprocess.run([sys.executable, str(HERE / file)], capture_output=True, text=True, timeout=300, check=True)",
      "    lines = [line.split() for line in done.stdout.splitlines() if line.strip()]",
      "    return {key: int(count) for key, count in lines}", "", "",
      "@pytest.mark.parametrize(\"file, package, shots\", SCRIPTS)", "def test_every_shot_is_counted(file, package, shots):",
      "    counts = counts_of(file, package)", "    assert all(count > 0 for count in counts.values())",
      "    assert shots is None or sum(counts.values()) == shots", "    assert len({len(key) for key in counts}) == 1",
      "    assert all(set(key) <= {\"0\", \"1\"} for key in counts)",
    ]
    return (head + rows + run + distribution).joined(separator: "\n") + "\n"
  }

  /// The check against theory, where there is one of a size that can be written down.
  private var distribution: [String] {
    guard let known, known.distribution.count <= 256 else { return [] }
    let cells = known.distribution.sorted { $0.key < $1.key }.map { "    \(Self.quoted($0.key)): \($0.value)," }
    return ["", "", "# Theory: \(known.words)".filter { !$0.isNewline }, "EXPECTED = {"] + cells + [
      "}", "", "", "@pytest.mark.parametrize(\"file, package, shots\", SCRIPTS)",
      "def test_counts_follow_theory(file, package, shots):", "    counts = counts_of(file, package)",
      "    total = sum(counts.values())", "    assert all(key in EXPECTED for key in counts)",
      "    distance = sum(abs(counts.get(key, 0) / total - p) for key, p in EXPECTED.items()) / 2",
      "    # The mean distance of a perfect sample is at most the first term; McDiarmid bounds the rest at 99.99 %.",
      "    chance = sum((p * (1 - p) / total) ** 0.5 for p in EXPECTED.values()) / 2",
      "    assert distance <= chance + (9.22 / (2 * total)) ** 0.5",
    ]
  }

  /// A Python string literal.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 32 || scalar.value == 127: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
