import Backends
import Core

/// Makes a plan of a submission: pure, needs no crew, and runs nothing.
public struct Planner: Sendable {
  public static let defaultShots = 1024

  /// Reads a sentence.
  public typealias Reading = @Sendable (String) -> Request

  private let read: Reading
  /// What can run circuits, as far as the caller knows.
  let backends: [BackendInfo]
  /// What is described of them, to weigh them by.
  let options: [BackendChoice.Option]
  let choice: BackendChoice

  /// `read` is the interpreter; `backends` lists what is there and what is known to be missing; of `options` with what each
  /// can do and costs, `choice` chooses where nobody named one.
  public init(
    backends: [BackendInfo], options: [BackendChoice.Option] = [], choice: BackendChoice = BackendChoice(),
    read: @escaping Reading
  ) {
    self.backends = backends
    self.options = options
    self.choice = choice
    self.read = read
  }

  /// The plan of `submission`. `seed` is taken where nobody gave one, and is reported under `defaults`.
  ///
  /// Never throws: what was not understood is `unclear` with questions, what cannot run is a blocker.
  public func plan(_ submission: Submission, seed: UInt64) -> Plan {
    if let recorded = submission.plan { return recorded }
    var request = understood(submission)
    let unread = Attachments.resolve(&request, submission.attachments ?? [:])
    overlay(submission.flags, on: &request)
    fillIn(&request, submission: submission, seed: seed)
    var plan = Plan(request: request)
    guard request.intent != .unclear, request.intent != .converse else { return plan }
    plan.blockers = unread + blockers(request, submission: submission)
    if runsCircuits(request.intent) || request.intent == .backends { select(&plan, by: submission.flags.choice.map { BackendChoice($0) } ?? choice) }
    plan.steps = GraphBuilder(plan: plan, submission: submission).build().map { step in
      PlanStep(
        id: step.id, agent: Self.usualAgent(step), capability: step.capabilities.first ?? "", action: step.action,
        dependsOn: step.dependsOn)
    }
    return plan
  }

  private func runsCircuits(_ intent: Intent) -> Bool {
    switch intent {
    case .run, .compare, .sweep, .benchmark, .repeat, .plan: true
    default: false
    }
  }

  /// The request that the text says, or that a program is.
  private func understood(_ submission: Submission) -> Request {
    var request: Request
    if submission.text.isEmpty, let program = submission.program {
      request = Request(request: "run \(program.name)", intent: .run)
      request.understood = "Run the program \(program.name)."
    } else {
      request = read(submission.text)
    }
    if let program = submission.program, request.intent != .unclear {
      var circuit = request.circuit ?? CircuitRequest(family: "qasm")
      circuit.family = "qasm"
      circuit.qasm = program.source
      circuit.parameters = (circuit.parameters ?? [:]).merging(["file": .string(program.name)]) { old, _ in old }
      request.circuit = circuit
    }
    switch submission.kind {
    case .compare where request.intent == .run: request.intent = .compare
    case .benchmark where request.intent == .run || request.intent == .compare: request.intent = .benchmark
    default: break
    }
    return request
  }

  /// A flag wins over the sentence.
  private func overlay(_ flags: RequestFlags, on request: inout Request) {
    if let backends = flags.backends {
      request.backends = backends.map { entry in
        let parts = entry.split(separator: ":", maxSplits: 1).map(String.init)
        return ([BackendName.canonical(parts.first ?? "")] + parts.dropFirst()).joined(separator: ":")
      }.sorted()
    }
    if let method = flags.method { request.method = method }
    if let shots = flags.shots { request.shots = shots }
    if let seed = flags.seed { request.seed = seed }
    if let noise = flags.noise { request.noise = noise }
    if let observables = flags.observables { request.observables = observables }
    if let output = flags.output, let dot = output.lastIndex(of: ".") {
      request.output = OutputRequest(format: String(output[output.index(after: dot)...]).lowercased(), path: output)
    }
    if flags.dryRun { request.options = request.options ?? RequestOptions(); request.options?.dryRun = true }
  }

  private func fillIn(_ request: inout Request, submission: Submission, seed: UInt64) {
    guard runsCircuits(request.intent) || request.intent == .generateCode else { return }
    let sweptShots = request.sweep?.parameter == "shots"
    if request.shots == nil, !sweptShots, request.defaults["shots"] == nil {
      request.defaults["shots"] = .int(Self.defaultShots)
    }
    let flags = submission.flags
    if request.shots == nil, !sweptShots, let shots = flags.defaultShots { request.defaults["shots"] = .int(shots) }
    if request.backends == nil, request.defaults["backends"] == nil, let backend = flags.defaultBackend {
      request.defaults["backends"] = [.string(backend)]
    }
    // 31 bits: a JSON number holds 53 in many readers.
    let filled = flags.defaultSeed.flatMap { Int(exactly: $0) } ?? Int(seed & 0x7FFF_FFFF)
    if request.seed == nil { request.defaults["seed"] = .int(filled) }
  }

  /// The agent that does such a step in an undisturbed crew.
  private static func usualAgent(_ step: StepSpec) -> String {
    if let agent = step.agent { return agent }
    let capability = step.capabilities.first ?? ""
    if capability.hasPrefix("execution.") { return AgentName.executor(String(capability.dropFirst(10))) }
    return switch capability {
    case Capability.circuitDesign, Capability.circuitOptimization, Capability.quantumExplanation,
      Capability.algorithmRecommendation:
      AgentName.quantumExpert
    case Capability.verification, Capability.testGeneration: AgentName.testingAgent
    case Capability.codeGeneration, Capability.codeReview: AgentName.codeExpert
    case Capability.documentation: AgentName.documentationAgent
    case "memory": AgentName.memory
    default: AgentName.analysisExpert
    }
  }
}
