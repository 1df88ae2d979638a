import Core

extension Commands {
  /// What `memory search` finds (contract: `{kind, text, score, task?, created}`).
  struct MemoryResults: Codable, Sendable {
    struct Result: Codable, Sendable {
      var kind: String
      var text: String
      var score: Double
      var task: String?
      var created: String
    }
    var results: [Result]
  }

  static func memorySearch(_ context: Context) throws(ProximaError) -> ExitCode {
    struct Query: Codable, Sendable {
      var query: String
      var limit: Int
    }
    let query = Query(query: context.invocation.sentence("TEXT"), limit: context.invocation.integer(.limit) ?? 10)
    let found = try context.crew("searching the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, "memory.search", query, as: MemoryResults.self)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let results: [MemoryResults.Result]
    }
    try context.answer(Answer(results: found.results), memoryLines(found.results, context.console.width))
    return .done
  }

  static func memoryLines(_ results: [MemoryResults.Result], _ width: Int) -> [Line] {
    if results.isEmpty { return [Line("nothing like that is remembered", .dim)] }
    return results.flatMap { result -> [Line] in
      let head = Line(
        Span(Numbers.fixed(result.score, 3), .accent), Span("  \(result.kind)", .bold),
        Span("  \(ListViews.moment(result.created))" + (result.task.map { "  \($0)" } ?? ""), .dim))
      return [head] + WordWrap.lines(result.text, width: width - 7).map { Line(Span("       " + $0)) }
    }
  }

  static func memoryRemember(_ context: Context) throws(ProximaError) -> ExitCode {
    let body: JSONValue = ["text": .string(context.invocation.sentence("TEXT"))]
    let known = try facts(context)
    let (answer, exit) = try change("memory.remember", body, "remembered", context)
    let record = answer["record"]
    if let type = record?["name"]?["type"]?.string, let key = record?["name"]?["key"]?.string {
      context.rememberFact(
        "memory remember", type, key, before: known["\(type)/\(key)"], after: record?["value"]?.string)
    }
    return exit
  }

  static func memoryEdit(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = try factName(context.invocation.argument("FACT") ?? "", context)
    let before = try facts(context)["\(name.type)/\(name.key)"]
    let value = context.invocation.sentence("TEXT")
    let body = JSONValue.object(["type": .string(name.type), "key": .string(name.key), "value": .string(value)])
    let (_, exit) = try change("memory.edit", body, "changed", context)
    context.rememberFact("memory edit", name.type, name.key, before: before, after: value)
    return exit
  }

  /// Forgets a fact (`type/key`) or what is kept of a task (its id).
  static func memoryForget(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = context.invocation.argument("FACT or TASK") ?? ""
    if !name.contains("/"), TaskID(name) != nil {
      return try change("memory.forget", ["task": .string(name)], "forgotten", context).exit
    }
    let known = try factName(name, context)
    let before = try facts(context)["\(known.type)/\(known.key)"]
    let body = JSONValue.object(["type": .string(known.type), "key": .string(known.key)])
    let (_, exit) = try change("memory.forget", body, "forgotten", context)
    context.rememberFact("memory forget", known.type, known.key, before: before, after: nil)
    return exit
  }

  /// What the facts say, by `TYPE/KEY`.
  private static func facts(_ context: Context) throws(ProximaError) -> [String: String] {
    let query = JSONValue.object(["limit": .int(100_000)])
    let answer = try context.crew("asking the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, "memory.facts", query, as: JSONValue.self)
    }
    return (answer["facts"]?.array ?? []).reduce(into: [:]) { facts, fact in
      let record = fact["record"] ?? fact
      guard let type = record["name"]?["type"]?.string, let key = record["name"]?["key"]?.string else { return }
      facts["\(type)/\(key)"] = record["value"]?.string
    }
  }

  private static func factName(_ text: String, _ context: Context) throws(ProximaError) -> (type: String, key: String) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw UsageError(
        "bad_value", "`\(text)` names no fact", remedy: "write TYPE/KEY as `proxima memory facts` shows it",
        command: context.invocation.path
      ).proxima
    }
    return (parts[0], parts[1])
  }

  private static func change(
    _ action: String, _ body: JSONValue, _ done: String, _ context: Context
  ) throws(ProximaError) -> (answer: JSONValue, exit: ExitCode) {
    let answer = try context.crew("asking the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, action, body, as: JSONValue.self)
    }
    let name = (answer["record"] ?? answer)["name"]
    let what = name.map { "\($0["type"]?.string ?? "")/\($0["key"]?.string ?? "") " } ?? ""
    try context.answer(Commands.object(answer), [Line(Span(what, .bold), Span(done))])
    return (answer, .done)
  }

  static func memoryFacts(_ context: Context) throws(ProximaError) -> ExitCode {
    var body: [String: JSONValue] = [:]
    if let words = context.invocation.text(.matching) { body["matching"] = .string(words) }
    if let limit = context.invocation.integer(.limit) { body["limit"] = .int(limit) }
    let query = JSONValue.object(body)
    let answer = try context.crew("asking the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, "memory.facts", query, as: JSONValue.self)
    }
    var table = Table([.init("fact"), .init("value", flexible: true)])
    for fact in answer["facts"]?.array ?? [] {
      let record = fact["record"] ?? fact
      let name = "\(record["name"]?["type"]?.string ?? "")/\(record["name"]?["key"]?.string ?? "")"
      table.add([Span(name, .bold), Span(PlanView.words(record["value"] ?? .null))])
    }
    try context.answer(
      Commands.object(answer), table.rows.isEmpty ? [Line("no facts are kept", .dim)] : table.lines(width: context.console.width))
    return .done
  }

  static func memorySuggest(_ context: Context) throws(ProximaError) -> ExitCode {
    let answer = try context.crew("asking the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, "memory.suggest", as: JSONValue.self)
    }
    let suggestions = answer["suggestions"]?.array ?? []
    let lines = suggestions.flatMap { suggestion in
      WordWrap.definition(
        Span(suggestion["kind"]?.string ?? "", .accent), suggestion["text"]?.string ?? "", indent: 16, left: 0,
        width: context.console.width)
    }
    try context.answer(Commands.object(answer), lines.isEmpty ? [Line("nothing to suggest yet", .dim)] : lines)
    return .done
  }

  static func memoryStats(_ context: Context) throws(ProximaError) -> ExitCode {
    let answer = try context.crew("asking the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, "memory.stats", as: JSONValue.self)
    }
    try context.answer(Commands.object(answer), memberLines(answer, context.console.width))
    return .done
  }

  /// The members of an object, one a line.
  static func memberLines(_ value: JSONValue, _ width: Int) -> [Line] {
    (value.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, value in
      WordWrap.definition(Span(name, .dim), PlanView.words(value), indent: 28, width: width)
    }
  }

  /// `value` with the schema's version, as every object that a command prints.
  static func object(_ value: JSONValue) -> JSONValue {
    guard case .object(var members) = value else { return .object(["schemaVersion": .int(Version.schema), "result": value]) }
    members["schemaVersion"] = .int(Version.schema)
    return .object(members)
  }
}
