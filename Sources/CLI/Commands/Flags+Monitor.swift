extension FlagSpec {
  static let readOnly = FlagSpec("read-only", "look, and change nothing")
  static let replayed = FlagSpec("replay", "play the record of this task", value: .task, as: "TASK")
  static let theme = FlagSpec(
    "theme", "the colours", value: .choice(["dark", "light", "high-contrast", "colour-blind"]), as: "NAME")
  static let speed = FlagSpec("speed", "how fast a record is played: 0.5, 1, 8", value: .text, as: "N")
  static let record = FlagSpec("record", "write what the crew tells into a file", value: .text, as: "FILE")
  static let recorded = FlagSpec("session-file", "play a file that --record wrote", value: .text, as: "FILE")
  static let statistics = FlagSpec("statistics", "with the statistics panel")
}
