import Core

/// Writes the report of a task, or of one under way what was designed for it; every number in it stands in the record.
public struct Scribe: Sendable {
  public init() {}

  /// One artifact for each of `request.formats`; unknown formats are refused with the reason.
  public func document(_ request: DocumentRequest) -> CodeWork {
    var work = CodeWork(artifacts: [])
    let document = ReportDocument(request.report)
    for format in request.formats {
      let text: String
      switch format {
      case "markdown": text = MarkdownWriter.write(document)
      case "html": text = HTMLWriter.write(document)
      default:
        work.refused[format] = "reports are written as markdown or html"
        continue
      }
      work.artifacts.append(
        Artifact(
          kind: .document, dialect: request.report.status.isFinal ? format : "design", sha256: SHA256.hexadecimal(text), by: AgentName.documentationAgent, text: text))
    }
    return work
  }
}
