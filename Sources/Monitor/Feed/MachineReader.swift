import Core
import FoundationEssentials
import Glibc

/// The machine that this process runs on.
enum MachineReader {
  /// Memory and load by /proc, disk by the file system that holds `folder`.
  static func now(_ folder: String) -> MachineFacts {
    var facts = MachineFacts(
      memoryTotal: 0, memoryAvailable: 0, diskTotal: 0, diskFree: 0, load: 0,
      processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    for line in text("/proc/meminfo").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 1, let amount = Int(words[1]) else { continue }
      if words[0] == "MemTotal:" { facts.memoryTotal = amount * 1024 }
      if words[0] == "MemAvailable:" { facts.memoryAvailable = amount * 1024 }
    }
    facts.load = text("/proc/loadavg").split(separator: " ").first.flatMap { Double($0) } ?? 0
    var disk = statvfs()
    if statvfs(folder, &disk) == 0 {
      facts.diskTotal = Int(disk.f_blocks) * Int(disk.f_frsize)
      facts.diskFree = Int(disk.f_bavail) * Int(disk.f_frsize)
    }
    return facts
  }

  private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
