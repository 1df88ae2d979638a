import FoundationEssentials

/// A program to run where it can do no harm.
public struct SandboxCommand: Sendable, Hashable {
  /// An absolute path as seen on this machine, under `/usr`, `/bin` or one of `readable`.
  public var executable: String
  public var arguments: [String]
  /// Files put into the scratch folder `/scratch`, by plain name; the program starts there.
  public var files: [String: Data]
  /// The whole environment besides PATH, HOME and LANG: nothing is inherited.
  public var environment: [String: String]
  /// Further absolute paths that the program may read.
  public var readable: [String]

  public init(
    executable: String, arguments: [String] = [], files: [String: Data] = [:], environment: [String: String] = [:],
    readable: [String] = []
  ) {
    self.executable = executable
    self.arguments = arguments
    self.files = files
    self.environment = environment
    self.readable = readable
  }

  func check() throws(SandboxError) {
    guard executable.hasPrefix("/") else { throw .badCommand("the program `\(executable)` is not an absolute path") }
    for name in files.keys where name.isEmpty || name.hasPrefix(".") || name.contains("/") || name.utf8.contains(0) {
      throw .badCommand("`\(name)` is not a plain file name")
    }
    for path in readable where !path.hasPrefix("/") || path == "/" {
      throw .badCommand("the readable path `\(path)` is not an absolute path below /")
    }
    for text in [executable] + arguments + readable where text.utf8.contains(0) {
      throw .badCommand("an argument contains a zero byte")
    }
  }
}

/// How much a sandboxed program may use.
public struct SandboxLimits: Sendable, Hashable {
  /// Wall time, after which everything is killed.
  public var wallSeconds = 30.0
  /// Processor time of one process.
  public var cpuSeconds = 20
  /// Address space of one process, and resident memory of all together.
  public var memoryBytes = 1 << 30
  /// Processes and threads together.
  public var processes = 32
  public var openFiles = 128
  /// Size of one file.
  public var fileBytes = 16 << 20
  /// Size of the scratch folder, which lives in memory.
  public var scratchBytes = 64 << 20
  /// Bytes kept of standard output, and of standard error; a program that writes more is killed.
  public var outputBytes = 1 << 20

  public init() {}
}

/// How a sandboxed program ended, and what it said.
public struct SandboxOutcome: Sendable, Hashable {
  public enum Ending: Sendable, Hashable {
    /// By itself, with this status; 128 + n where signal n ended it.
    case exited(Int32)
    /// Killed when its wall time was over.
    case timedOut
    /// Killed because it wrote too much.
    case outputTooLarge
    /// Killed because its processes together held too much memory.
    case memoryExceeded
  }

  public var ending: Ending
  public var output: Data
  public var errors: Data
  /// Wall time in seconds.
  public var seconds: Double

  /// Whether it ended by itself with status 0.
  public var succeeded: Bool { ending == .exited(0) }
}
