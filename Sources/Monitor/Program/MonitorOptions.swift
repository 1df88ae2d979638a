import Core

/// How the monitor was started.
struct MonitorOptions: Sendable, Hashable {
  var readOnly = false
  var plain = false
  var noColor = false
  /// A task whose record is played.
  var replay: String?
  /// A recorded session that is played instead of a live crew.
  var session: String?
  /// Where the session is written to.
  var record: String?
  /// Milliseconds into the session at which the clock stands still.
  var at: Int64?
  var theme: String?
  var screen: ScreenID?
  var speed = 1.0
  /// Keys that are pressed at the start, as the tests type them.
  var statistics = false

  /// Reads the arguments; throws `usage.bad_flag` for what it does not know.
  init(_ arguments: [String]) throws(ProximaError) {
    var rest = arguments[...]
    while let flag = rest.popFirst() {
      func value() throws(ProximaError) -> String {
        guard let value = rest.popFirst() else { throw Self.wrong("\(flag) needs a value") }
        return value
      }
      switch flag {
      case "--read-only": readOnly = true
      case "--plain": plain = true
      case "--no-color": noColor = true
      case "--statistics": statistics = true
      case "--replay": replay = try value()
      case "--session": session = try value()
      case "--record": record = try value()
      case "--theme":
        theme = try value()
        if Theme.named(theme ?? "") == nil {
          throw Self.wrong("themes: \(Theme.all.map(\.name).joined(separator: ", "))")
        }
      case "--screen":
        screen = ScreenID(rawValue: try value())
        if screen == nil { throw Self.wrong("screens: \(ScreenID.allCases.map(\.rawValue).joined(separator: ", "))") }
      case "--at": at = Int64(try value())
      case "--speed":
        guard let number = Double(try value()), number > 0, number <= 256 else {
          throw Self.wrong("--speed is above 0 and at most 256")
        }
        speed = number
      default: throw Self.wrong("unknown: \(flag)")
      }
    }
  }

  private static func wrong(_ text: String) -> ProximaError {
    ProximaError("usage.bad_flag", "monitor: \(text)", remedy: "proxima help monitor", exit: .usage)
  }
}
