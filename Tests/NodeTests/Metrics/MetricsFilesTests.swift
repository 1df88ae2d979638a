import Bus
import Core
import FoundationEssentials
import Node
import TestKit
import Testing

@Suite struct MetricsFilesTests {
  let sample = MetricsSample(
    time: "t", system: SystemMetrics(), queue: QueueStatus(), agents: [],
    bus: .init(BrokerStatistics()), alerts: [])

  @Test("samples are kept as lines, a file a day, for seven days")
  func days() throws {
    let home = try TestHome()
    let files = MetricsFiles(folder: home.path)
    let first = Int64(1_795_219_200_000)  // 2026-11-21
    for day in 0..<10 {
      for hour in 0..<2 {
        files.record(sample, at: WallTime(milliseconds: first + Int64(day) * 86_400_000 + Int64(hour) * 3_600_000))
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: home.path).sorted()
    #expect(names == (24...30).map { "2026-11-\($0).jsonl" })
    let lines = try String(contentsOfFile: home.path + "/2026-11-30.jsonl", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    let read: MetricsSample = try JSON.decode(from: String(lines[0]))
    #expect(read.bus == sample.bus)
    home.remove()
  }
}
