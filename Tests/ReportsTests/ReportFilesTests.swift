import Core
import FoundationEssentials
import Reports
import Testing

@testable import ReportFiles

@Suite struct ReportFilesTests {
  @Test("a workbook reads back with its sheets, and text that begins like a formula is text")
  func workbook() throws {
    try Sample.inFolder { folder in
      let path = folder + "/report.xlsx"
      try XLSXWriter.write(ReportSheets(Sample.report).sheets, to: path)
      let sheets = try WorkbookReader.read(path)
      #expect(sheets.map(\.name) == ["Summary", "Raw Results", "Backend Comparison", "Insights", "Metadata"])
      #expect(sheets[0].rows[0] == ["Proxima", Sample.report.plan.request.request])
      #expect(sheets[1].rows.contains { $0.starts(with: ["t1.native", "", "native", "statevector", "count", "11", "490"]) })
      #expect(sheets[3].rows.contains(["summary", "@SUM(1) Two outcomes."]))
      let entries = try ZipFile.unpack(path)
      for entry in entries where entry.name.hasPrefix("xl/worksheets/sheet") {
        #expect(!String(decoding: entry.bytes, as: UTF8.self).contains("<f>"), "a formula in \(entry.name)")
      }
      #expect(entries.filter { $0.name.hasPrefix("xl/charts/chart") }.count == 4)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.xlsx"])
    }
  }

  @Test("a PDF is written whole, with a page for what there is")
  func pdf() throws {
    try Sample.inFolder { folder in
      let path = folder + "/report.pdf"
      let answer = try ReportProgram.perform(ReportJob(.pdf, path: path, report: Sample.report))
      #expect(answer.error == nil)
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(String(decoding: bytes.prefix(5), as: UTF8.self) == "%PDF-")
      #expect(String(decoding: bytes.suffix(6), as: UTF8.self).contains("%%EOF"))
    }
  }

  @Test("files go into a zip and come out the same, in the same bytes each time")
  func zip() throws {
    try Sample.inFolder { folder in
      let files = [ReportAnswer.File(name: "report.json", text: "{}"), .init(name: "code/a.py", text: "print('ä')\n")]
      for name in ["a.zip", "b.zip"] {
        _ = try ReportProgram.perform(ReportJob(.pack, path: "\(folder)/\(name)", files: files))
      }
      #expect(try ReportProgram.perform(ReportJob(.unpack, path: folder + "/a.zip")).files == files)
      #expect(
        try Data(contentsOf: URL(filePath: folder + "/a.zip")) == Data(contentsOf: URL(filePath: folder + "/b.zip")))
    }
  }

  @Test("a name that leads out of the archive is refused, and what is no archive is told as such")
  func hostile() throws {
    try Sample.inFolder { folder in
      let path = folder + "/evil.zip"
      try ZipFile.pack([ZipFile.Entry("../evil", [1])], to: path)
      #expect { try ZipFile.unpack(path) } throws: { ($0 as? ReportFileError)?.proxima.code == "input.unreadable" }
      try Data("not a zip".utf8).write(to: URL(filePath: path))
      #expect(throws: ReportFileError.self) { try ZipFile.unpack(path) }
      #expect(throws: ReportFileError.self) { try WorkbookReader.read(folder + "/none.xlsx") }
    }
  }

  @Test("where it cannot be written the answer is an error with exit 74, and nothing is left behind")
  func cannotWrite() throws {
    let job = ReportJob(.xlsx, path: "/proc/none/report.xlsx", report: Sample.report)
    let answer = try JSON.decode(ReportAnswer.self, from: ReportProgram.run(try JSON.encode(job)))
    #expect(answer.error?.code == "output.cannot_write")
    #expect(answer.error?.exit == .cannotWrite)
    let pdf = ReportProgram.run(try JSON.encode(ReportJob(.pdf, path: "/proc/none/r.pdf", report: Sample.report)))
    #expect(try JSON.decode(ReportAnswer.self, from: pdf).error?.exit == .cannotWrite)
  }

  @Test("cells of other programs are read: inline text, shared strings, gaps and columns past Z")
  func foreign() throws {
    #expect(WorkbookReader.column("A1") == 1 && WorkbookReader.column("AB12") == 28 && WorkbookReader.column("7") == nil)
    var scanner = XMLScanner("<?xml?><a x='1 &amp; 2'><b:c/>t&#xe4;&lt;</a>")
    #expect(scanner.next() == .open("a", ["x": "1 & 2"]))
    #expect(scanner.next() == .open("c", [:]))
    #expect(scanner.next() == .close("c"))
    #expect(scanner.next() == .text("tä<"))
    #expect(scanner.next() == .close("a"))
    #expect(scanner.next() == nil)
  }
}
