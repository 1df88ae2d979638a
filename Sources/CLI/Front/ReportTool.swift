import CLinux
import Core
import FoundationEssentials
import Glibc

/// The program `proxima-report`, which writes and reads what needs libraries that this program does not link.
struct ReportTool {
  let folder: String
  let environment: [String: String]

  init(_ context: Context) {
    folder = context.world.executableFolder
    environment = context.world.environment
  }

  /// Has `job` done and waits for it.
  @discardableResult
  func perform(_ job: ReportJob) throws(ProximaError) -> ReportAnswer {
    let path = folder + "/proxima-report"
    guard access(path, X_OK) == 0 else {
      throw ProximaError(
        "output.no_writer", "\(path) is missing, which writes and reads such files",
        remedy: "build Proxima whole (`./proxima` does)", exit: .unavailable)
    }
    let answer = try run(path, try encoded(job))
    if let error = answer.error { throw error }
    return answer
  }

  private func encoded(_ job: ReportJob) throws(ProximaError) -> Data {
    do { return try JSON.encode(job) } catch { throw .bug("a report's job has no JSON: \(error)") }
  }

  private func run(_ path: String, _ input: Data) throws(ProximaError) -> ReportAnswer {
    let source = try Self.unnamedFile(input)
    defer { close(source) }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.failed("pipe") }
    px_set_cloexec(ends[0], 1)
    defer { close(ends[0]) }
    var argv: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let pid = px_spawn(path, &argv, &envp, source, ends[1], -1, 0, 1, nil)
    let number = errno
    (argv + envp).forEach { free($0) }
    close(ends[1])
    guard pid > 0 else { throw Self.failed("starting proxima-report", number) }
    var output = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(ends[0], &chunk, chunk.count)
      if count > 0 { output.append(contentsOf: chunk[..<count]) } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    guard status == 0, let answer = try? JSON.decode(ReportAnswer.self, from: output) else {
      throw ProximaError.bug("proxima-report ended with status \(status) and no answer")
    }
    return answer
  }

  /// A file without a name that holds `data`, at its beginning.
  private static func unnamedFile(_ data: Data) throws(ProximaError) -> Int32 {
    let name = FileManager.default.temporaryDirectory.appending(path: "proxima-XXXXXX").path
    var template = Array(name.utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failed("mkstemp") }
    unlink(template)
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { break }
    }
    guard rest.isEmpty, lseek(descriptor, 0, SEEK_SET) == 0 else {
      let number = errno
      close(descriptor)
      throw failed("write", number)
    }
    return descriptor
  }

  private static func failed(_ call: String, _ number: Int32 = errno) -> ProximaError {
    ProximaError(
      "output.cannot_write", "\(call) failed: \(String(cString: strerror(number)).lowercased())",
      remedy: "free space for temporary files, then try again", exit: .cannotWrite)
  }
}
