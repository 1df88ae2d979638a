import Core
import TestKit

/// Ends random processes of a crew, the node included, half a second apart on average, until it is told to stop.
final class KillerOfProcesses: Sendable {
  private let killing: Task<Int, Never>

  /// `victims` gives the processes that are there now, the node among them.
  init(seed: UInt64, meanSeconds: Double = 0.5, victims: @escaping @Sendable () async -> [(name: String, pid: Int32)]) {
    killing = Task {
      var generator = SeededGenerator(seed: seed)
      var killed = 0
      while !Task.isCancelled {
        // Waiting times of a Poisson process, at most four times their mean.
        let uniform = Double.random(in: 0.0183...1, using: &generator)
        do { try await Task.sleep(for: .seconds(-meanSeconds * logarithm(uniform))) } catch { return killed }
        let here = await victims()
        // Sorted by name: the same seed kills the same agents as far as they are there.
        guard let victim = here.sorted(by: { $0.name < $1.name }).randomElement(using: &generator) else { continue }
        kill(victim.pid)
        killed += 1
      }
      return killed
    }
  }

  /// Stops, and says how many processes it ended.
  func stop() async -> Int {
    killing.cancel()
    return await killing.value
  }
}
