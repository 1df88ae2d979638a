import Backends
import Core
import Glibc

/// Names the executables that a crew is started from: a crew of another build is replaced.
public enum BuildID {
  /// The programs of the crew by their file names.
  static let programs = ["proxima-node"] + CrewPlan.standard(folder: "").map { String($0.executable.dropFirst()) }

  /// A name for what lies in `folder` now: sizes and times of change of the crew's programs (FNV-1a, 64 bits).
  public static func of(folder: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ value: UInt64) {
      for shift in stride(from: 0, to: 64, by: 8) { hash = (hash ^ (value >> UInt64(shift) & 0xFF)) &* 0x100_0000_01B3 }
    }
    for program in programs {
      var info = stat()
      guard stat("\(folder)/\(program)", &info) == 0 else {
        mix(0)
        continue
      }
      mix(UInt64(bitPattern: Int64(info.st_size)))
      mix(UInt64(bitPattern: Int64(info.st_mtim.tv_sec)))
      mix(UInt64(bitPattern: Int64(info.st_mtim.tv_nsec)))
    }
    return "\(Version.program)-\(String(hash, radix: 36))"
  }

  /// The folder of this process's program.
  public static var ownFolder: String { BackendPlaces.ownFolder }
}
