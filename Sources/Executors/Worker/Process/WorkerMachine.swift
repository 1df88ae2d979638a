import Core
import FoundationEssentials

/// What happens between a worker and whoever wants runs of it: an event goes in, actions come out. No process, no clock.
struct WorkerMachine: Sendable {
  enum Event: Sendable {
    /// A run is wanted; one at a time.
    case submit(line: String, id: String)
    /// The worker wrote a line.
    case line(String)
    /// The worker ended by itself, with `waitpid`'s status.
    case ended(status: Int32)
    /// The run is not wanted any more.
    case abort
    case pause
    case resume
    /// Time passes; `processor` is how much processor time the worker has used so far.
    case tick(processor: Double?)
    /// It could not be started at all.
    case notStarted(ProximaError)
    case shutdown
  }

  enum Action: Sendable, Equatable {
    case start
    case write(String)
    /// Kills the worker and everything it started.
    case kill
    case stopGroup, continueGroup
    case progress(Double)
    case finish(Result<WireAnswer, ProximaError>)
  }

  struct Limits: Sendable {
    /// Until the first word of a worker, in seconds.
    var start = 180.0
    /// Without a word and without using the processor.
    var stall = 60.0
    /// Bytes of one line.
    var line = 256 << 20

    init() {}
  }

  private enum State: Equatable {
    case absent
    case starting(since: Instant)
    case idle
    case busy(id: String)
  }

  private var state = State.absent
  private var waiting: (line: String, id: String)?
  private var paused = false
  private var lastSign: Instant?
  private var lastProcessor = 0.0
  private let backend: String
  private let limits: Limits
  /// The version that the worker told.
  private(set) var version = ""

  init(backend: String, limits: Limits = Limits()) {
    self.backend = backend
    self.limits = limits
  }

  var isWorking: Bool { waiting != nil || isBusy }
  private var isBusy: Bool { if case .busy = state { true } else { false } }

  mutating func handle(_ event: Event, now: Instant) -> [Action] {
    switch event {
    case .submit(let line, let id): return submit(line, id, now)
    case .line(let line): return take(line, now)
    case .ended(let status): return ended(status)
    case .abort: return isWorking ? giveUp(.aborted) : []
    case .pause:
      guard isWorking, state != .absent, !paused else { return [] }
      paused = true
      return [.stopGroup]
    case .resume:
      guard paused else { return [] }
      paused = false
      lastSign = now
      if case .starting = state { state = .starting(since: now) }
      return [.continueGroup]
    case .tick(let processor): return tick(processor, now)
    case .notStarted(let error):
      state = .absent
      return isWorking ? end(.failure(error)) : []
    case .shutdown:
      let working = isWorking
      let killed: [Action] = state == .absent ? [] : [.kill]
      state = .absent
      return killed + (working ? end(.failure(.aborted)) : [])
    }
  }

  private mutating func submit(_ line: String, _ id: String, _ now: Instant) -> [Action] {
    guard !isWorking else { return [.finish(.failure(.bug("a worker was given two runs at once")))] }
    switch state {
    case .idle:
      state = .busy(id: id)
      lastSign = now
      return [.write(line)]
    case .absent:
      waiting = (line, id)
      state = .starting(since: now)
      return [.start]
    default:
      waiting = (line, id)
      return []
    }
  }

  private mutating func take(_ line: String, _ now: Instant) -> [Action] {
    lastSign = now
    let answer: WireAnswer
    do { answer = try JSON.decode(WireAnswer.self, from: line) } catch {
      return giveUp(.protocolBroken("it wrote \(Self.quoted(line)), which is no message"))
    }
    switch (answer.kind, state) {
    case ("hello", .starting):
      guard answer.protocol == 1 else { return giveUp(.protocolBroken("it speaks version \(answer.protocol ?? 0), and 1 is known")) }
      guard answer.name == backend else { return giveUp(.protocolBroken("it is the worker of \(answer.name ?? "nothing")")) }
      version = answer.version ?? ""
      guard let (line, id) = waiting else {
        state = .idle
        return []
      }
      waiting = nil
      state = .busy(id: id)
      return [.write(line)]
    case (_, .busy(let id)) where answer.id != id:
      return giveUp(.protocolBroken("it answered for the run \(Self.quoted(answer.id ?? "")), not for \(id)"))
    case ("progress", .busy): return [.progress(min(max(answer.fraction ?? 0, 0), 1))]
    case ("result", .busy): return end(.success(answer))
    case ("error", .busy): return end(.failure(Self.error(answer, backend)))
    default: return giveUp(.protocolBroken("it wrote \(Self.quoted(line)) when nothing was asked"))
    }
  }

  private mutating func tick(_ processor: Double?, _ now: Instant) -> [Action] {
    if case .starting(let since) = state, !paused, now.seconds(since: since) > limits.start {
      return giveUp(
        ProximaError(
          "backend.hung", "the worker of \(backend) did not start within \(Int(limits.start)) s",
          remedy: "try `proxima backends test \(backend)`", exit: .tryLater))
    }
    guard isBusy, !paused else { return [] }
    if let processor, processor > lastProcessor + 0.01 {
      lastProcessor = processor
      lastSign = now
    }
    guard let sign = lastSign, now.seconds(since: sign) > limits.stall else { return [] }
    return giveUp(
      ProximaError(
        "backend.hung", "the worker of \(backend) has done nothing for \(Int(limits.stall)) s and was ended",
        remedy: "try again, or another backend"))
  }

  private mutating func ended(_ status: Int32) -> [Action] {
    let working = isWorking
    state = .absent
    return working ? end(.failure(Self.crash(status, backend))) : []
  }

  /// Ends the worker, whose word does not count any more, and the run with it.
  private mutating func giveUp(_ error: ProximaError) -> [Action] {
    let working = isWorking
    state = .absent
    return [.kill] + (working ? end(.failure(error)) : [])
  }

  private mutating func end(_ result: Result<WireAnswer, ProximaError>) -> [Action] {
    // Its last words may have come just before it was stopped: it goes on, for the next run.
    let stopped = paused && isBusy
    waiting = nil
    paused = false
    lastProcessor = 0
    if isBusy { state = .idle }
    return (stopped ? [.continueGroup] : []) + [.finish(result)]
  }
}
