import AgentKit
import Core
import Memory
import Store

/// The memory as an agent of the crew.
public enum MemoryAgent {
  /// The definition of the memory whose work is `service`'s.
  public static func definition(_ service: MemoryService) -> AgentDefinition {
    var definition = AgentDefinition(id: AgentName.memory, maxConcurrentTasks: 16, capabilities: ["memory"]) { context in
      Task { await service.follow(context.log) }
      return tools(service)
    }
    definition.close = { await service.close() }
    return definition
  }

  private static func tools(_ service: MemoryService) -> [Tool] {
    [
      .typed(MemoryAction.search, capability: "memory", description: "Finds earlier tasks, runs, words and facts.") {
        (query: MemoryAction.Search, _) in
        let hits = try await service.perform { try $0.search(MemoryQuery(query.query, limit: query.limit ?? 10)) }
        return MemoryAction.Results(results: hits)
      },
      .typed(MemoryAction.remember, capability: "memory", description: "Keeps a fact.") {
        (fact: MemoryAction.Text, _) in
        try await service.perform { memory in
          guard let type = fact.type, let key = fact.key else { return try memory.remember(fact.text) }
          return try memory.remember(FactRecord(FactName(type: type, key: key), value: fact.text))
        }
      },
      .typed(MemoryAction.facts, capability: "memory", description: "Lists the facts that are kept.") {
        (query: MemoryAction.FactQuery, _) in
        MemoryAction.Facts(
          facts: try await service.perform { try $0.facts(matching: query.matching, limit: query.limit ?? 100) })
      },
      .typed(MemoryAction.edit, capability: "memory", description: "Changes a fact.") { (edit: MemoryAction.Edit, _) in
        try await service.perform { try $0.edit(FactName(type: edit.type, key: edit.key), value: edit.value) }
      },
      .typed(MemoryAction.forget, capability: "memory", description: "Drops a fact, or what was kept of a task.") {
        (what: MemoryAction.Forget, _) in
        try await service.perform { memory in
          if let task = what.task, try !memory.forget(task) {
            throw MemoryError(
              "memory.no_such_task", "nothing is remembered of a task \(task.text)",
              remedy: "see `proxima task list`; a fact is named TYPE/KEY as `proxima memory facts` shows it")
          }
          if let type = what.type, let key = what.key { try memory.forget(FactName(type: type, key: key)) }
        }
        return Nothing()
      },
      .typed(MemoryAction.suggest, capability: "memory", description: "Proposes what to do next, from what was done.") {
        (context: SuggestionContext, _) in
        MemoryAction.Suggestions(suggestions: try await service.perform { try $0.suggest(context) })
      },
      .typed(MemoryAction.stats, capability: "memory", description: "The memory in numbers.") { (_: Nothing, _) in
        try await service.perform { try $0.stats() }
      },
      .typed(MemoryAction.recall, capability: "memory", description: "Answers a question about earlier work.") {
        (question: ExplainRequest, _) in try await recall(question.question, service)
      },
    ]
  }

  private static func recall(_ question: String, _ service: MemoryService) async throws -> Explanation {
    let hits = try await service.perform { try $0.search(MemoryQuery(question, limit: 5)) }
    guard !hits.isEmpty else {
      return Explanation(topic: "recall", text: "Nothing in the memory fits that question.", known: false)
    }
    let lines = hits.map { "- \($0.created) \($0.task.map { "[\($0.text)] " } ?? "")\($0.text)" }
    return Explanation(topic: "recall", text: "From the memory:\n" + lines.joined(separator: "\n"), known: true)
  }
}

/// What the memory answers: actions of the recipient `memory`, and their parameters and results.
public enum MemoryAction {
  public static let search = "memory.search"
  public static let remember = "memory.remember"
  public static let facts = "memory.facts"
  public static let edit = "memory.edit"
  public static let forget = "memory.forget"
  public static let suggest = "memory.suggest"
  public static let stats = "memory.stats"
  public static let recall = "memory.recall"

  struct Search: Codable, Sendable {
    var query: String
    var limit: Int?
  }

  struct Results: Codable, Sendable { var results: [MemoryHit] }
  /// A fact to keep: under a name where one is given, otherwise under one made from the text.
  struct Text: Codable, Sendable {
    var text: String
    var type: String?
    var key: String?
  }

  struct FactQuery: Codable, Sendable {
    var matching: String?
    var limit: Int?
  }

  struct Facts: Codable, Sendable { var facts: [RememberedFact] }

  struct Edit: Codable, Sendable {
    var type: String
    var key: String
    var value: String
  }

  struct Forget: Codable, Sendable {
    var task: TaskID?
    var type: String?
    var key: String?
  }

  struct Suggestions: Codable, Sendable { var suggestions: [Suggestion] }
}
