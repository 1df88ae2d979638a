import Core

/// The settings by name and type, for code. Each stands in `SettingsTable` with what it does.
extension Settings {
  private func int(_ key: String) -> Int { values[key]?.value.int ?? 0 }
  private func double(_ key: String) -> Double { values[key]?.value.double ?? 0 }
  private func bool(_ key: String) -> Bool { values[key]?.value.bool ?? false }
  private func text(_ key: String) -> String { values[key]?.value.string ?? "" }

  public var shots: Int { int("defaults.shots") }
  /// Nil: a random one.
  public var seed: UInt64? { values["defaults.seed"]?.value.int.flatMap { UInt64(exactly: $0) } }
  /// Nil: chosen for each request.
  public var backend: String? {
    let name = text("backends.default")
    return name == "auto" ? nil : BackendName.canonical(name)
  }
  /// How a backend is chosen; nil where all is as usual.
  public var choice: ChoiceWish? {
    let wish = ChoiceWish(
      strategy: text("backends.strategy"), features: double("backends.weight_features"), speed: double("backends.weight_speed"),
      memory: double("backends.weight_memory"), history: double("backends.weight_history"))
    return wish == ChoiceWish() ? nil : wish
  }
  public var runsBackendsInParallel: Bool { bool("backends.parallel") }
  /// Nil: without limit.
  public var taskTimeoutSeconds: Double? { double("timeouts.task_seconds") > 0 ? double("timeouts.task_seconds") : nil }
  public var consentSeconds: Double { double("consent.seconds") }
  public var consentBytes: Int { int("consent.bytes") }
  public var consentWaitSeconds: Double { double("consent.wait_seconds") }
  /// `balanced`, `conservative` or `aggressive`.
  public var resourceProfile: String { text("resources.profile") }
  public var isMemoryEnabled: Bool { bool("memory.enabled") }
  /// `auto`, `always` or `never`.
  public var color: String { text("output.color") }
  /// `text` or `json`.
  public var outputFormat: String { text("output.format") }
  public var logLevel: LogLevel { LogLevel(rawValue: text("logging.level")) ?? .info }
  public var heartbeatSeconds: Double { double("agents.heartbeat_seconds") }
  /// `capability`, `capability_load_balanced`, `performance`, `priority` or `affinity`.
  public var scheduling: String { text("agents.scheduling") }
  /// 0: never.
  public var idleMinutes: Int { int("node.idle_minutes") }
  /// Nil: no language model.
  public var llmProvider: String? { text("llm.provider") == "none" ? nil : text("llm.provider") }
  public var requiresLLMConsent: Bool { bool("llm.require_consent") }
  /// `beginner` or `expert`.
  public var insightDepth: String { text("insight.depth") }
}
