import Foundation
import Testing

/// Real simulators in Python, where PROXIMA_TEST_PYTHON names an interpreter that has them.
enum Python {
  static let interpreter = ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"]

  /// The lines that `script` prints; `input` is what it reads.
  static func run(_ script: String, input: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (program, given, errors) = (
      folder.appending(path: "script.py"), folder.appending(path: "input"), folder.appending(path: "errors")
    )
    try Data(script.utf8).write(to: program)
    try Data(input.utf8).write(to: given)
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = URL(filePath: try #require(interpreter))
    process.arguments = [program.path()]
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let said = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(said.suffix(600))")
    return String(decoding: printed, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The numbers in a line.
  static func numbers(_ line: String) -> [Double] { line.split(separator: " ").compactMap { Double($0) } }
}
