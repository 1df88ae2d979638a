import Core

/// Turns a plan into the graph of steps that the crew works through.
///
/// Every point of a sweep has steps of its own, so that they can overlap; `@qubits=4` in a step's id says which.
struct GraphBuilder {
  let plan: Plan
  let submission: Submission

  var request: Request { plan.request }

  /// The steps in an order in which each stands after what it depends on.
  func build() -> [StepSpec] {
    switch request.intent {
    case .explain: return [explanation]
    case .recall: return [recollection]
    case .converse, .backends, .unclear, .export, .buildBackend: return []
    case .optimize: return [designOrNothing(nil), optimisation].compactMap(\.self)
    case .generateCode: return [designOrNothing(nil)].compactMap(\.self) + coding(essential: true)
    case .benchmark: return benchmark()
    default: return execution
    }
  }

  private var explanation: StepSpec {
    StepSpec(
      id: "explain", capabilities: [Capability.quantumExplanation], action: ExplainRequest.action,
      parameters: ["question": .string(request.request)])
  }

  private var recollection: StepSpec {
    StepSpec(
      id: "recall", capabilities: ["memory"], action: ExplainRequest.recallAction,
      parameters: ["question": .string(request.request)])
  }

  private var optimisation: StepSpec {
    StepSpec(
      id: "optimize", capabilities: [Capability.circuitOptimization], action: OptimizeRequest.action,
      dependsOn: designIDs(nil))
  }

  private var execution: [StepSpec] {
    var steps: [StepSpec] = []
    var checked: [String] = []
    let points = sweepPoints
    var designed: Set<String> = []
    for point in points.isEmpty ? [nil] : points.map(Optional.some) {
      if let design = designOrNothing(point), designed.insert(design.id).inserted { steps.append(design) }
      for backend in backends {
        let run = runSteps(backend, at: point)
        steps += run
        checked += run.suffix(2).map(\.id)
      }
    }
    let code = coding(essential: false)
    if !request.isDevelopment {
      steps += code
    } else {
      steps += development(code)
    }
    if wantsScript {
      steps.append(
        StepSpec(
          id: Self.scriptCheck, capabilities: [Capability.verification], action: ScriptCheckBatch.action,
          dependsOn: checked.filter { $0.hasPrefix("verify.") } + ["code"], essential: false))
      checked.append(Self.scriptCheck)
    }
    steps.append(
      StepSpec(
        id: "analyse", capabilities: [Capability.resultAnalysis], action: AnalysisRequest.action, dependsOn: checked,
        essential: request.intent == .compare || request.intent == .benchmark))
    if let format = request.output?.format, ["md", "markdown", "html"].contains(format), !request.isDevelopment {
      steps.append(
        StepSpec(
          id: "document", capabilities: [Capability.documentation], action: DocumentRequest.action,
          dependsOn: ["analyse"], parameters: ["formats": [.string(format == "html" ? "html" : "markdown")]]))
    }
    if request.isDevelopment {
      steps.append(
        StepSpec(
          id: "report", capabilities: [Capability.documentation], action: DocumentRequest.action,
          dependsOn: ["document", "analyse"], parameters: ["formats": ["markdown"]]))
    }
    return steps
  }

  /// The reference decomposition of "create and test": tests and documentation overlap once the code is there
  /// (AG-A3.4-10 to 16).
  private func development(_ code: [StepSpec]) -> [StepSpec] {
    code + [
      StepSpec(
        id: "tests", capabilities: [Capability.testGeneration], action: TestsRequest.action, dependsOn: ["code"]),
      StepSpec(
        id: "document", capabilities: [Capability.documentation], action: DocumentRequest.action,
        dependsOn: designIDs(nil) + ["code"], parameters: ["formats": ["markdown"]]),
    ]
  }

  func runSteps(_ backend: Backend, at point: SweepPoint?) -> [StepSpec] {
    let suffix = point.map { "@" + $0.label } ?? ""
    let capability = Capability.execution(backend.name)
    var parameters: [String: JSONValue] = ["backend": .string(backend.name)]
    if let method = backend.method { parameters["method"] = .string(method.rawValue) }
    if let point { parameters["sweep"] = ["parameter": .string(point.parameter), "value": .double(point.value)] }
    let estimate = StepSpec(
      id: "estimate.\(backend.id)\(suffix)", capabilities: [capability], action: EstimateBatchResult.action,
      dependsOn: designIDs(point), parameters: parameters)
    var before = [estimate.id]
    if request.isDevelopment { before += ["code", "tests"] }
    let run = StepSpec(
      id: "run.\(backend.id)\(suffix)", capabilities: [capability], action: RunBatch.action, dependsOn: before,
      parameters: parameters)
    let verify = StepSpec(
      id: "verify.\(backend.id)\(suffix)", capabilities: [Capability.verification], action: VerifyBatch.action,
      dependsOn: [run.id], essential: false, parameters: parameters)
    return [estimate, run, verify]
  }

