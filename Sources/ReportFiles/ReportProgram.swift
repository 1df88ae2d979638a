import Core
import FoundationEssentials
import Reports

/// The program `proxima-report`: does one job and says how it went.
public enum ReportProgram {
  /// Does the job that `input` holds; the answer as JSON.
  public static func run(_ input: Data) -> Data {
    let answer: ReportAnswer
    do {
      answer = try perform(try JSON.decode(ReportJob.self, from: input))
    } catch {
      answer = ReportAnswer(error: ProximaError.from(error))
    }
    return (try? JSON.encode(answer)) ?? Data()
  }

  static func perform(_ job: ReportJob) throws -> ReportAnswer {
    switch job.action {
    case .xlsx:
      try XLSXWriter.write(ReportSheets(try report(job)).sheets, to: job.path)
    case .pdf:
      let report = try report(job)
      try PDFWriter.write(ReportPages(report).pages, to: job.path, title: report.plan.request.request)
    case .pack:
      try ZipFile.pack((job.files ?? []).map { ZipFile.Entry($0.name, Array($0.text.utf8)) }, to: job.path)
    case .unpack:
      let entries = try ZipFile.unpack(job.path)
      return ReportAnswer(files: entries.map { .init(name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) })
    case .sheets: return ReportAnswer(sheets: try WorkbookReader.read(job.path))
    }
    return ReportAnswer()
  }

  private static func report(_ job: ReportJob) throws(ProximaError) -> TaskReport {
    guard let report = job.report else { throw .bug("a report's job without the report") }
    return report
  }
}
