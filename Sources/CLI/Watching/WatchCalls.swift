import Core
import FoundationEssentials
import Synchronization

/// The calls of a watcher: each runs for itself, and what comes of it waits in the queue for the main thread.
final class WatchCalls: Sendable {
  /// What the main thread is told.
  enum Message: Sendable {
    case input(TaskWatch.Input)
    case link(any CrewLink)
  }

  let queue = EventQueue<Message>()
  private let gate: any CrewGate
  private let home: Home
  private let running = Mutex<[Task<Void, Never>]>([])

  init(gate: any CrewGate, home: Home) {
    self.gate = gate
    self.home = home
  }

  /// Whether a crew runs already.
  var isCrewRunning: Bool { gate.isRunning(home) }

  /// Starts the crew where it does not run and connects; then passes on whatever comes in.
  func open() { keep(Task { await self.opening() }) }

  /// Starts the crew again; the connection finds it by itself.
  func reopen() { keep(Task { await self.reopening() }) }

  /// From now on what is published about `task` comes in.
  func listen(_ link: any CrewLink, _ task: TaskID) { keep(Task { await self.listening(link, task) }) }

  /// Asks the coordinator; `done` says what its answer means.
  func ask<Answer: Decodable & Sendable>(
    _ link: any CrewLink, _ call: TaskWatch.Call, _ action: String, _ body: some Encodable & Sendable,
    _ done: @escaping @Sendable (Answer) -> TaskWatch.Input?
  ) {
    keep(Task { await self.asking(link, call, action, body, done) })
  }

  /// Nothing is waited for any more.
  func cancel() { running.withLock { $0.forEach { $0.cancel() } } }

  private func keep(_ task: Task<Void, Never>) { running.withLock { $0.append(task) } }

  private func opening() async {
    do throws(ProximaError) {
      try await gate.start(home, stays: false)
      let link = try await gate.connect(home)
      queue.push(.link(link))
      for await happening in link.happenings { pass(happening) }
    } catch {
      queue.push(.input(.refused(error)))
    }
  }

  private func reopening() async {
    do throws(ProximaError) { try await gate.start(home, stays: false) } catch { queue.push(.input(.refused(error))) }
  }

  private func listening(_ link: any CrewLink, _ task: TaskID) async {
    do throws(ProximaError) {
      try await link.listen(to: TaskAction.topic(task))
      queue.push(.input(.listening))
    } catch {
      queue.push(.input(.failed(.listen, error)))
    }
  }

  private func asking<Answer: Decodable & Sendable>(
    _ link: any CrewLink, _ call: TaskWatch.Call, _ action: String, _ body: some Encodable & Sendable,
    _ done: @Sendable (Answer) -> TaskWatch.Input?
  ) async {
    // A node that died before the connection stood is noticed by its silence only: it is started again, and since the
    // task's id is the key, asking again is safe.
    for attempt in 1...4 {
      do throws(ProximaError) {
        let answer = try await link.call(AgentName.coordinator, action, body, timeout: 4, as: Answer.self)
        if let input = done(answer) { queue.push(.input(input)) }
        return
      } catch {
        if let halted = await link.emergencyStop(error) { return queue.push(.input(.refused(halted))) }
        guard attempt < 4, error.code.hasPrefix("bus."), !Task.isCancelled else {
          queue.push(.input(.failed(call, error)))
          return
        }
        await reopening()
      }
    }
  }

  private func pass(_ happening: CrewHappening) {
    switch happening {
    case .connected: queue.push(.input(.connected))
    case .lost: queue.push(.input(.lost))
    case .refused(let error): queue.push(.input(.refused(error)))
    case .notice(let payload):
      if let notice = try? JSON.decode(TaskNotice.self, from: payload) { queue.push(.input(.notice(notice))) }
    }
  }
}
