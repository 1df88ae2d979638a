import Core

extension StepInputs {
  /// Whether several runs of the same circuit are held against one another.
  var isComparison: Bool {
    guard let plan = record.plan, plan.request.intent != .benchmark else { return false }
    return plan.request.intent == .compare || plan.chosenBackends.count > 1
  }

  /// The seed of a step's runs. In a comparison each backend and method has one of its own, made of the task's: methods of one
  /// program that draw alike from the same seed would agree by construction. It depends on nothing else, so that a replay has
  /// the same; it stands in the run, and `--seed` with it gives the same counts on that backend alone.
  func seed(of spec: StepSpec) -> UInt64 {
    guard isComparison, let backend = spec.parameters["backend"]?.string else { return seed }
    let name = backend + ":" + (spec.parameters["method"]?.string ?? "")
    // FNV-1a (Fowler, Noll, Vo), then one step of SplitMix64 (Steele, Lea, Flood 2014).
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var mixed = (seed ^ hash) &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ mixed >> 31) & 0x7FFF_FFFF
  }
}
