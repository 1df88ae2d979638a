import Core
import FoundationEssentials
import Glibc
import Node

/// The machine that this process runs on.
enum MachineReader {
  /// Memory and load by /proc, disk by the file system that holds `folder`.
  static func now(_ folder: String) -> MachineFacts {
    var facts = MachineFacts(
      memoryTotal: 0, memoryAvailable: 0, diskTotal: 0, diskFree: 0, load: 0, processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
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

/// The metrics that the node keeps, thinned out to what a line of a screen shows.
enum PastReader {
  /// At most `most` points of each of the last seven days in `folder`, oldest first.
  static func read(_ folder: String, most: Int = 40) -> [PastPoint] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".jsonl") }.sorted()
    return names.suffix(MetricsFiles.days).flatMap { name -> [PastPoint] in
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return [] }
      let lines = data.split(separator: 0x0A)
      let step = max(1, lines.count / most)
      return stride(from: 0, to: lines.count, by: step).compactMap { at in
        guard let sample = try? JSON.decode(MetricsSample.self, from: Data(lines[at])) else { return nil }
        return PastPoint(
          time: sample.time, cpu: sample.agents.reduce(0) { $0 + $1.cpu }, memory: sample.agents.reduce(0) { $0 + Double($1.memory) },
          throughput: sample.system.systemThroughput)
      }
    }
  }
}
