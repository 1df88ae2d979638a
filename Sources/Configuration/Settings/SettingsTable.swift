import Core

/// All settings there are, in the order in which they are shown.
public enum SettingsTable {
  public static let all: [Setting] = [
    Setting("defaults.shots", .int(0...1_000_000_000), default: "1024", "shots where a request names none"),
    Setting("defaults.seed", .seed, default: "random", "seed where a request names none; a random one is reported"),
    Setting(
      "backends.default", .name(usual: ["auto"] + BackendName.known), default: "auto",
      "backend where a request names none; auto chooses by circuit, noise and what is installed"),
    Setting(
      "backends.strategy", .choice(["balanced", "fastest", "leanest", "most_accurate"]), default: "balanced",
      "what auto wants above all; balanced weighs accuracy, time, memory and what was measured here"),
    Setting("backends.weight_features", .number(0...1), default: "0.4", "how much accuracy counts when balanced"),
    Setting("backends.weight_speed", .number(0...1), default: "0.3", "how much predicted time counts when balanced"),
    Setting("backends.weight_memory", .number(0...1), default: "0.2", "how much predicted memory counts when balanced"),
    Setting("backends.weight_history", .number(0...1), default: "0.1", "how much earlier runs here count when balanced"),
    Setting("backends.parallel", .bool, default: "true", "run the backends of one task at the same time"),
    Setting(
      "timeouts.task_seconds", .seconds(0...31_536_000, zeroIsUnlimited: true), default: "0", guardrail: .onlySmaller,
      "how long a task may take before it is aborted; 0 is without limit"),
    Setting(
      "consent.seconds", .seconds(0...31_536_000), default: "10", guardrail: .onlySmaller,
      "a run that is predicted to take longer asks first"),
    Setting(
      "consent.bytes", .bytes(0...(1 << 50)), default: "1GiB", guardrail: .onlySmaller,
      "a run that is predicted to need more memory asks first"),
    Setting(
      "consent.wait_seconds", .seconds(1...86_400), default: "300", guardrail: .onlySmaller,
      "how long a question waits for an answer before it counts as no"),
    Setting(
      "resources.profile", .choice(["balanced", "conservative", "aggressive"]), default: "balanced",
      "how much of this machine runs may take: conservative leaves half of it, aggressive nothing"),
    Setting(
      "memory.enabled", .bool, default: "true", guardrail: .onlyOff,
      "remember tasks and conversations in the shared memory"),
    Setting("output.color", .choice(["auto", "always", "never"]), default: "auto", "colour; auto only on a terminal"),
    Setting("output.format", .choice(["text", "json"]), default: "text", "what answers look like"),
    Setting(
      "logging.level", .choice(["debug", "info", "warning", "error"]), default: "info",
      "the least that goes to the logs"),
    Setting(
      "agents.heartbeat_seconds", .seconds(0.1...3600), default: "10",
      "how often agents show that they live; three missed means gone"),
    Setting(
      "agents.scheduling",
      .choice(["capability", "capability_load_balanced", "performance", "priority", "affinity"]),
      default: "capability_load_balanced", "how the coordinator chooses among able agents"),
    Setting(
      "node.idle_minutes", .int(0...525_600), default: "15",
      "a crew that a command started ends after so many idle minutes; 0 keeps it"),
    Setting(
      "llm.provider", .name(usual: ["none", "anthropic", "openai", "ollama"]), default: "none", guardrail: .onlyOff,
      "the language model to use; none needs none"),
    Setting(
      "llm.require_consent", .bool, default: "true", guardrail: .onlyTrue,
      "ask before anything is sent to a language model"),
    Setting("insight.depth", .choice(["beginner", "expert"]), default: "beginner", "for whom results are explained"),
  ]

  static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
  static let byVariable = Dictionary(uniqueKeysWithValues: all.map { ($0.variable, $0) })

  /// The setting of that key; throws `config.unknown_key` with the nearest one.
  public static func setting(_ key: String, at place: Place? = nil) throws(ConfigurationError) -> Setting {
    if let setting = byKey[key] { return setting }
    // The last part alone is often what people remember.
    let nearest =
      all.first { $0.key.hasSuffix("." + key) }?.key ?? Nearest.name(to: key, among: all.map(\.key))
    throw ConfigurationError(
      "config.unknown_key", "there is no setting \(key.prefix(80))",
      remedy: nearest.map { "did you mean \($0)?" } ?? "see `proxima config show`", at: place)
  }
}
