import AgentKit
import Core
import Testing

@Suite struct AgentStateMachineTests {
  func id(_ number: UInt64) -> Identifier { Identifier(high: 1, low: number) }
  func at(_ seconds: Double) -> Instant { Instant(nanoseconds: 1).advanced(by: seconds) }

  func ticket(_ number: UInt64, priority: Int = 0, deadline: Instant? = nil) -> AgentStateMachine.Ticket {
    .init(id: id(number), priority: priority, deadline: deadline)
  }

  func serving(_ bound: Int = 1) -> AgentStateMachine {
    var machine = AgentStateMachine(maxConcurrentTasks: bound, inboxBound: 3)
    _ = machine.handle(.registered, at: at(0))
    return machine
  }

  func codes(_ actions: [AgentStateMachine.Action]) -> [String] {
    actions.compactMap { if case .reject(_, let error) = $0 { error.code } else { nil } }
  }

  func begun(_ actions: [AgentStateMachine.Action]) -> [UInt64] {
    actions.compactMap { if case .begin(let id) = $0 { id.low } else { nil } }
  }

  @Test("an agent goes from initializing over ready, busy and waiting and back")
  func states() {
    var machine = AgentStateMachine(maxConcurrentTasks: 2)
    #expect(machine.state == .initializing)
    #expect(machine.handle(.registered, at: at(0)) == [.report])
    #expect(machine.state == .ready)
    #expect(machine.handle(.arrived(ticket(1)), at: at(0)) == [.begin(id(1)), .report])
    #expect(machine.state == .busy)
    _ = machine.handle(.waits(id(1), true), at: at(0))
    #expect(machine.state == .waiting)
    _ = machine.handle(.arrived(ticket(2)), at: at(0))
    #expect(machine.state == .busy)
    _ = machine.handle(.ended(id(1), .succeeded), at: at(1))
    _ = machine.handle(.ended(id(2), .succeeded), at: at(1))
    #expect(machine.state == .ready)
  }

  @Test("no more calls run than the bound allows; the rest waits by priority, first in first out within one")
  func priorities() {
    var machine = serving()
    #expect(begun(machine.handle(.arrived(ticket(1)), at: at(0))) == [1])
    for (number, priority) in [(2, 0), (3, 5), (4, 0)] {
      #expect(begun(machine.handle(.arrived(ticket(UInt64(number), priority: priority)), at: at(0))).isEmpty)
    }
    var order: [UInt64] = []
    var current: UInt64 = 1
    while let next = begun(machine.handle(.ended(id(current), .succeeded), at: at(1))).first {
      order.append(next)
      current = next
    }
    #expect(order == [3, 2, 4])
  }

