import CXLSXWriter
import Core
import Glibc
import Reports

/// Writes sheets as a workbook through libxlsxwriter.
public enum XLSXWriter {
  /// Writes `sheets` to `path` in one step. Text is always written as text, whatever it begins with.
  public static func write(_ sheets: [Sheet], to path: String) throws(ReportFileError) {
    let partial = "\(path).\(getpid()).part"
    guard let book = workbook_new(partial) else { throw .cannotWrite(path, "no memory") }
    let bold = workbook_add_format(book)
    format_set_bold(bold)
    for sheet in sheets { add(sheet, to: book, bold: bold) }
    let status = workbook_close(book)
    guard status == LXW_NO_ERROR else {
      unlink(partial)
      throw .cannotWrite(path, String(cString: lxw_strerror(status)))
    }
    guard rename(partial, path) == 0 else {
      let why = String(cString: strerror(errno))
      unlink(partial)
      throw .cannotWrite(path, why.lowercased())
    }
  }

  private static func add(
    _ sheet: Sheet, to book: UnsafeMutablePointer<lxw_workbook>, bold: UnsafeMutablePointer<lxw_format>?
  ) {
    guard let page = workbook_add_worksheet(book, sheet.name) else { return }
    for (row, cells) in sheet.rows.prefix(1_048_576).enumerated() {
      let format = sheet.headings.contains(row) ? bold : nil
      for (column, cell) in cells.enumerated() {
        let (line, place) = (lxw_row_t(row), lxw_col_t(column))
        switch cell {
        case .text(let text): worksheet_write_string(page, line, place, clipped(text), format)
        case .number(let value) where value.isFinite: worksheet_write_number(page, line, place, value, format)
        case .number(let value): worksheet_write_string(page, line, place, "\(value)", format)
        case .empty: break
        }
      }
    }
    for column in 0..<(sheet.rows.map(\.count).max() ?? 0) {
      let widest = sheet.rows.prefix(200).map { column < $0.count ? $0[column].plain.count : 0 }.max() ?? 0
      worksheet_set_column(page, lxw_col_t(column), lxw_col_t(column), Double(min(60, max(8, widest + 2))), nil)
    }
    if sheet.headings.contains(0) { worksheet_freeze_panes(page, 1, 0) }
    let beside = (sheet.rows.map(\.count).max() ?? 0) + 1
    for (index, chart) in sheet.charts.enumerated() { add(chart, number: index, beside: beside, sheet.name, page, book) }
  }

  private static func add(
    _ chart: Sheet.Chart, number: Int, beside column: Int, _ name: String, _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ book: UnsafeMutablePointer<lxw_workbook>
  ) {
    let kind =
      switch chart.kind {
      case .column: LXW_CHART_COLUMN
      case .bar: LXW_CHART_BAR
      case .line: LXW_CHART_LINE
      }
    guard let drawing = workbook_add_chart(book, UInt8(kind.rawValue)), let series = chart_add_series(drawing, nil, nil)
    else { return }
    let (first, last) = (lxw_row_t(chart.rows.lowerBound), lxw_row_t(chart.rows.upperBound))
    chart_series_set_categories(series, name, first, lxw_col_t(chart.labels), last, lxw_col_t(chart.labels))
    chart_series_set_values(series, name, first, lxw_col_t(chart.values), last, lxw_col_t(chart.values))
    chart_title_set_name(drawing, clipped(chart.title))
    chart_axis_set_name(drawing.pointee.x_axis, clipped(chart.horizontal))
    chart_axis_set_name(drawing.pointee.y_axis, clipped(chart.vertical))
    chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    worksheet_insert_chart(page, lxw_row_t(1 + number * 16), lxw_col_t(column), drawing)
  }

  /// A cell holds 32,767 characters; what is longer is cut and says so.
  private static func clipped(_ text: String) -> String {
    text.utf16.count <= 32_767 ? text : String(text.prefix(16_000)) + " … (cut: the record has all)"
  }
}
