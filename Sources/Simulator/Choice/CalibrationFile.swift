import Core
import FoundationEssentials
import Synchronization

/// The calibration of this machine: measured when first needed, kept in `calibration.json` of the state folder.
final class CalibrationFile: Sendable {
  static let shared = CalibrationFile(path: Home.current.state + "/calibration.json")

  private let path: String
  private let known = Mutex<Calibration?>(nil)

  init(path: String) { self.path = path }

  /// Read from the file, or measured and written to it; a folder that cannot be written to costs a measurement a process.
  var value: Calibration {
    known.withLock { known -> Calibration in
      if let known { return known }
      let read = (try? Data(contentsOf: URL(filePath: path))).flatMap {
        try? JSON.decode(Calibration.self, from: String(decoding: $0, as: UTF8.self))
      }
      if let read, read.version == Version.program {
        known = read
        return read
      }
      let measured = Calibration.measured()
      known = measured
      write(measured)
      return measured
    }
  }

  /// Checks a prediction after its run; those below a millisecond say nothing.
  func note(method: Method, predicted: Double, seconds: Double) {
    guard max(predicted, seconds) >= 1e-3 else { return }
    let now = known.withLock { known -> Calibration? in
      known?.checked += 1
      if seconds <= 2 * predicted, predicted <= 2 * seconds { known?.held += 1 }
      return known
    }
    if let now { write(now) }
  }

  private func write(_ calibration: Calibration) {
    guard let text = try? JSON.text(calibration) else { return }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }
}
