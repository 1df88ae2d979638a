import FoundationEssentials
import Glibc
import ReportFiles

var input = Data()
var chunk = [UInt8](repeating: 0, count: 1 << 16)
while true {
  let count = read(0, &chunk, chunk.count)
  if count > 0 { input.append(contentsOf: chunk[..<count]) } else if count == 0 || errno != EINTR { break }
}
var rest = ReportProgram.run(input)[...]
while !rest.isEmpty {
  let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { exit(74) }
}
