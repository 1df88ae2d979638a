import CCairo
import Core
import Glibc
import Reports

/// Renders pictures as the pages of a PDF through cairo; text stays text.
public enum PDFWriter {
  /// Writes `pages` to `path` in one step.
  public static func write(_ pages: [Picture], to path: String, title: String) throws(ReportFileError) {
    guard let first = pages.first else { throw .cannotWrite(path, "there is no page") }
    let partial = "\(path).\(getpid()).part"
    let surface = cairo_pdf_surface_create(partial, first.width, first.height)
    let context = cairo_create(surface)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Proxima \(Version.program)")
    for page in pages {
      cairo_pdf_surface_set_size(surface, page.width, page.height)
      for item in page.items { draw(item, on: context) }
      cairo_show_page(context)
    }
    cairo_surface_finish(surface)
    let status = cairo_surface_status(surface)
    cairo_destroy(context)
    cairo_surface_destroy(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      unlink(partial)
      throw .cannotWrite(path, String(cString: cairo_status_to_string(status)))
    }
    guard rename(partial, path) == 0 else {
      let why = String(cString: strerror(errno))
      unlink(partial)
      throw .cannotWrite(path, why.lowercased())
    }
  }

  private static func draw(_ item: Picture.Item, on context: OpaquePointer?) {
    switch item {
    case .rectangle(let x, let y, let width, let height, let fill):
      set(fill, context)
      cairo_rectangle(context, x, y, width, height)
      cairo_fill(context)
    case .line(let x1, let y1, let x2, let y2, let colour, let width):
      set(colour, context)
      cairo_set_line_width(context, width)
      cairo_move_to(context, x1, y1)
      cairo_line_to(context, x2, y2)
      cairo_stroke(context)
    case .dot(let x, let y, let radius, let fill):
      set(fill, context)
      cairo_arc(context, x, y, radius, 0, 2 * .pi)
      cairo_fill(context)
    case .text(let x, let y, let text, let size, let anchor, let bold, let colour):
      set(colour, context)
      cairo_select_font_face(
        context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
      cairo_set_font_size(context, size)
      var extents = cairo_text_extents_t()
      if anchor != .start { cairo_text_extents(context, text, &extents) }
      let shift = anchor == .start ? 0 : (anchor == .middle ? extents.x_advance / 2 : extents.x_advance)
      cairo_move_to(context, x - shift, y)
      cairo_show_text(context, text)
    }
  }

  private static func set(_ colour: Picture.Colour, _ context: OpaquePointer?) {
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
  }
}
