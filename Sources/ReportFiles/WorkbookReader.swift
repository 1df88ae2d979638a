import Core

/// Reads the cells of an XLSX workbook (Office Open XML): values as they are stored, formulas by their last result.
enum WorkbookReader {
  /// The sheets in the order of the workbook, at most a million cells.
  static func read(_ path: String) throws(ReportFileError) -> [ReportAnswer.Sheet] {
    var files: [String: String] = [:]
    for entry in try ZipFile.unpack(path) { files[entry.name] = String(decoding: entry.bytes, as: UTF8.self) }
    guard let book = files["xl/workbook.xml"] else { throw .unreadable(path, "it is no workbook") }
    let targets = relations(files["xl/_rels/workbook.xml.rels"] ?? "")
    let strings = sharedStrings(files["xl/sharedStrings.xml"] ?? "")
    var sheets: [ReportAnswer.Sheet] = []
    var scanner = XMLScanner(book)
    while let token = scanner.next() {
      guard case .open("sheet", let attributes) = token, let name = attributes["name"] else { continue }
      let relation = attributes["r:id"] ?? attributes["id"] ?? ""
      let target = targets[relation] ?? "worksheets/sheet\(sheets.count + 1).xml"
      let file = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      guard let content = files[file] else { throw .unreadable(path, "the sheet `\(name)` is missing") }
      sheets.append(ReportAnswer.Sheet(name: name, rows: try rows(content, strings, path)))
    }
    return sheets
  }

  private static func relations(_ text: String) -> [String: String] {
    var result: [String: String] = [:]
    var scanner = XMLScanner(text)
    while let token = scanner.next() {
      if case .open("Relationship", let attributes) = token, let id = attributes["Id"] { result[id] = attributes["Target"] }
    }
    return result
  }

  private static func sharedStrings(_ text: String) -> [String] {
    var result: [String] = []
    var current = ""
    var inText = false
    var scanner = XMLScanner(text)
    while let token = scanner.next() {
      switch token {
      case .open("si", _): current = ""
      case .close("si"): result.append(current)
      case .open("t", _): inText = true
      case .close("t"): inText = false
      case .text(let words) where inText: current += words
      default: break
      }
    }
    return result
  }

  private static func rows(_ text: String, _ strings: [String], _ path: String) throws(ReportFileError) -> [[String]] {
    var rows: [[String]] = []
    var (row, column, type, value) = (0, 0, "", "")
    var takes = false
    var cells = 0
    var scanner = XMLScanner(text)
    while let token = scanner.next() {
      switch token {
      case .open("row", let attributes):
        row = attributes["r"].flatMap { Int($0) } ?? rows.count + 1
        column = 0
        guard row > 0, row <= 1_048_576 else { throw .unreadable(path, "row \(row) is out of range") }
      case .open("c", let attributes):
        column = attributes["r"].flatMap(Self.column) ?? column + 1
        (type, value) = (attributes["t"] ?? "n", "")
      case .open("v", _), .open("t", _): takes = true
      case .close("v"), .close("t"): takes = false
      case .text(let words) where takes: value += words
      case .close("c"):
        if type == "s" { value = Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? "" }
        cells += 1
        guard cells <= 1_000_000, column <= 16_384 else { throw .unreadable(path, "it has more than a million cells") }
        if value.isEmpty { continue }
        while rows.count < row { rows.append([]) }
        while rows[row - 1].count < column { rows[row - 1].append("") }
        rows[row - 1][column - 1] = value
      default: break
      }
    }
    return rows
  }

  /// The column of a reference such as `AB12`, from 1.
  static func column(_ reference: String) -> Int? {
    let letters = reference.utf8.prefix { (65...90).contains($0) }
    guard !letters.isEmpty, letters.count <= 3 else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1) - 64 }
  }
}
