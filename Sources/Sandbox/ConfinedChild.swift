import CLinux
import FoundationEssentials
import Glibc

/// A started child with its two output pipes, watched until everything of it is gone.
struct ConfinedChild {
  private let pid: pid_t
  private let pidfd: Int32
  private var streams: [Stream]
  private let started = px_monotonic_nanoseconds()

  private struct Stream {
    var descriptor: Int32
    var isOpen = true
    var data = Data()
  }

  /// Starts `arguments[0]` in a group of its own that dies with the calling thread.
  init(arguments: [String], environment: [String]) throws(SandboxError) {
    let output = try Self.pipe()
    let errors: (read: Int32, write: Int32)
    do throws(SandboxError) {
      errors = try Self.pipe()
    } catch {
      close(output.read)
      close(output.write)
      throw error
    }
    let spawned = Self.withCStrings(arguments) { argv in
      Self.withCStrings(environment) { envp in
        px_spawn(arguments[0], argv, envp, -1, output.write, errors.write, 1, 1, "/")
      }
    }
    let number = errno
    close(output.write)
    close(errors.write)
    let descriptor = spawned > 0 ? px_pidfd_open(spawned) : -1
    if descriptor < 0 {
      let failure = spawned > 0 ? errno : number
      if spawned > 0 {
        kill(-spawned, SIGKILL)
        Self.reap(spawned)
      }
      close(output.read)
      close(errors.read)
      throw .notStarted(spawned > 0 ? "pidfd_open" : "starting bubblewrap", failure)
    }
    (pid, pidfd) = (spawned, descriptor)
    streams = [Stream(descriptor: output.read), Stream(descriptor: errors.read)]
  }

  /// Reads and waits until the child has ended or broken a limit; then nothing of it is left.
  mutating func wait(_ limits: SandboxLimits) -> SandboxOutcome {
    let deadline = started + UInt64(max(0, limits.wallSeconds) * 1e9)
    var ending: SandboxOutcome.Ending?
    var nextLook = started
    while ending == nil {
      let now = px_monotonic_nanoseconds()
      if now >= deadline {
        ending = .timedOut
      } else if streams.contains(where: { $0.data.count > limits.outputBytes }) {
        ending = .outputTooLarge
      } else if now >= nextLook, ResidentMemory.ofTree(under: pid) > limits.memoryBytes {
        ending = .memoryExceeded
      } else {
        if now >= nextLook { nextLook = now + 50_000_000 }
        if poll(milliseconds: Int32(min(50, (deadline - now) / 1_000_000 + 1))) { break }
      }
    }
    if ending != nil { kill(-pid, SIGKILL) }
    let status = Self.reap(pid)
    // The process space is gone with its first process; what is left in the pipes is read, for a second at most.
    let drainUntil = px_monotonic_nanoseconds() + 1_000_000_000
    while streams.contains(where: \.isOpen), px_monotonic_nanoseconds() < drainUntil,
      streams.allSatisfy({ $0.data.count <= limits.outputBytes })
    {
      _ = poll(milliseconds: 50)
    }
    for stream in streams { close(stream.descriptor) }
    close(pidfd)
    let overflow = streams.contains { $0.data.count > limits.outputBytes }
    return SandboxOutcome(
      ending: ending ?? (overflow ? .outputTooLarge : .exited(status)),
      output: Data(streams[0].data.prefix(limits.outputBytes)), errors: Data(streams[1].data.prefix(limits.outputBytes)),
      seconds: Double(px_monotonic_nanoseconds() - started) * 1e-9)
  }

  /// Waits for output or the end; whether the child has ended.
  private mutating func poll(milliseconds: Int32) -> Bool {
    var watched = streams.map { pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0) }
    watched.append(pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0))
    guard Glibc.poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return false }
    for index in streams.indices where watched[index].revents != 0 { read(index) }
    return watched[2].revents != 0
  }

  private mutating func read(_ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let got = Glibc.read(streams[index].descriptor, &buffer, buffer.count)
    if got > 0 {
      streams[index].data.append(contentsOf: buffer[0..<got])
    } else if got == 0 || (errno != EINTR && errno != EAGAIN) {
      streams[index].isOpen = false
    }
  }

  @discardableResult
  private static func reap(_ pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private static func pipe() throws(SandboxError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    // Not inherited by other children in between: px_spawn closes all but the three streams.
    guard Glibc.pipe(&ends) == 0 else { throw .notStarted("pipe", errno) }
    for end in ends { px_set_cloexec(end, 1) }
    px_set_nonblocking(ends[0], 1)
    return (ends[0], ends[1])
  }

  private static func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
  }
}
