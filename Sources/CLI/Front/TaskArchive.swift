import Core
import FoundationEssentials

/// Everything that another machine needs to run a task again and hold the results against the recorded ones.
struct TaskArchive {
  /// What was asked, exactly as it arrived.
  var submission: Submission
  var report: TaskReport

  private static let format = 1

  /// What lies in `manifest.json`: the digest of every other file.
  private struct Manifest: Codable {
    var schemaVersion = Version.schema
    var format: Int
    var program: String
    var task: TaskID
    var sha256: [String: String]
  }

  /// The files of the archive.
  func files(view: ReportView) throws(ProximaError) -> [ReportAnswer.File] {
    var files: [ReportAnswer.File] = []
    do {
      files.append(.init(name: "submission.json", text: try JSON.text(submission, pretty: true) + "\n"))
      files.append(.init(name: "report.json", text: try JSON.text(report, pretty: true) + "\n"))
    } catch { throw .bug("a record has no JSON: \(error)") }
    if let source = CircuitText.source(of: report) { files.append(.init(name: "circuit.qasm", text: source)) }
    files.append(.init(name: "results.csv", text: OutputFile.csv(report)))
    files.append(.init(name: "report.txt", text: Renderer(color: false, unicode: true).render(view.lines)))
    var taken = Set(files.map(\.name))
    for artifact in report.artifacts {
      guard let text = artifact.text else { continue }
      let name = "artifacts/" + ArtifactFolder.name(artifact)
      if taken.insert(name).inserted { files.append(.init(name: name, text: text)) }
    }
    files.append(.init(name: "README.txt", text: readme))
    let digests = Dictionary(files.map { ($0.name, SHA256.hexadecimal($0.text)) }) { first, _ in first }
    let manifest = Manifest(format: Self.format, program: Version.program, task: report.task, sha256: digests)
    do {
      files.insert(.init(name: "manifest.json", text: try JSON.text(manifest, pretty: true) + "\n"), at: 0)
    } catch { throw .bug("a manifest has no JSON: \(error)") }
    return files
  }

  private var readme: String {
    """
    A task of Proxima \(Version.program): \(report.plan.request.request)

    proxima task replay FILE.zip   runs it again with the same seeds and compares the results byte for byte
    proxima interpret results.csv  explains the results
    proxima run circuit.qasm       runs the circuit alone

    Bit strings are as in Qiskit: bit 0 rightmost. report.json is what `task show --json` prints.

    """
  }

  init(submission: Submission, report: TaskReport) {
    self.submission = submission
    self.report = report
  }

  /// Reads an archive back; a file that is not as the manifest says is refused.
  init(_ files: [ReportAnswer.File], name: String) throws(ProximaError) {
    func fault(_ why: String) -> ProximaError {
      ProximaError(
        "archive.malformed", "\(name) is no archive of a task: \(why)",
        remedy: "give a file that `proxima task export ID -o X.zip` wrote", exit: .badInput)
    }
    let texts = Dictionary(files.map { ($0.name, $0.text) }) { first, _ in first }
    guard let listed = texts["manifest.json"] else { throw fault("it has no manifest.json") }
    let manifest: Manifest
    do { manifest = try JSON.decode(Manifest.self, from: listed) } catch { throw fault("its manifest is not understood") }
    guard manifest.format <= Self.format else { throw fault("it was written by a newer Proxima, \(manifest.program)") }
    for (file, digest) in manifest.sha256.sorted(by: { $0.key < $1.key }) {
      guard let text = texts[file] else { throw fault("\(file) is missing") }
      guard SHA256.hexadecimal(text) == digest else { throw fault("\(file) was changed") }
    }
    guard let asked = texts["submission.json"], let told = texts["report.json"], manifest.sha256["report.json"] != nil,
      manifest.sha256["submission.json"] != nil
    else { throw fault("it has no record") }
    do {
      submission = try JSON.decode(Submission.self, from: asked)
      report = try JSON.decode(TaskReport.self, from: told)
    } catch { throw fault("its record is not understood") }
  }

  /// The submission that runs the task again here, pinned to its plan and held against its runs. Consent is not
  /// carried over: it was given for another machine.
  func replay(at wall: WallTime) throws(ProximaError) -> Submission {
    guard !report.runs.isEmpty else {
      throw ProximaError("task.nothing_to_replay", "\(report.task.text) recorded no runs", exit: .usage)
    }
    var replay = submission
    replay.kind = .replay
    replay.origin = report.task
    replay.plan = report.plan
    replay.expected = report.runs
    replay.created = wall
    replay.session = nil
    replay.previous = nil
    replay.flags.fresh = true
    (replay.flags.yes, replay.flags.force, replay.flags.output, replay.flags.stateFile) = (false, false, nil, nil)
    return replay
  }
}
