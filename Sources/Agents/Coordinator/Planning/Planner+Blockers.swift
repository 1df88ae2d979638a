import Backends
import Core

extension Planner {
  /// What keeps `request` from running here and now.
  func blockers(_ request: Request, submission: Submission) -> [Blocker] {
    missingBackends(request) + missingInput(request, submission) + unbuilt(request, submission)
  }

  private func missingBackends(_ request: Request) -> [Blocker] {
    let named = (request.backends ?? []).filter { $0 != "all" }
    return named.compactMap { entry in
      let parts = entry.split(separator: ":", maxSplits: 1).map(String.init)
      let name = parts.first ?? ""
      guard let backend = backends.first(where: { $0.name == name }) else {
        return Blocker(
          BackendName.known.contains(name) ? "backend.missing" : "backend.unknown",
          BackendName.known.contains(name) ? "the backend \(name) is not there" : "there is no backend called \(name)",
          remedy: "see `proxima backends list`; nothing is run on another one instead")
      }
      guard backend.available else {
        return Blocker(
          "backend.missing", "the backend \(name) is not there: \(backend.reason ?? "not installed")",
          remedy: "`proxima backends info \(name)` says how to get it; nothing is run on another one instead")
      }
      let method = parts.count > 1 ? Method(rawValue: parts[1]) : request.method
      return method.flatMap { blocker(method: $0, on: backend) }
    }
  }

  private func blocker(method: Method, on backend: BackendInfo) -> Blocker? {
    guard method != .auto, !backend.methods.contains(method) else { return nil }
    let has = backend.methods.map(\.rawValue).joined(separator: ", ")
    return Blocker(
      "backend.method_missing", "\(backend.name) has no \(method.rawValue) method",
      remedy: has.isEmpty ? "choose another backend" : "it has \(has)")
  }

  /// The most shots that a run may have, as the setting and the flag have it.
  static let mostShots = 1_000_000_000

  private func missingInput(_ request: Request, _ submission: Submission) -> [Blocker] {
    if let shots = request.shots, shots > Self.mostShots {
      return [
        Blocker(
          "request.shots", "\(shots) shots are more than the \(Self.mostShots) that a run may have",
          remedy: "ask for fewer, or for exact probabilities with 0 shots")
      ]
    }
    if request.circuit?.family == "qasm", request.circuit?.qasm == nil, submission.program == nil {
      let file = request.circuit?.parameters?["file"]?.string ?? "the program"
      return [
        Blocker("file.missing", "\(file) was not found", remedy: "check the path, from the folder you are in")
      ]
    }
    if request.circuit == nil, [.run, .compare, .sweep, .benchmark, .optimize].contains(request.intent) {
      return [Blocker("circuit.missing", "no circuit was named", remedy: "name a circuit or an OpenQASM file")]
    }
    switch request.intent {
    case .repeat where request.circuit == nil:
      return [
        Blocker("history.missing", "there is no earlier run to go back to", remedy: "run something first")
      ]
    default: return []
    }
  }

  /// What the crew cannot do yet, by intent: said, never faked.
  private func unbuilt(_ request: Request, _ submission: Submission) -> [Blocker] {
    let feature: String? =
      switch request.intent {
      case .buildBackend: "building a backend"
      case .export: "exporting earlier results by a sentence"
      case .benchmark: nil
      default: nil
      }
    guard let feature else { return [] }
    return [Blocker("feature.not_there_yet", "\(feature) is not there yet", remedy: "see `proxima help`")]
  }

  /// Chooses the backend and method: those named, otherwise what can run it here.
  func select(_ plan: inout Plan, by choice: BackendChoice) {
    let request = plan.request
    let noise = request.noise?.filter(\.isActive) ?? []
    let noisy = !noise.isEmpty || request.defaults["noise"] != nil || request.sweep?.parameter == "noise"
    let filled = request.defaults["backends"]?.array?.compactMap(\.string) ?? []
    let named = (request.backends ?? filled).first { $0 != "all" }.map { String($0.prefix { $0 != ":" }) }
    if chooseByFigures(&plan, named: named, by: choice) { return }
    let candidates = backends.map { backend in
      let method = request.method ?? Self.method(of: backend, noisy: noisy)
      let possible = backend.available && (method.map { $0 == .auto || backend.methods.contains($0) } ?? false)
      let reason =
        !backend.available ? (backend.reason ?? "not installed")
        : method == nil ? "it has no method for noise"
        : possible ? Self.reason(backend, noisy: noisy) : "it has no \(method?.rawValue ?? "such") method"
      return Selection.Candidate(
        backend: backend.name, method: method ?? .auto, possible: possible, reason: reason)
    }
    guard let best = candidates.first(where: { $0.possible && (named == nil || $0.backend == named) }) else {
      if plan.blockers.isEmpty {
        plan.blockers.append(
          Blocker(
            "backend.none_able", "no backend here can run this",
            remedy: candidates.map { "\($0.backend): \($0.reason)" }.joined(separator: "; ")))
      }
      return
    }
    let why = named == nil ? best.reason : "you named it; \(best.reason)"
    plan.selection = Selection(backend: best.backend, method: best.method, reason: why, candidates: candidates)
  }

  private static func method(of backend: BackendInfo, noisy: Bool) -> Method? {
    guard noisy else { return backend.methods.contains(.auto) ? .auto : backend.methods.first }
    // The native executor knows what each of its methods takes; elsewhere exact noise comes first.
    if backend.name == BackendName.native, backend.methods.contains(.auto) { return .auto }
    return [.densityMatrix, .trajectories].first(where: backend.methods.contains)
  }

  private static func reason(_ backend: BackendInfo, noisy: Bool) -> String {
    noisy
      ? "\(backend.name) is here and applies the noise that is asked for"
      : "\(backend.name) is here and simulates the pure state exactly"
  }
}
