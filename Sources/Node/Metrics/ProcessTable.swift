import Glibc

/// What `/proc` says about every process: parent, group, time used, memory.
public struct ProcessTable: Sendable {
  /// One process.
  public struct Entry: Sendable, Hashable {
    public var pid: Int32
    public var parent: Int32
    public var group: Int32
    /// Seconds of processor time, user and system.
    public var seconds: Double
    /// Resident bytes.
    public var memory: Int

    public init(pid: Int32, parent: Int32, group: Int32, seconds: Double, memory: Int) {
      self.pid = pid
      self.parent = parent
      self.group = group
      self.seconds = seconds
      self.memory = memory
    }
  }

  public var entries: [Int32: Entry] = [:]

  public init(entries: [Entry]) {
    self.entries = Dictionary(entries.map { ($0.pid, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// The processes of this moment.
  public static func read() -> ProcessTable {
    guard let folder = opendir("/proc") else { return ProcessTable(entries: []) }
    defer { closedir(folder) }
    let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    let page = max(1, sysconf(Int32(_SC_PAGESIZE)))
    var entries: [Entry] = []
    while let item = readdir(folder) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let pid = Int32(name), let text = contents("/proc/\(pid)/stat"),
        let entry = Entry(pid: pid, stat: text, ticks: ticks, page: page)
      else { continue }
      entries.append(entry)
    }
    return ProcessTable(entries: entries)
  }

  /// Every process below `pid`.
  public func descendants(of pid: Int32) -> [Int32] {
    var children: [Int32: [Int32]] = [:]
    for entry in entries.values { children[entry.parent, default: []].append(entry.pid) }
    var found: [Int32] = []
    var open = [pid]
    while let next = open.popLast() {
      let below = children[next] ?? []
      found += below
      open += below
    }
    return found
  }

  /// Processor seconds and resident bytes of `pid` and everything below it.
  public func usage(of pid: Int32) -> (seconds: Double, memory: Int)? {
    guard let own = entries[pid] else { return nil }
    return descendants(of: pid).compactMap { entries[$0] }.reduce((own.seconds, own.memory)) {
      ($0.0 + $1.seconds, $0.1 + $1.memory)
    }
  }

  /// The first 4 KiB of a small file.
  static func contents(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}

extension ProcessTable.Entry {
  /// Reads a line of `/proc/<pid>/stat` (proc(5)); the name in parentheses may hold anything.
  public init?(pid: Int32, stat text: String, ticks: Double, page: Int) {
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 21, let parent = Int32(fields[1]), let group = Int32(fields[2]),
      let user = Double(fields[11]), let system = Double(fields[12]), let pages = Int(fields[21])
    else { return nil }
    self.init(pid: pid, parent: parent, group: group, seconds: (user + system) / ticks, memory: pages * page)
  }
}
