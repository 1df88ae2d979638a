// swift-tools-version: 6.3
import PackageDescription

// The layers, top to bottom: each target imports only what stands before it, and lists exactly that.
//   System → Core → { Bus, Store, Configuration, Circuits, Statistics, Sandbox } → { Memory, Language, Simulator }
//          → Executors → Agents/Kit → Agents/* → CLI → Executables

/// What every Swift target is compiled with: a warning is an error, and a module is imported where it is used.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Hot loops stay optimised in debug builds: a SIMD loop was 196 times slower without.
let hot: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A C library from Debian, seen through a module map under `Sources/System`.
func system(_ name: String, _ package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/System/\(name)", providers: [.apt([package])])
}

/// A library module of ours.
func module(
  _ name: String, at path: String? = nil, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: settings)
}

/// A process: a few lines that start what a module holds.
func process(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Sources/Executables/\(name)", swiftSettings: strict)
}

/// The tests of one module, in a folder that mirrors it.
/// `data`: folders of recorded files that the tests read where they lie in the checkout.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], data: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: ["TestKit"] + dependencies, path: "Tests/\(name)", exclude: data, resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "proxima",
  targets: [
    // System: C libraries, and the Linux calls that Swift cannot spell.
    system("CZMQ", "libzmq3-dev"),
    system("CSQLite", "libsqlite3-dev"),
    system("CYAML", "libyaml-dev"),
    system("CXLSXWriter", "libxlsxwriter-dev"),
    system("CCairo", "libcairo2-dev"),
    system("CArchive", "libarchive-dev"),
    system("CNcurses", "libncurses-dev"),
    .target(name: "CLinux", path: "Sources/System/CLinux"),
    .target(
      name: "CKernels", path: "Sources/System/CKernels",
      cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

    // Core: what several modules speak of.
    module("Core", ["CLinux"]),

    // The foundations.
    module("Bus", ["Core", "CZMQ", "CLinux"]),
    module("Store", ["Core", "CSQLite", "CLinux"]),
    module("Configuration", ["Core", "CYAML"]),
    module("Circuits", ["Core"], settings: hot),
    module("Statistics", ["Core"], settings: hot),
    module("Reports", ["Core"]),
    module("ReportFiles", ["Core", "Reports", "CXLSXWriter", "CCairo", "CArchive"]),
    module("Sandbox", ["Core", "CLinux"]),

    // What is built on them.
    module("Backends", ["Core", "Configuration", "CLinux"]),
    module("Memory", ["Core", "Store"], settings: hot),
    module("Language", ["Core"]),
    module("AgentFiles", ["Core", "Language"]),
    module("ScriptReview", ["Core", "Circuits"], settings: hot),
    module("Simulator", ["Core", "Circuits", "CKernels"], settings: hot),
    module("Executors", ["Core", "CLinux", "Backends", "Circuits", "Simulator"]),

    // The node: supervisor of the crew's processes, and what starts it.
    module("Node", ["Core", "Bus", "Backends", "CLinux"]),

    // The crew: each agent a module of its own, none importing another.
    module("AgentKit", at: "Sources/Agents/Kit", ["Core", "Bus", "CLinux"]),
    module("TestingAgent", at: "Sources/Agents/Testing", ["Core", "Statistics", "AgentKit", "Sandbox"], settings: hot),
    module("CodeAgent", at: "Sources/Agents/Code", ["Core", "Circuits", "ScriptReview", "AgentKit"]),
    module(
      "QuantumExpertAgent", at: "Sources/Agents/QuantumExpert", ["Core", "Circuits", "ScriptReview", "AgentKit"]),
    module("AnalysisAgent", at: "Sources/Agents/Analysis", ["Core", "Circuits", "Statistics", "AgentKit"]),
    module("DocumentationAgent", at: "Sources/Agents/Documentation", ["Core", "AgentKit"]),
    module("Coordinator", at: "Sources/Agents/Coordinator", ["Core", "AgentKit", "Backends", "Bus", "Circuits", "Executors", "Store", "Language"]),
    module("MemoryAgent", at: "Sources/Agents/Memory", ["Core", "AgentKit", "Memory", "Store"]),
    module("ExecutionAgent", at: "Sources/Agents/Execution", ["Core", "AgentKit", "Bus", "Executors", "Simulator"]),

    // The live view of the crew: model, update, view, and a thin layer over ncurses.
    module(
      "Monitor", ["Core", "CLinux", "CNcurses", "Bus", "AgentKit", "Node", "Store", "Configuration", "Circuits"], settings: hot),

    // The processes: each links only what it uses.
    process("proxima-node", ["Node"]),
    process("proxima-coordinator", ["AgentKit", "Backends", "Configuration", "Coordinator", "Core"]),
    process("proxima-memory", ["AgentKit", "MemoryAgent"]),
    process("proxima-executor", ["AgentKit", "Backends", "Configuration", "Core", "ExecutionAgent", "Executors"]),

    process("proxima-quantum-expert", ["AgentKit", "QuantumExpertAgent"]),
    process("proxima-code-expert", ["AgentKit", "CodeAgent"]),
    process("proxima-analysis-expert", ["AgentKit", "AnalysisAgent"]),
    process("proxima-testing-agent", ["AgentKit", "TestingAgent"]),
    process("proxima-documentation-agent", ["AgentKit", "DocumentationAgent"]),
    process("proxima-monitor", ["Monitor"]),

    // What writes and reads workbooks, PDF and archives, so that no other program links those libraries.
    process("proxima-report", ["ReportFiles"]),

    // The front: command line, answers, help.
    module(
      "CLI",
      [
        "Core", "CLinux", "Backends", "Bus", "AgentKit", "Node", "Store", "Circuits", "Configuration", "Coordinator", "Executors",
        "Reports", "AgentFiles",
      ]),
    process("proxima", ["CLI"]),

    // What the benchmarks measure beside their peers.
    .executableTarget(
      name: "statevector-bench", dependencies: ["Core", "Circuits", "Simulator", "Executors"], path: "Benchmarks/statevector/Runner",
      swiftSettings: strict),
    .executableTarget(
      name: "clifford-bench", dependencies: ["Core", "Simulator"], path: "Benchmarks/clifford/Runner", swiftSettings: strict),
    .executableTarget(
      name: "noise-bench", dependencies: ["Core", "Circuits", "Simulator"], path: "Benchmarks/noise/Runner",
      swiftSettings: strict),
    .executableTarget(
      name: "language-bench", dependencies: ["Core", "Language"], path: "Benchmarks/language/Runner", swiftSettings: strict),
    .executableTarget(
      name: "backends-bench", dependencies: ["Core", "Backends", "Circuits", "Coordinator", "Executors", "Simulator"],
      path: "Benchmarks/backends/Runner", swiftSettings: strict),
    .executableTarget(
      name: "bus-bench", dependencies: ["Core", "Bus"], path: "Benchmarks/bus/client", swiftSettings: strict),
    .executableTarget(
      name: "monitor-bench", dependencies: ["Core", "Bus", "TestKit", "proxima-monitor"], path: "Benchmarks/monitor/Runner",
      swiftSettings: strict),

    // Tests, mirrored by module.
    .target(name: "TestKit", dependencies: ["Core", "CLinux"], path: "Tests/TestKit", swiftSettings: strict),
    .executableTarget(
      name: "proxima-demo-agent", dependencies: ["Core", "AgentKit"], path: "Tests/DemoAgent", swiftSettings: strict),
    tests("CoreTests", ["Core"]),
    tests("CLITests", ["CLI", "Core"], resources: [.copy("Golden")]),
    // The programs are dependencies: the tests start them.
    tests(
      "EndToEndTests",
      [
        "Core", "Bus", "AgentKit", "Backends", "Node", "proxima", "proxima-node", "proxima-coordinator", "proxima-memory",
        "proxima-executor", "proxima-quantum-expert", "proxima-code-expert", "proxima-analysis-expert",
        "proxima-testing-agent", "proxima-documentation-agent", "proxima-report", "proxima-monitor",
      ]),
    tests("NodeTests", ["Core", "Bus", "AgentKit", "Node", "proxima-node", "proxima-demo-agent"]),
    tests("CoordinatorTests", ["Core", "Coordinator"]),
    tests("AgentKitTests", ["Core", "Bus", "AgentKit"]),
    tests("ExecutorsTests", ["Core", "Backends", "Circuits", "Simulator", "Statistics", "Executors"]),
    tests("SimulatorTests", ["Core", "Circuits", "Simulator", "CKernels"]),
    tests("CircuitsTests", ["Core", "Circuits"]),
    tests("BusTests", ["Core", "Bus", "CZMQ"]),
    tests("StoreTests", ["Core", "Store"]),
    tests("StatisticsTests", ["Core", "Statistics"]),
    tests("ReportsTests", ["Core", "Reports", "ReportFiles"]),
    tests("SandboxTests", ["Core", "Sandbox"]),
    tests("TestingAgentTests", ["Core", "Statistics", "TestingAgent", "Sandbox"]),
    tests("AnalysisAgentTests", ["Core", "AnalysisAgent", "Language"]),
    tests("DocumentationAgentTests", ["Core", "DocumentationAgent"]),
    tests("ScriptReviewTests", ["Core", "Circuits", "ScriptReview"]),
    tests("CodeAgentTests", ["Core", "CodeAgent"]),
    tests("QuantumExpertAgentTests", ["Core", "QuantumExpertAgent", "TestingAgent"]),
    tests("MemoryTests", ["Core", "Store", "Memory"]),
    tests("ConfigurationTests", ["Core", "Configuration"]),
    tests("AgentFilesTests", ["Core", "Language", "AgentFiles"]),
    // The program is a dependency: the tests start it in a pseudo-terminal.
    tests("MonitorTests", ["Core", "Bus", "Monitor", "Node", "proxima-monitor"], data: ["Golden", "Sessions"]),
    tests("LanguageTests", ["Core", "Language"], resources: [.copy("Resources")]),
  ],
  swiftLanguageModes: [.v6]
)

// `PROXIMA_ONLY=SimulatorTests swift build --build-tests` builds and tests only the targets named (several with commas)
// and what they depend on, for a short turn while working on one module. It changes nothing where it is not set.
if let only = Context.environment["PROXIMA_ONLY"], !only.isEmpty {
  let all = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
  var wanted = Set<String>()
  var waiting = only.split(separator: ",").map(String.init)
  while let name = waiting.popLast() {
    guard let target = all[name] else { fatalError("PROXIMA_ONLY: no target is called \(name)") }
    guard wanted.insert(name).inserted else { continue }
    for case .byNameItem(let dependency, _) in target.dependencies { waiting.append(dependency) }
  }
  package.targets = package.targets.filter { wanted.contains($0.name) }
}
