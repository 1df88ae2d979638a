import Core

/// Why a command was not run in the sandbox.
public struct SandboxError: ProximaErrorConvertible, Hashable, Sendable, CustomStringConvertible {
  public var code: String
  public var message: String
  public var remedy: String
  public var exit: ExitCode

  /// This machine has no usable sandbox, so nothing is run.
  public static func none(_ why: String) -> SandboxError {
    SandboxError(
      code: "sandbox.none", message: "no sandbox: \(why); nothing was run",
      remedy: "install bubblewrap (apt install bubblewrap) and allow unprivileged user namespaces",
      exit: .unavailable)
  }

  /// The command cannot be meant.
  static func badCommand(_ why: String) -> SandboxError {
    SandboxError(code: "sandbox.bad_command", message: why, remedy: "give plain file names and absolute paths", exit: .usage)
  }

  /// A system call failed on the way in.
  static func notStarted(_ call: String, _ number: Int32) -> SandboxError {
    SandboxError(
      code: "sandbox.not_started", message: "\(call) failed with errno \(number); nothing was run",
      remedy: "try again when the machine is less busy", exit: .tryLater)
  }

  public var description: String { "\(message) (\(remedy)) [\(code)]" }

  /// The error as commands and messages carry it.
  public var proxima: ProximaError { ProximaError(code, message, remedy: remedy, exit: exit) }
}
