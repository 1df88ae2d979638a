import CArchive
import Core
import Glibc

/// Packs and unpacks zip files through libarchive.
public enum ZipFile {
  /// One file of an archive.
  public struct Entry: Hashable, Codable, Sendable {
    public var name: String
    public var bytes: [UInt8]

    public init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The type of a regular file (AE_IFREG, a macro that Swift does not see).
  private static let regularFile: UInt32 = 0o100000
  /// More than this is not unpacked.
  static let most = 256 << 20

  /// Writes `entries` to `path` in one step. Times are left out: the same entries give the same bytes.
  public static func pack(_ entries: [Entry], to path: String) throws(ReportFileError) {
    let partial = "\(path).\(getpid()).part"
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    archive_write_set_format_zip(archive)
    func failed(_ code: Int32) -> Bool { code < ARCHIVE_WARN }
    func why() -> String { archive_error_string(archive).map { String(cString: $0) } ?? "unknown" }
    guard !failed(archive_write_open_filename(archive, partial)) else { throw .cannotWrite(path, why()) }
    for entry in entries {
      let header = archive_entry_new()
      defer { archive_entry_free(header) }
      archive_entry_set_pathname(header, entry.name)
      archive_entry_set_size(header, Int64(entry.bytes.count))
      archive_entry_set_filetype(header, regularFile)
      archive_entry_set_perm(header, 0o644)
      let wrote = failed(archive_write_header(archive, header))
        ? -1 : entry.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
      guard wrote == entry.bytes.count else {
        unlink(partial)
        throw .cannotWrite(path, why())
      }
    }
    guard !failed(archive_write_close(archive)) else {
      unlink(partial)
      throw .cannotWrite(path, why())
    }
    guard rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(partial)
      throw .cannotWrite(path, reason.lowercased())
    }
  }

  /// The regular files of the archive at `path`. Names that lead out of a folder are refused.
  public static func unpack(_ path: String) throws(ReportFileError) -> [Entry] {
    let archive = archive_read_new()
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    func why() -> String { archive_error_string(archive).map { String(cString: $0) } ?? "unknown" }
    guard archive_read_open_filename(archive, path, 65_536) == ARCHIVE_OK else { throw .unreadable(path, why()) }
    var entries: [Entry] = []
    var total = 0
    var header: OpaquePointer?
    while true {
      let status = archive_read_next_header(archive, &header)
      if status == ARCHIVE_EOF { return entries }
      guard status >= ARCHIVE_WARN, let header else { throw .unreadable(path, why()) }
      guard archive_entry_filetype(header) == regularFile else { continue }
      let name = archive_entry_pathname(header).map { String(cString: $0) } ?? ""
      guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
        throw .unreadable(path, "the name `\(name)` leads out of the archive")
      }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65_536)
      while true {
        let got = chunk.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
        if got == 0 { break }
        guard got > 0 else { throw .unreadable(path, why()) }
        bytes += chunk[..<got]
        total += got
        guard total <= most else { throw .unreadable(path, "it unpacks to more than 256 MiB") }
      }
      entries.append(Entry(name, bytes))
    }
  }
}
