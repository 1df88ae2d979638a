import Core
import Glibc
import Synchronization

/// The supervisor's thread: waits for deaths, events and deadlines, and does what the state machine says.
struct SupervisorLoop {
  let supervisor: Supervisor
  var machine: SupervisorStateMachine
  /// Descriptors that become readable when a child ends, by pid.
  var watched: [Int32: ProcessWatch] = [:]
  var finished = false

  init(supervisor: Supervisor) {
    self.supervisor = supervisor
    machine = SupervisorStateMachine(limits: supervisor.limits)
  }

  mutating func run() {
    while !finished {
      publish()
      waitForSomething()
      for event in takeEvents() { feed(event) }
      for watch in Array(watched.values) where watch.hasEnded { reap(watch) }
      feed(.tick)
    }
    publish()
  }

  /// Blocks until a child ends, an event is posted or a deadline passes.
  private func waitForSomething() {
    var polled = [pollfd(fd: supervisor.wakeRead, events: Int16(POLLIN), revents: 0)]
    // Without a descriptor (an old kernel, none left) a death is seen by looking, ten times a second.
    var milliseconds: Int32 = watched.values.contains { $0.descriptor < 0 } ? 100 : -1
    for watch in watched.values where watch.descriptor >= 0 {
      polled.append(pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0))
    }
    if let deadline = machine.nextDeadline {
      let left = max(0, min(deadline.seconds(since: supervisor.time.now) * 1000 + 1, 60_000))
      milliseconds = milliseconds < 0 ? Int32(left) : min(milliseconds, Int32(left))
    }
    _ = poll(&polled, nfds_t(polled.count), milliseconds)
    var drain = [UInt8](repeating: 0, count: 256)
    while read(supervisor.wakeRead, &drain, drain.count) > 0 {}
  }

  private func takeEvents() -> [SupervisorStateMachine.Event] {
    supervisor.shared.withLock { shared in
      defer { shared.events = [] }
      return shared.events
    }
  }

  /// Hands `event` to the state machine and does what it answers, until nothing is left to do.
  private mutating func feed(_ event: SupervisorStateMachine.Event) {
    var events = [event]
    while !events.isEmpty {
      let actions = machine.handle(events.removeFirst(), at: supervisor.time.now)
      // First what is so, then what follows from it: whoever sees a death also sees what it was part of.
      if !actions.isEmpty { publish() }
      for action in actions { if let next = perform(action) { events.append(next) } }
    }
  }

  private mutating func perform(_ action: SupervisorStateMachine.Action) -> SupervisorStateMachine.Event? {
    switch action {
    case .spawn(let spec, let epoch): return spawn(spec, epoch)
    case .terminate(_, let pid): kill(pid, SIGTERM)
    case .kill(_, let pid): watched[pid]?.killTree()
    case .gone(let gone): supervisor.notify(.gone(gone))
    case .raise(let code, let agent, let message):
      supervisor.notify(.raised(code: code, agent: agent, message: message))
    case .lift(let code, let agent): supervisor.notify(.lifted(code: code, agent: agent))
    case .finished:
      finished = true
      supervisor.notify(.finished)
    }
    return nil
  }

  private mutating func spawn(_ spec: ChildSpec, _ epoch: Int) -> SupervisorStateMachine.Event {
    guard access(spec.executable, X_OK) == 0 else {
      return .startFailed(id: spec.id, reason: "\(spec.executable) is not there", missing: true)
    }
    var environment = supervisor.surroundings.environment
    environment["PROXIMA_AGENT"] = spec.id
    environment["PROXIMA_EPOCH"] = String(epoch)
    do {
      let pid = try ProcessStart.spawn(
        spec, environment: environment, errorFile: "\(supervisor.surroundings.logFolder)/\(spec.id).stderr")
      watched[pid] = ProcessWatch(id: spec.id, pid: pid)
      supervisor.notify(.started(id: spec.id, pid: pid, epoch: epoch))
      return .started(id: spec.id, pid: pid)
    } catch {
      return .startFailed(id: spec.id, reason: error.message, missing: false)
    }
  }

  private mutating func reap(_ watch: ProcessWatch) {
    watched[watch.pid] = nil
    guard let exit = watch.reap() else { return }
    feed(.exited(id: watch.id, pid: watch.pid, exit))
  }

  private func publish() {
    let (views, mode) = (machine.views, machine.mode)
    supervisor.shared.withLock {
      $0.views = views
      $0.mode = mode
    }
  }
}
