import Backends
import Core
import Executors
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
    return choosing(backends: backends, library: library) { text in
      Interpreter().interpret(text, context: InterpreterContext(previous: previous.map { [$0] } ?? []))
    }
  }

  /// The planner that chooses among `backends` by what `library` knows of them; `read` is for sentences.
  public static func choosing(
    backends: [BackendInfo], library: BackendLibrary,
    read: @escaping Reading = { Request(request: $0, intent: .unclear) }
  ) -> Planner {
    var options = library.options(backends)
    for index in options.indices where options[index].info.name == BackendName.native {
      // Our own simulators are asked as a run asks them, so that a plan and its run name the same method.
      options[index].estimate = { NativeExecutor().estimateBlocking($0) }
    }
    return Planner(backends: backends, options: options, read: read)
  }
}