  @Test("a call that is held already is not taken twice")
  func duplicate() {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.arrived(ticket(2)), at: at(0))
    #expect(machine.handle(.arrived(ticket(1)), at: at(0)).isEmpty)
    #expect(machine.handle(.arrived(ticket(2)), at: at(0)).isEmpty)
    #expect(machine.report.queued == 1)
  }

  @Test("a full inbox answers with an error")
  func full() {
    var machine = serving()
    for number in 1...4 { _ = machine.handle(.arrived(ticket(UInt64(number))), at: at(0)) }
    #expect(codes(machine.handle(.arrived(ticket(5)), at: at(0))) == ["agent.inbox_full"])
  }

  @Test("a call whose deadline passed while it waited is answered and not run")
  func deadline() {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.arrived(ticket(2, deadline: at(5))), at: at(0))
    let actions = machine.handle(.ended(id(1), .succeeded), at: at(6))
    #expect(codes(actions) == ["agent.deadline"])
    #expect(begun(actions).isEmpty)
  }

  @Test("a call is taken back while it waits, and interrupted once while it runs")
  func cancel() {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.arrived(ticket(2)), at: at(0))
    #expect(codes(machine.handle(.cancelled(id(2)), at: at(0))) == ["agent.cancelled"])
    #expect(machine.handle(.cancelled(id(1)), at: at(0)) == [.interrupt(id(1))])
    #expect(machine.handle(.cancelled(id(1)), at: at(0)).isEmpty)
    #expect(machine.handle(.cancelled(id(9)), at: at(0)).isEmpty)
  }

  @Test("an immediate call runs beside a full agent and does not change its state")
  func immediate() {
    var machine = serving()
    let ping = AgentStateMachine.Ticket(id: id(7), counts: false, immediate: true)
    #expect(machine.handle(.arrived(ping), at: at(0)) == [.begin(id(7))])
    #expect(machine.state == .ready)
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    #expect(machine.report.activeTasks == 1)
  }

  @Test("an agent that is told to stop gives back what waits, finishes what runs and exits")
  func stop() {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.arrived(ticket(2)), at: at(0))
    #expect(codes(machine.handle(.stop, at: at(0))) == ["agent.stopping"])
    #expect(machine.state == .stopping)
    #expect(codes(machine.handle(.arrived(ticket(3)), at: at(0))) == ["agent.stopping"])
    #expect(machine.handle(.ended(id(1), .succeeded), at: at(1)).contains(.exit(.done)))
    #expect(machine.state == .stopped)
  }

  @Test("what does not finish in time is given back and interrupted, and the agent exits when it has ended")
  func givenBack() {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.stop, at: at(0))
    #expect(codes(machine.handle(.tick, at: at(3))) == ["agent.stopping"])
    #expect(machine.state == .stopping)
    #expect(machine.handle(.ended(id(1), .refused), at: at(3.5)).contains(.exit(.done)))
  }

  @Test("what its caller took back ends by its own word, also while the agent stops")
  func takenBackWhileStopping() {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.stop, at: at(0))
    #expect(machine.handle(.cancelled(id(1)), at: at(1)) == [.interrupt(id(1))])
    #expect(machine.handle(.tick, at: at(3)).isEmpty)
    #expect(codes(machine.handle(.tick, at: at(4))) == ["agent.stopping"])
  }

  @Test("what does not end when told is left behind, and the agent exits all the same")
  func stubborn() throws {
    var machine = serving()
    _ = machine.handle(.arrived(ticket(1)), at: at(0))
    _ = machine.handle(.stop, at: at(0))
    #expect(machine.nextDeadline == at(3))
    #expect(machine.handle(.tick, at: at(2)).isEmpty)
    #expect(codes(machine.handle(.tick, at: at(3))) == ["agent.stopping"])
    let last = machine.handle(.tick, at: at(4))
    #expect(codes(last).isEmpty, "it was given back before")
    #expect(last.contains(.exit(.done)))
  }

  @Test("an idle agent that is told to stop exits at once, and stops only once")
  func stopIdle() {
    var machine = serving()
    #expect(machine.handle(.stop, at: at(0)).contains(.exit(.done)))
    #expect(machine.handle(.stop, at: at(0)).isEmpty)
  }

  @Test("a refused registration is the state error and an exit with its code")
  func refused() {
    var machine = AgentStateMachine(maxConcurrentTasks: 1)
    let error = ProximaError("bus.forbidden", "no", exit: .refused)
    #expect(machine.handle(.failed(error), at: at(0)).contains(.exit(.refused)))
    #expect(machine.state == .error)
  }

  @Test("the metrics count tasks by outcome and leave out what lies with the caller")
  func metrics() {
    var machine = serving(4)
    for number in 1...4 { _ = machine.handle(.arrived(ticket(UInt64(number))), at: at(0)) }
    _ = machine.handle(.ended(id(1), .succeeded), at: at(1))
    _ = machine.handle(.ended(id(2), .failed), at: at(3))
    _ = machine.handle(.ended(id(3), .refused), at: at(9))
    let report = machine.report
    #expect(report.tasksCompleted == 1)
    #expect(report.tasksFailed == 1)
    #expect(abs(report.averageResponseTime - 2) < 1e-6)
    #expect(report.activeTasks == 1)
  }

  @Test("whatever comes in whatever order, every call is begun or rejected once and never more run than allowed")
  func random() {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var machine = AgentStateMachine(maxConcurrentTasks: 3, inboxBound: 5)
      _ = machine.handle(.registered, at: at(0))
      var running: Set<Identifier> = []
      var answered: [Identifier: Int] = [:]
      var next: UInt64 = 0
      for step in 0..<200 {
        let event: AgentStateMachine.Event
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<5:
          next += 1
          event = .arrived(ticket(next, priority: Int.random(in: 0..<3, using: &generator)))
        case 5, 6, 7:
          guard let some = running.min(by: { $0.low < $1.low }) else { continue }
          running.remove(some)
          answered[some, default: 0] += 1
          event = .ended(some, .succeeded)
        case 8: event = .cancelled(id(UInt64.random(in: 0...next, using: &generator)))
        default: event = step > 180 ? .stop : .tick
        }
        for action in machine.handle(event, at: at(Double(step))) {
          switch action {
          case .begin(let id):
            #expect(running.insert(id).inserted)
            #expect(running.count <= 3)
          case .reject(let id, _):
            answered[id, default: 0] += 1
            running.remove(id)
          default: break
          }
        }
      }
      #expect(answered.values.allSatisfy { $0 == 1 }, "seed \(seed)")
    }
  }
}

@Suite struct PriorityInboxTests {
  @Test("elements leave by priority and, within one, in the order in which they came")
  func order() {
    for seed in 0..<50 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var inbox = PriorityInbox<Int>()
      var reference: [(priority: Int, number: Int)] = []
      for number in 0..<100 {
        let priority = Int.random(in: -3...3, using: &generator)
        inbox.insert(number, priority: priority)
        reference.append((priority, number))
        if number % 7 == 3 {
          let gone = Int.random(in: 0...number, using: &generator)
          let index = reference.firstIndex { $0.number == gone }
          let removed = inbox.remove { $0 == gone }
          #expect(removed == (index != nil))
          if let index { reference.remove(at: index) }
        }
      }
      reference.sort { $0.priority != $1.priority ? $0.priority > $1.priority : $0.number < $1.number }
      var taken: [Int] = []
      while let next = inbox.takeFirst() { taken.append(next) }
      #expect(taken == reference.map(\.number))
      #expect(inbox.isEmpty)
    }
  }
}
