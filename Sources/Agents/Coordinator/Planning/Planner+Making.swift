import Backends
import Core
import FoundationEssentials
import Language

extension Planner {
  /// The planner of this machine, with the interpreter that needs no model; `present` lists the backends that have an
  /// executor in the crew, `previous` is what the conversation asked before, `library` is what is installed here.
  public static func standard(
    present: Set<String> = [], previous: Request? = nil, library: BackendLibrary
  ) -> Planner {
    let native = BackendCatalog.native(host: ProcessInfo.processInfo.hostName)
    let backends = library.catalog(present: present, native: native)
    return Planner(backends: backends, options: library.options(backends)) { text in
      Interpreter().interpret(text, context: InterpreterContext(previous: previous.map { [$0] } ?? []))
    }
  }
}
