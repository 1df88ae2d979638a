import Glibc

/// What the machine has free for new work.
public enum FreeMemory {
  /// The bytes of memory that this machine has; nil where that cannot be read.
  public static var total: Int? {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : nil
  }

  /// The bytes that can be had without swapping, `MemAvailable` of /proc/meminfo; nil where that cannot be read.
  public static var bytes: Int? {
    let file = open("/proc/meminfo", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let got = read(file, &buffer, buffer.count)
    guard got > 0 else { return nil }
    for line in String(decoding: buffer[0..<got], as: UTF8.self).split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      return line.split(whereSeparator: { $0 == " " || $0 == ":" }).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }
}
