/// The screens, in the order of their keys.
public enum ScreenID: String, Hashable, Sendable, CaseIterable, Codable {
  case overview, crew, task, traffic, machines, results, backends, configuration, resources, memory, logs, help

  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// Its title where room is short.
  var word: String { self == .configuration ? "Config" : title }

  /// Four letters, which differ from screen to screen.
  var short: String {
    switch self {
    case .resources: "Load"
    case .configuration: "Conf"
    case .memory: "Memo"
    case .results: "Runs"
    default: String(title.prefix(4))
    }
  }

  /// The key that goes there.
  public var key: Character {
    switch self {
    case .memory: "0"
    case .logs: "L"
    case .help: "?"
    default: Character(String((Self.allCases.firstIndex(of: self) ?? 0) + 1))
    }
  }

  /// What it shows, in one line.
  public var summary: String {
    switch self {
    case .overview: "the most important of every screen"
    case .crew: "every agent, its state and its numbers"
    case .task: "one task: its graph, when each step ran, its journal"
    case .traffic: "who speaks to whom on the bus"
    case .machines: "nodes and executors, their load and what waits for them"
    case .results: "runs, histograms, comparisons, circuits"
    case .backends: "what can run circuits, and what it has cost"
    case .configuration: "settings: see, explain, change"
    case .resources: "memory, processors and disk, predicted and real"
    case .memory: "what the crew remembers; search as you type"
    case .logs: "what the processes wrote"
    case .help: "keys and commands"
    }
  }

  /// The lists of this screen, in the order in which Tab goes through them.
  public var panels: [PanelID] {
    switch self {
    case .overview: [.tasks, .agents, .messages]
    case .crew: [.agents, .agentDetails]
    case .task: [.tasks, .graph, .journal]
    case .traffic: [.messages]
    case .machines: [.machines, .machineDetails]
    case .results: [.results, .resultDetails]
    case .backends: [.backends, .backendDetails]
    case .configuration: [.settings, .settingDetails]
    case .resources: [.resources]
    case .memory: [.found, .facts]
    case .logs: [.logs]
    case .help: [.help]
    }
  }
}

/// A list or a text that can be scrolled.
public enum PanelID: String, Hashable, Sendable, CaseIterable, Codable {
  case tasks, agents, messages, agentDetails, graph, journal, machines, machineDetails, results, resultDetails, backends
  case backendDetails, settings, settingDetails, resources, found, facts, logs, help, approval, plan
}

/// A line between panels that can be moved.
public enum DividerID: String, Hashable, Sendable, CaseIterable, Codable {
  case overview, crew, taskList, taskJournal, traffic, machines, results, backends, configuration, memory
}
