import Core

/// What the interpreter may know besides the sentence: the requests that came before it, the latest last.
public struct InterpreterContext: Sendable {
  public var previous: [Request]

  public init(previous: [Request] = []) { self.previous = previous }
}
