/// The frame that every HTML file of ours stands in: it loads nothing and runs nothing.
public enum HTMLPage {
  /// A whole page with `body`, which is markup; `title` is a text.
  public static func page(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width">
    <title>\(Markup.escaped(title))</title>
    <style>\(style)</style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  private static let style = """
    body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; line-height: 1.5 }
    table { border-collapse: collapse; margin: 1em 0; font-size: .9em } .wide, figure { overflow-x: auto; margin: 1em 0 }
    td, th { border: 1px solid #bbb; padding: .2em .6em; text-align: left; white-space: pre-wrap }
    pre { background: #f4f4f4; padding: 1em; overflow-x: auto } meter { width: 20em }
    @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } pre { background: #222 } figure { background: #fff } }
    """
}
