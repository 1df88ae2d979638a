import Configuration
import Core
import FoundationEssentials

/// Reads `backend.yaml`; every error names file, line and what would be right.
struct ManifestReader {
  private let file: String
  private let root: YAMLNode

  /// The manifest in `folder`; throws `manifest.…`.
  static func read(folder: String) throws(ProximaError) -> BackendManifest {
    let file = folder + "/backend.yaml"
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: file)) } catch {
      throw ProximaError("manifest.unreadable", "cannot read \(file)", remedy: "check that it is there", exit: .configuration)
    }
    let node: YAMLNode?
    do throws(ConfigurationError) { node = try YAMLParser.parse(data, name: file) } catch { throw error.proxima }
    guard let node, case .mapping = node.content else {
      throw ProximaError("manifest.empty", "\(file) holds no mapping", remedy: "see docs/adding-an-executor.md", exit: .configuration)
    }
    return try ManifestReader(file: file, root: node).manifest(folder: folder)
  }

  private func manifest(folder: String) throws(ProximaError) -> BackendManifest {
    try check(root, ["schema", "name", "title", "start", "methods", "gates", "unitaries", "noise_qubits", "conventions", "supports", "costs"])
    guard let schema = root["schema"]?.json.int, schema == 1 else { throw fail("`schema: 1` is missing", root) }
    let name = try text("name", in: root)
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-") }) else {
      throw fail("the name \(name) may have small letters, digits, `_` and `-` only", root)
    }
    guard let start = root["start"], let methods = root["methods"] else { throw fail("`start` or `methods` is missing", root) }
    var manifest = BackendManifest(
      name: name, title: root["title"]?.json.string ?? name, folder: folder, start: try self.start(start, folder: folder),
      methods: try self.methods(methods), gates: try gates(root["gates"]), unitaries: root["unitaries"]?.json.int ?? 0,
      conventions: try conventions(root["conventions"]), supports: try features(root["supports"]),
      costs: try costs(root["costs"]))
    if let widest = root["noise_qubits"]?.json.int { manifest.noiseQubits = widest }
    return manifest
  }

  private func start(_ node: YAMLNode, folder: String) throws(ProximaError) -> BackendManifest.Start {
    try check(node, ["kind", "script", "requirements", "size", "program"])
    let kind = try text("kind", in: node)
    guard kind == "python" else { throw fail("`kind` is python, not \(kind)", node) }
    return BackendManifest.Start(
      script: try text("script", in: node), requirements: try requirements(node, folder), size: node["size"]?.json.string,
      program: try program(in: node))
  }

  private func program(in start: YAMLNode) throws(ProximaError) -> BackendManifest.Program? {
    guard let node = start["program"] else { return nil }
    try check(node, ["names", "variable", "hint"])
    let names = node["names"]?.json.array?.compactMap(\.string) ?? []
    guard !names.isEmpty else { throw fail("`names` is a list of programs", node) }
    return BackendManifest.Program(
      names: names, variable: try text("variable", in: node), hint: node["hint"]?.json.string ?? "")
  }

  /// The pins: one `name==version` a line; comments are passed over.
  private func requirements(_ node: YAMLNode, _ folder: String) throws(ProximaError) -> [String] {
    guard let name = node["requirements"]?.json.string else { return [] }
    guard let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else {
      throw fail("cannot read \(name), which is named here", node)
    }
    let lines = text.split(separator: "\n").map { $0.prefix { $0 != "#" }.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    for line in lines where !line.contains("==") { throw fail("\(name): \(line) has no pinned version", node) }
    return lines
  }

  private func methods(_ node: YAMLNode) throws(ProximaError) -> [BackendManifest.MethodEntry] {
    guard case .mapping(let entries, _) = node.content, !entries.isEmpty else { throw fail("`methods` names none", node) }
    var result: [BackendManifest.MethodEntry] = []
    for entry in entries {
      guard let method = Method(rawValue: entry.key), method != .auto else { throw fail("\(entry.key) is no method", node) }
      try check(entry.value, ["qubits", "noise", "gates"])
      guard let qubits = entry.value["qubits"]?.json.int, qubits > 0 else { throw fail("`qubits` is missing", entry.value) }
      result.append(
        BackendManifest.MethodEntry(
          method: method, qubits: qubits, noise: try choice("noise", in: entry.value) ?? .none,
          gates: entry.value["gates"] == nil ? nil : try gates(entry.value["gates"])))
    }
    return result
  }

  private func gates(_ node: YAMLNode?) throws(ProximaError) -> Set<String> {
    guard let node else { throw fail("`gates` is missing", root) }
    guard let names = node.json.array?.compactMap(\.string), !names.isEmpty else { throw fail("`gates` is a list of names", node) }
    return Set(names)
  }

  private func conventions(_ node: YAMLNode?) throws(ProximaError) -> BackendManifest.Conventions {
    var result = BackendManifest.Conventions()
    guard let node else { return result }
    try check(node, ["qubits", "counts", "depolarizing", "seed_bits"])
    result.qubits = try choice("qubits", in: node) ?? result.qubits
    result.counts = try choice("counts", in: node) ?? result.counts
    result.depolarizing = try choice("depolarizing", in: node) ?? result.depolarizing
    if let bits = node["seed_bits"]?.json.int {
      guard (8...64).contains(bits) else { throw fail("`seed_bits` is 8 to 64", node) }
      result.seedBits = bits
    }
    return result
  }

  private func features(_ node: YAMLNode?) throws(ProximaError) -> Set<BackendManifest.Feature> {
    var result: Set<BackendManifest.Feature> = []
    guard let node else { return result }
    for name in node.json.array?.compactMap(\.string) ?? [] {
      guard let feature = BackendManifest.Feature(rawValue: name) else {
        throw fail("`supports` knows \(BackendManifest.Feature.allCases.map(\.rawValue).joined(separator: ", ")), not \(name)", node)
      }
      result.insert(feature)
    }
    return result
  }

  private func costs(_ node: YAMLNode?) throws(ProximaError) -> BackendManifest.Costs {
    var costs = BackendManifest.Costs()
    guard let node else { return costs }
    try check(node, ["start", "run", "amplitude"])
    costs.start = node["start"]?.json.double ?? costs.start
    costs.run = node["run"]?.json.double ?? costs.run
    costs.amplitude = node["amplitude"]?.json.double ?? costs.amplitude
    return costs
  }

  // MARK: Parts

  private func text(_ key: String, in node: YAMLNode) throws(ProximaError) -> String {
    guard let text = node[key]?.json.string else { throw fail("`\(key)` is missing, or no text", node) }
    return text
  }

  private func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, in node: YAMLNode
  ) throws(ProximaError) -> Value? where Value.RawValue == String {
    guard let text = node[key]?.json.string else { return nil }
    guard let value = Value(rawValue: text) else {
      throw fail("`\(key)` is one of \(Value.allCases.map(\.rawValue).joined(separator: ", ")), not \(text)", node)
    }
    return value
  }

  private func check(_ node: YAMLNode, _ known: Set<String>) throws(ProximaError) {
    guard case .mapping(let entries, _) = node.content else { throw fail("keys and values are expected", node) }
    for entry in entries where !known.contains(entry.key) {
      throw fail("`\(entry.key)` is not known here; known are \(known.sorted().joined(separator: ", "))", entry.value)
    }
  }

  private func fail(_ message: String, _ node: YAMLNode) -> ProximaError {
    ProximaError(
      "manifest.invalid", "\(file):\(node.start.line):\(node.start.column): \(message)",
      remedy: "see docs/adding-an-executor.md", exit: .configuration)
  }
}