  static let scriptCheck = "check.script"

  /// Whether the script is run to check the result: where it is asked for, where code is what is made, and where the
  /// circuit may be too wide for the testing agent's own reference. Starting Python takes seconds.
  private var wantsScript: Bool {
    if request.options?.verify == true || request.isDevelopment { return true }
    let noisy = request.effectiveNoise.contains(where: \.isActive)
    return !noisy && request.shots != 0 && (request.circuit?.qubits ?? request.defaults["qubits"]?.int ?? 0) > 18
  }

  private func coding(essential: Bool) -> [StepSpec] {
    let wanted = request.output?.format
    let dialects = ["qasm", "qiskit", "cirq"].contains(wanted) && request.intent == .generateCode
      ? [wanted == "qasm" ? "qasm2" : wanted ?? ""] : ["qasm2", "qiskit", "cirq"]
    return [
      StepSpec(
        id: "code", capabilities: [Capability.codeGeneration], action: CodeRequest.action, dependsOn: firstDesign,
        essential: essential,
        parameters: ["dialects": .array(dialects.map(JSONValue.string)), "round": 1]),
      StepSpec(
        id: "review", capabilities: [Capability.circuitDesign], action: ReviewBatch.action, dependsOn: ["code"],
        essential: false, parameters: ["round": 1]),
    ]
  }

  /// The design that code is written for: the first point's.
  private var firstDesign: [String] { designIDs(sweepPoints.first) }

  private func designIDs(_ point: SweepPoint?) -> [String] {
    submission.program == nil && request.circuit?.qasm == nil ? [designID(point)] : []
  }

  private func designID(_ point: SweepPoint?) -> String {
    guard let point, ["qubits", "depth", "layers", "steps"].contains(point.parameter) else { return "design" }
    return "design@" + point.label
  }

  func designOrNothing(_ point: SweepPoint?) -> StepSpec? {
    guard let id = designIDs(point).first else { return nil }
    var parameters: [String: JSONValue] = [:]
    if let point, id != "design" {
      parameters["sweep"] = ["parameter": .string(point.parameter), "value": .double(point.value)]
    }
    return StepSpec(
      id: id, capabilities: [Capability.circuitDesign], action: DesignRequest.action, parameters: parameters)
  }

  var sweepPoints: [SweepPoint] {
    guard let sweep = request.sweep else { return [] }
    return sweep.values.map { SweepPoint(parameter: sweep.parameter, value: $0) }
  }

  /// A backend as a request names it: `aer`, or `aer:density_matrix`.
  struct Backend {
    let name: String
    let method: Method?

    init(_ entry: String, method: Method?) {
      let parts = entry.split(separator: ":", maxSplits: 1)
      name = parts.first.map(String.init) ?? entry
      self.method = parts.count > 1 ? Method(rawValue: String(parts[1])) : method
    }

    var id: String { method.map { "\(name):\($0.rawValue)" } ?? name }
  }

  var backends: [Backend] {
    plan.chosenBackends.map { Backend($0, method: request.method) }
  }
}

extension Request {
  /// "Create and test …": code, tests and documentation are what is asked for, besides the result.
  var isDevelopment: Bool {
    let words = Set(request.lowercased().split { !$0.isLetter }.map(String.init))
    let making = !words.isDisjoint(with: ["create", "write", "build", "implement", "develop", "make"])
    let testing = !words.isDisjoint(with: ["test", "tests"])
    return intent == .run && making && testing
  }
}

extension Plan {
  /// The backends that run it: those that were named, or the selected one.
  var chosenBackends: [String] {
    if let named = request.backends, named != ["all"] { return named }
    if request.backends == ["all"] {
      return Array(Set((selection?.candidates ?? []).filter(\.possible).map(\.backend))).sorted()
    }
    return [selection?.backend ?? BackendName.native]
  }
}
