import Core
import FoundationEssentials
import Language

extension Planner {
  /// The planner of this machine, with the interpreter that needs no model; `present` lists the backends that have an
  /// executor in the crew, `previous` is what the conversation asked before.
  public static func standard(present: Set<String> = [], previous: Request? = nil) -> Planner {
    let host = ProcessInfo.processInfo.hostName
    return Planner(backends: BackendCatalog.all(present: present, host: host)) { text in
      Interpreter().interpret(text, context: InterpreterContext(previous: previous.map { [$0] } ?? []))
    }
  }
}
