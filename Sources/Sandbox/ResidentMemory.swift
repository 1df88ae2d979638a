import Glibc

/// The memory of a tree of processes, read from /proc.
enum ResidentMemory {
  /// Resident bytes of `root` and all its descendants; 0 for what cannot be read.
  static func ofTree(under root: pid_t) -> Int {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    var open = [root]
    var pages = 0
    var seen = 0
    // Far more processes than any limit allows: a tree that grows faster than it is read must not hold us.
    while let pid = open.popLast(), seen < 4096 {
      seen += 1
      let fields = text("/proc/\(pid)/statm").split(separator: " ")
      if fields.count > 1 { pages += Int(fields[1]) ?? 0 }
      open += text("/proc/\(pid)/task/\(pid)/children").split(separator: " ").compactMap { pid_t($0) }
    }
    return pages * page
  }

  private static func text(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let got = read(file, &buffer, buffer.count)
    return got > 0 ? String(decoding: buffer[0..<got], as: UTF8.self) : ""
  }
}
