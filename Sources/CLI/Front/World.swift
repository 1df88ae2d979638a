import Core
import FoundationEssentials
import Glibc

/// Everything outside the program that a command may touch; tests bring their own.
public struct World {
  public var environment: [String: String]
  public var facts: Terminal.Facts
  public var stdout: any TextSink
  public var stderr: any TextSink
  public var stdin: any TextSource
  public var time: any TimeSource
  /// A random number, for task ids and sessions.
  public var random: @Sendable () -> UInt64
  public var crew: any CrewGate
  /// Where the program's own executables lie.
  public var executableFolder: String

  public init(
    environment: [String: String], facts: Terminal.Facts, stdout: any TextSink, stderr: any TextSink,
    stdin: any TextSource, time: any TimeSource, random: @escaping @Sendable () -> UInt64, crew: any CrewGate,
    executableFolder: String
  ) {
    self.environment = environment
    self.facts = facts
    self.stdout = stdout
    self.stderr = stderr
    self.stdin = stdin
    self.time = time
    self.random = random
    self.crew = crew
    self.executableFolder = executableFolder
  }

  var home: Home { Home(environment: environment) }
}

/// Where text goes.
public protocol TextSink {
  /// Writes all of `text`; throws `output.closed` when nobody reads any more, `output.cannot_write` on any other failure.
  func write(_ text: String) throws(ProximaError)
}

/// Where text comes from.
public protocol TextSource {
  /// The file descriptor to wait on, or nil where there is none.
  var descriptor: Int32? { get }
  /// The next line without its end; nil at the end of the input.
  mutating func line() throws(ProximaError) -> String?
  /// All that is left.
  mutating func all() throws(ProximaError) -> String
}

/// A file descriptor to write to.
public struct DescriptorSink: TextSink {
  private let descriptor: Int32
  private let name: String

  public init(_ descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  public func write(_ text: String) throws(ProximaError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, -1)
      case EPIPE: throw ProximaError("output.closed", "nobody reads \(name) any more", exit: .cannotWrite)
      default:
        throw ProximaError(
          "output.cannot_write", "cannot write to \(name): \(String(cString: strerror(errno)))",
          remedy: "free space there, or write somewhere else", exit: .cannotWrite)
      }
    }
  }
}

/// A file descriptor to read from.
public struct DescriptorSource: TextSource {
  private let fd: Int32
  private var buffer: [UInt8] = []
  private var ended = false

  public init(_ descriptor: Int32) { fd = descriptor }

  public var descriptor: Int32? { fd }

  public mutating func line() throws(ProximaError) -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[..<end]
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      if ended {
        if buffer.isEmpty { return nil }
        defer { buffer.removeAll() }
        return String(decoding: buffer, as: UTF8.self)
      }
      try fill()
    }
  }

  public mutating func all() throws(ProximaError) -> String {
    while !ended {
      try fill()
      if buffer.count > 64 << 20 {
        throw ProximaError("input.too_long", "more than 64 MiB on stdin", remedy: "give a smaller program", exit: .badInput)
      }
    }
    defer { buffer.removeAll() }
    return String(decoding: buffer, as: UTF8.self)
  }

  private mutating func fill() throws(ProximaError) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = chunk.withUnsafeMutableBytes { read(fd, $0.baseAddress, $0.count) }
    if count > 0 {
      buffer += chunk[..<count]
    } else if count == 0 {
      ended = true
    } else if errno == EINTR {
      throw ProximaError("interrupted", "interrupted while reading", exit: .interrupted)
    } else {
      throw ProximaError("input.unreadable", "cannot read stdin: \(String(cString: strerror(errno)))", exit: .badInput)
    }
  }
}
