import Backends
import Core
import FoundationEssentials

/// Which processes make the crew.
public enum CrewPlan {
  /// The agents of the project, whose programs lie in `folder`, in the order of their start.
  public static func standard(folder: String) -> [ChildSpec] {
    func agent(_ id: String, _ program: String, _ arguments: [String] = [], tier: Int = 0) -> ChildSpec {
      ChildSpec(id: id, executable: "\(folder)/\(program)", arguments: arguments, tier: tier)
    }
    return [
      agent(AgentName.coordinator, "proxima-coordinator", tier: 1),
      agent(AgentName.quantumExpert, "proxima-quantum-expert"),
      agent(AgentName.executor(BackendName.native), "proxima-executor", ["--backend", BackendName.native]),
      agent(AgentName.testingAgent, "proxima-testing-agent"),
      agent(AgentName.codeExpert, "proxima-code-expert"),
      agent(AgentName.analysisExpert, "proxima-analysis-expert"),
      agent(AgentName.memory, "proxima-memory", tier: 2),
      agent(AgentName.documentationAgent, "proxima-documentation-agent"),
    ]
  }

  /// An agent in a crew file.
  struct Entry: Codable {
    var id: String
    /// An absolute path, or the name of a program beside the node's.
    var executable: String
    var arguments: [String]?
    /// `permanent`, `transient` or `temporary`.
    var restart: ChildSpec.Restart?
    /// Whether restarts are never given up.
    var essential: Bool?
    var tier: Int?
  }

  /// The agents of a crew file, a JSON array; throws `node.bad_crew_file`.
  public static func read(_ path: String, folder: String) throws(ProximaError) -> [ChildSpec] {
    do {
      let entries = try JSON.decode([Entry].self, from: Data(contentsOf: URL(filePath: path)))
      return entries.map {
        ChildSpec(
          id: $0.id, executable: $0.executable.hasPrefix("/") ? $0.executable : "\(folder)/\($0.executable)",
          arguments: $0.arguments ?? [], restart: $0.restart ?? .permanent, essential: $0.essential ?? false,
          tier: $0.tier ?? 0)
      }
    } catch {
      let reason = ProximaError.from(error).message
      throw ProximaError(
        "node.bad_crew_file", "\(path): \(reason)", remedy: "a JSON array of {id, executable, arguments}",
        exit: .configuration)
    }
  }

  /// The project's agents, one executor for each backend that is installed, and those that the owner of `home` added in
  /// `agents.json` beside the configuration.
  public static func crew(
    home: Home, folder: String, environment: [String: String] = [:]
  ) throws(ProximaError) -> [ChildSpec] {
    let crew = standard(folder: folder) + executors(home: home, folder: folder, environment: environment)
    let added = home.config + "/agents.json"
    guard FileManager.default.fileExists(atPath: added) else { return crew }
    return crew + (try read(added, folder: folder))
  }

  /// One executor for each backend that can be started now, `native` left out.
  static func executors(home: Home, folder: String, environment: [String: String]) -> [ChildSpec] {
    let places = BackendPlaces(home: home, environment: environment, programs: folder)
    return BackendLibrary(places).startable.filter { $0 != BackendName.native }.map { name in
      ChildSpec(
        id: AgentName.executor(name), executable: "\(folder)/proxima-executor", arguments: ["--backend", name])
    }
  }
}
