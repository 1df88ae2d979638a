import Core

/// A question in front of everything else.
struct Dialog: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Only a person may answer: `shown` is when it came up, `read` whether the end of its details was on the screen.
    case approval(Approval, shown: WallTime, details: Bool, top: Int)
    /// Is it really to be done?
    case confirm(title: String, text: String, effect: MonitorEffect)
    /// A value is needed first.
    case value(title: String, text: String, Editor, Purpose)
  }

  /// What a typed value is for.
  enum Purpose: Hashable, Sendable {
    case priority(TaskID)
    case reassign(TaskID, step: String)
    case feedback(TaskID, agent: String?)
    case setting(String)
  }

  var kind: Kind
  /// The button that Enter presses.
  var button = 0

  /// The buttons, by kind.
  var buttons: [String] {
    switch kind {
    case .approval(let approval, _, _, _):
      ["[a] allow once", approval.session == nil ? "[-] once only" : "[s] for this session", "[d] deny", "[v] details"]
    case .confirm: ["[y] yes", "[n] no"]
    case .value: ["[Enter] take it", "[Esc] leave it"]
    }
  }

  /// Whether an executor is to be drained, or to take work again.
  static func drain(_ executor: String, back: Bool) -> Dialog {
    back
      ? .confirm("undrain \(executor)", "It takes work again.", .undrain(executor))
      : .confirm("drain \(executor)", "It finishes what it has and takes nothing new.", .drain(executor))
  }

  /// Whether everything is to be ended.
  static let emergencyStop = confirm(
    "emergency stop", "Ends the work of every agent at once. Nothing starts until the stop is lifted with :up.", .stopAll)

  /// A question that is answered with yes or no; no is the default.
  static func confirm(_ title: String, _ text: String, _ effect: MonitorEffect) -> Dialog {
    Dialog(kind: .confirm(title: title, text: text, effect: effect), button: 1)
  }
}

/// A recorded task that is played.
public struct ReplayState: Hashable, Sendable {
  /// Milliseconds from the first event to the last.
  public var length: Int64
  /// Where it stands.
  public var position: Int64 = 0
  public var speed = 1.0
  public var playing = true

  public init(length: Int64) { self.length = length }
}
