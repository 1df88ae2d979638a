import Core
import DocumentationAgent
import Testing

@Suite struct ScribeTests {
  private func report() throws -> TaskReport {
    var request = Request(request: "3 qubit GHZ <script>alert(1)</script> & `code` | pipe", intent: .run)
    request.understood = "a GHZ state of 3 qubits"
    var report = TaskReport(task: try #require(TaskID("t1")), status: .completed, plan: Plan(request: request))
    var run = Run(
      id: "r1", backend: "native", backendVersion: "0.1", method: .statevector, host: "here", qubits: 3, shots: 1000,
      seed: 18_446_744_073_709_551_615, precision: .double,
      circuit: CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: ["h": 1, "cx": 2, "measure": 3]))
    run.counts = ["000": 489, "111": 511]
    run.timing.totalSeconds = 0.001234567
    run.expectations = [Run.Expectation(observable: "Z0 Z1", value: 0.998, standardError: 1e-7)]
    report.runs = [run]
    report.verification = Verification(status: .verified, route: "known_distribution", reason: "p = 0.487")
    report.verification.pValue = 0.48712345
    report.insight = Insight(
      summary: "000 and 111 \"stand out\" <b>", findings: ["Entropy 0.9999 bits"], statistics: ["entropy_bits": 0.99991])
    report.artifacts = [
      Artifact(kind: .code, dialect: "qiskit", sha256: "ab12", by: "code_expert", text: "print('```')\nx = 1 < 2\n")
    ]
    return report
  }

  /// The numbers in a text: runs of digits with their points and exponents, read as numbers.
  private func numbers(_ text: String) -> Set<String> {
    var found: Set<String> = []
    var open = ""
    for character in text + " " {
      if character.isASCII, character.isNumber || (!open.isEmpty && (character == "." || character == "e" || (character == "-" && open.hasSuffix("e")))) {
        open.append(character)
      } else if !open.isEmpty {
        while let last = open.last, !last.isNumber { open.removeLast() }
        found.insert(Double(open).map { "\($0)" } ?? open)
        open = ""
      }
    }
    return found
  }

  private func stripped(_ html: String) -> String {
    var text = ""
    var depth = 0
    let start = html.firstRange(of: "<body>")?.upperBound ?? html.startIndex
    for character in html[start...] {
      if character == "<" { depth += 1 }
      if depth == 0 { text.append(character) }
      if character == ">" {
        depth -= 1
        text.append(" ")
      }
    }
    return text.replacing("&#39;", with: "'")
  }

  @Test("of a task under way the design is told, and nothing about results that are not there")
  func design() throws {
    var report = try report()
    report.status = .running
    let work = Scribe().document(DocumentRequest(report: report, formats: ["markdown"]))
    let text = try #require(work.artifacts.first?.text)
    #expect(work.artifacts.map(\.dialect) == ["design"])
    #expect(text.contains("x = 1 < 2") && text.contains("GHZ state"))
    for word in ["running", "verified", "What it means", "489"] { #expect(!text.contains(word), "\(word)") }
  }

  @Test("every number of the report is found in the record")
  func everyNumber() throws {
    let report = try report()
    let work = Scribe().document(DocumentRequest(report: report, formats: ["markdown", "html"]))
    let record = numbers(try JSON.text(report))
    for artifact in work.artifacts {
      let text = try #require(artifact.text)
      let told = numbers(artifact.dialect == "html" ? stripped(text) : text.replacing("SHA-256", with: ""))
      let invented = told.subtracting(record).subtracting(["256.0"])
      #expect(invented.isEmpty, "\(invented) in \(artifact.dialect)")
      #expect(told.contains("489.0") && told.contains("0.48712345"))
    }
  }

  @Test("nothing from the record is taken as markup")
  func escaping() throws {
    let work = Scribe().document(DocumentRequest(report: try report(), formats: ["markdown", "html"]))
    let markdown = try #require(work.artifacts[0].text)
    let html = try #require(work.artifacts[1].text)
    #expect(!html.contains("<script") && !html.contains("<b>") && html.contains("&lt;script&gt;"))
    #expect(!markdown.contains("<script") && markdown.contains("\\| pipe") && markdown.contains("\\`code\\`"))
    // The fence is longer than the backticks in the code.
    #expect(markdown.contains("\n````python\n"))
    #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("src="))
  }

  @Test("an artifact carries the digest of its text, and an unknown format is refused by name")
  func artifacts() throws {
    let work = Scribe().document(DocumentRequest(report: try report(), formats: ["markdown", "pdf"]))
    #expect(work.artifacts.count == 1)
    #expect(work.artifacts[0].sha256 == SHA256.hexadecimal(work.artifacts[0].text ?? ""))
    #expect(work.refused["pdf"] != nil)
  }

  @Test("a refuted result says so in the report")
  func refuted() throws {
    var report = try report()
    report.verification = Verification(status: .refuted, route: "dense_reference", reason: "the counts do not fit")
    let text = Scribe().document(DocumentRequest(report: report, formats: ["markdown"])).artifacts[0].text ?? ""
    #expect(text.contains("refuted") && text.contains("the counts do not fit"))
  }
}
