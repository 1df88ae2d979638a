import Backends
import Core
import FoundationEssentials
import TestKit
import Testing

@Suite struct ManifestTests {
  private let scratch: TestHome

  init() throws { scratch = try TestHome() }

  private func library(_ text: String, environment: [String: String] = [:]) throws -> BackendLibrary {
    let folder = scratch.home.config + "/backends/mine"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: folder + "/backend.yaml"))
    return BackendLibrary(
      BackendPlaces(home: scratch.home, environment: scratch.environment.merging(environment) { $1 }, programs: "/nowhere"))
  }

  private static let good = """
    schema: 1
    name: mine
    start: {kind: python, script: worker.py}
    methods:
      density_matrix: {qubits: 9, noise: any}
    gates: [h, cx, u]
    conventions: {qubits: big, depolarizing: lambda}
    """

  @Test("what came with Proxima can be read, and says how to get what is not installed")
  func shipped() throws {
    defer { scratch.remove() }
    let library = BackendLibrary(BackendPlaces(home: scratch.home, environment: scratch.environment))
    #expect(library.broken.isEmpty, "\(library.broken)")
    #expect(Set(library.manifests.map(\.name)) == ["aer", "cirq", "lret", "pennylane", "qsim", "quest", "stim"])
    let native = BackendCatalog.native(host: "here")
    let aer = try #require(library.catalog(present: [], native: native).first { $0.name == "aer" })
    #expect(!aer.available)
    #expect(aer.reason?.contains("proxima backends install aer") == true)
    #expect(aer.methods.contains(.mps))
    #expect(library.catalog(present: ["aer"], native: native).first { $0.name == "aer" }?.available == true)
  }

  @Test("the owner's folder is found; its conventions and noise are what it says")
  func own() throws {
    defer { scratch.remove() }
    let manifest = try #require(try library(Self.good)["mine"])
    #expect(manifest.conventions.qubits == .big)
    #expect(manifest.conventions.depolarizing == .lambda)
    #expect(manifest.allMethods == [.auto, .densityMatrix])
    #expect(manifest.noise.contains(.amplitudeDamping))
    #expect(try library(Self.good).startable == ["mine"])
  }

  @Test(
    "a broken manifest is told with its place and leaves the others alone",
    arguments: [
      ("gates: [h, cx, u]", "gates: h"), ("density_matrix", "density"), ("noise: any", "noise: much"),
      ("schema: 1", "schema: 2"), ("qubits: 9", "qubits: none"), ("conventions", "convention"),
    ])
  func broken(_ old: String, _ new: String) throws {
    defer { scratch.remove() }
    let library = try library(Self.good.replacing(old, with: new))
    #expect(library.manifests.isEmpty)
    let error = try #require(library.broken["mine"])
    #expect(error.code == "manifest.invalid")
    #expect(error.message.contains("backend.yaml:"))
  }

  @Test("costs are learnt from runs and kept")
  func costs() throws {
    defer { scratch.remove() }
    let library = try library(Self.good)
    let installation = library.installation(try #require(library["mine"]))
    var costs = MeasuredCosts(installation)
    for _ in 0..<50 { costs.learn(.densityMatrix, work: 10, seconds: 0.002) }
    for _ in 0..<50 { costs.learn(.densityMatrix, work: 1e9, seconds: 5) }
    #expect(abs(costs[.densityMatrix].run - 0.002) < 1e-3)
    #expect(abs(costs[.densityMatrix].amplitude - 5e-9) < 1e-9)
    #expect(costs[.statevector] == MeasuredCosts(installation)[.statevector], "another method is not touched")
    #expect(costs.start == installation.manifest.costs.start)
    let before = costs[.densityMatrix]
    costs.learn(.densityMatrix, work: 10, seconds: before.run + 0.4, sampled: 101_000)
    #expect(abs((costs[.densityMatrix].shot ?? 0) - 4e-6) < 1e-7)
    #expect(costs[.densityMatrix].run == before.run, "many shots of one state tell what a shot costs, nothing else")
    costs.learnStart(0.5)
    #expect(costs.start == 0.5, "a start that was measured says more than the manifest")
    try FileManager.default.createDirectory(atPath: installation.folder, withIntermediateDirectories: true)
    costs.keep(installation)
    #expect(MeasuredCosts(installation) == costs)
    var other = MeasuredCosts(installation.manifest)
    other.learn(.densityMatrix, work: 10, seconds: 9)
    other.learn(.statevector, work: 10, seconds: 0.003)
    other.merge(costs)
    #expect(other[.densityMatrix] == costs[.densityMatrix], "more runs went into it")
    #expect(abs(other[.statevector].run - 0.003) < 1e-9)
  }
}
