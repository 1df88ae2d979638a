import FoundationEssentials
import Glibc

/// Reads from the kernel how full this machine is.
public struct ResourceReader: Sendable {
  private let folder: String
  /// Busy and all ticks of the processors when they were last read.
  private var ticks: (busy: Double, all: Double)?

  /// `folder` is on the disk that counts.
  public init(folder: String) { self.folder = folder }

  /// The share of each resource that is taken; the processor's since the last call.
  public mutating func shares() -> [Resource: Double] {
    var result = Self.memory((try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? "")
    let now = Self.ticks((try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? "")
    if let now, let before = ticks, now.all > before.all { result[.processor] = (now.busy - before.busy) / (now.all - before.all) }
    ticks = now
    var disk = statvfs()
    if statvfs(folder, &disk) == 0, disk.f_blocks > 0 { result[.disk] = 1 - Double(disk.f_bavail) / Double(disk.f_blocks) }
    result[.graphicsMemory] = Self.graphics()
    return result
  }

  /// Memory and swap of the text of /proc/meminfo.
  static func memory(_ text: String) -> [Resource: Double] {
    var values: [Substring: Double] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(whereSeparator: { $0 == " " || $0 == ":" })
      if parts.count >= 2, let number = Double(parts[1]) { values[parts[0]] = number }
    }
    var result: [Resource: Double] = [:]
    if let total = values["MemTotal"], total > 0, let free = values["MemAvailable"] { result[.memory] = 1 - free / total }
    if let total = values["SwapTotal"], total > 0, let free = values["SwapFree"] { result[.swap] = 1 - free / total }
    return result
  }

  /// Busy and all ticks of the text of /proc/stat: idle and waiting for a disk are not busy.
  static func ticks(_ text: String) -> (busy: Double, all: Double)? {
    guard let line = text.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
    let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard numbers.count >= 5 else { return nil }
    let all = numbers.prefix(8).reduce(0, +)
    return (all - numbers[3] - numbers[4], all)
  }

  /// The fullest card whose driver says how full it is.
  private static func graphics() -> Double? {
    let cards = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/drm")) ?? []
    func number(_ path: String) -> Double? {
      (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Double($0.filter(\.isNumber)) }
    }
    return cards.compactMap { card -> Double? in
      let device = "/sys/class/drm/\(card)/device/mem_info_vram_"
      guard let total = number(device + "total"), total > 0, let used = number(device + "used") else { return nil }
      return used / total
    }.max()
  }
}
