import Core

/// What a command works with.
struct Context {
  let invocation: Invocation
  let console: Console
  var world: World
  let loop: EventLoop

  var home: Home { world.home }
  var json: Bool { console.format != .text }

  /// When the time that `--timeout` grants is over.
  var deadline: Instant? { invocation.seconds(.timeout).map { started.advanced(by: $0) } }
  let started: Instant

  init(invocation: Invocation, console: Console, world: World) {
    self.invocation = invocation
    self.console = console
    self.world = world
    loop = EventLoop(time: world.time)
    started = world.time.now
  }

  /// Whether a person can be asked.
  var mayAsk: Bool { hasKeys && !invocation.has(.noInput) && !invocation.has(.yes) }

  /// Whether somebody sits at the keys and sees what they do.
  var hasKeys: Bool { world.facts.stdin && world.facts.stderr && console.format == .text }

  /// Prints `value` as JSON where that was asked for, and `lines` otherwise.
  func answer(_ value: some Encodable, _ lines: @autoclosure () -> [Line]) throws(ProximaError) {
    if json { try console.object(value) } else { try console.print(lines()) }
  }

  /// Waits for `operation` on the crew while the terminal stays alive; `label` says what takes so long.
  func wait<Value: Sendable>(
    _ label: String, _ operation: @escaping @Sendable () async throws(ProximaError) -> Value
  ) throws(ProximaError) -> Value {
    try Waiting(console: console, loop: loop, time: world.time).wait(label, until: deadline, operation)
  }
}

/// What a command does; returns how the program exits.
typealias Handler = @Sendable (Context) throws(ProximaError) -> ExitCode
