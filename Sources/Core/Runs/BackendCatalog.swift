/// What is known about backends before any executor is asked.
public enum BackendCatalog {
  /// The simulator of our own, which is always there.
  public static func native(host: String) -> BackendInfo {
    BackendInfo(
      name: BackendName.native, version: Version.program, available: true,
      methods: [.auto, .statevector, .densityMatrix, .stabilizer, .mps, .lowRank, .trajectories], maxQubits: 30,
      noise: NoiseChannel.allCases, host: host)
  }

  /// The backends that the contract names, each as it is here: `present` lists those with an executor in the crew.
  public static func all(present: Set<String>, host: String) -> [BackendInfo] {
    let foreign = BackendName.known.filter { $0 != BackendName.native }
    let extra = present.subtracting(BackendName.known).sorted()
    return [native(host: host)]
      + (foreign + extra).map { name in
        present.contains(name)
          ? BackendInfo(
            name: name, version: "", available: true, methods: [.auto], maxQubits: 64, noise: [], host: host)
          : BackendInfo(
            name: name, version: "", available: false, reason: "its executor is not there yet in this version",
            methods: [], maxQubits: 0, noise: [], host: host)
      }
  }
}
