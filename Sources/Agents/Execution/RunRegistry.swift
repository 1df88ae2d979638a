import AgentKit
import Core
import Simulator
import Synchronization

/// The runs in hand and what the coordinator ordered about them.
final class RunRegistry: Sendable {
  /// One batch at work.
  final class Held: Sendable {
    let control: RunControl
    let task: TaskID
    let fence: UInt64
    private let call: ToolCall
    private let fraction = Mutex(0.0)

    /// `checkpoints` is the folder that has one for each task; nil: nothing is kept.
    init(_ call: ToolCall, task: TaskID, checkpoints: String?) {
      self.call = call
      self.task = task
      fence = call.fence
      control = RunControl(checkpoints: checkpoints.map { "\($0)/\(task.text)" })
      control.onNotice { [weak self] sentence in self?.say(sentence) }
    }

    private func say(_ sentence: String) { call.progress(fraction.withLock { $0 }, sentence) }

    /// Passes on how far the batch is.
    func progress(_ value: Double, _ message: String) {
      fraction.withLock { $0 = value }
      call.progress(value, message)
    }

    func obey(_ verb: RunOrder.Verb) {
      switch verb {
      case .pause:
        control.pause()
        guard control.isPaused else { return }
        say(RunOrder.pausedMessage)
        if control.checkpoints != nil, !control.isKept { say("paused in memory only: what runs keeps no checkpoint") }
      case .resume: control.resume()
      case .abandon: control.abort()
      }
    }
  }

  private struct State {
    var held: [ObjectIdentifier: Held] = [:]
    /// The last order of each task, for assignments that are still on their way.
    var orders: [TaskID: RunOrder] = [:]
    var ordered: [TaskID] = []
  }

  /// Tasks whose last order is remembered.
  private static let memory = 256

  private let state = Mutex(State())
  private let checkpoints: String?

  /// `checkpoints` is the folder for what paused runs keep; nil: nothing.
  init(checkpoints: String? = nil) { self.checkpoints = checkpoints }

  /// Takes a batch in; a standing order holds for it at once. Nil for a call outside any task.
  func begin(_ call: ToolCall) -> Held? {
    guard let task = call.task else { return nil }
    let held = Held(call, task: task, checkpoints: checkpoints)
    let order = state.withLock { state in
      state.held[ObjectIdentifier(held)] = held
      return state.orders[task]
    }
    if let order, order.fence >= held.fence, order.verb != .resume { held.obey(order.verb) }
    return held
  }

  func end(_ held: Held) { state.withLock { $0.held[ObjectIdentifier(held)] = nil } }

  /// Gives up all runs in hand: an emergency stop.
  func abandonAll() {
    for held in state.withLock({ Array($0.held.values) }) { held.obey(.abandon) }
  }

  /// Does what the coordinator said about `task`.
  func obey(_ order: RunOrder, task: TaskID) {
    let concerned = state.withLock { state in
      if state.orders.updateValue(order, forKey: task) == nil { state.ordered.append(task) }
      if state.ordered.count > Self.memory { state.orders[state.ordered.removeFirst()] = nil }
      return state.held.values.filter { $0.task == task && $0.fence <= order.fence }
    }
    for held in concerned { held.obey(order.verb) }
  }
}
