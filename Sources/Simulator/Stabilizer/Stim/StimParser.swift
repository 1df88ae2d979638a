import Core

extension StimCircuit {
  /// Reads `text`, the content of `file`; throws `simulator.stim` with the line.
  public init(parsing text: String, file: String = "<stim>") throws(SimulatorError) {
    var parser = StimParser(file: file)
    items = try parser.parse(text)
  }
}

/// Reads Stim's format byte by byte.
private struct StimParser {
  let file: String
  private var line = 1
  private var at = 0
  /// Items of each open block, and how often it repeats.
  private var blocks: [(count: Int, items: [StimCircuit.Item])] = [(1, [])]

  init(file: String) { self.file = file }

  mutating func parse(_ text: String) throws(SimulatorError) -> [StimCircuit.Item] {
    let bytes = Array(text.utf8) + [0x0A]
    while at < bytes.count {
      skipSpace(bytes)
      switch bytes[at] {
      case 0x0A:
        at += 1
        line += 1
      case 0x23: while bytes[at] != 0x0A { at += 1 }  // #
      case 0x7D:  // }
        at += 1
        guard blocks.count > 1, let block = blocks.popLast() else { throw fail("`}` closes nothing") }
        blocks[blocks.count - 1].items.append(.repeat(block.count, block.items))
      default: try statement(bytes)
      }
    }
    guard blocks.count == 1 else {
      line -= 1
      throw fail("a block that REPEAT opened is not closed")
    }
    return blocks[0].items
  }

  private mutating func statement(_ bytes: [UInt8]) throws(SimulatorError) {
    let start = at
    while Self.isWord(bytes[at]) { at += 1 }
    guard at > start else { throw fail("a line begins with the name of an instruction") }
    let written = String(decoding: bytes[start..<at], as: UTF8.self)
    let name = bytes[start..<at].contains { $0 >= 0x61 } ? written.uppercased() : written
    if bytes[at] == 0x5B { while bytes[at] != 0x5D, bytes[at] != 0x0A { at += 1 } }  // a [tag]
    if bytes[at] == 0x5D { at += 1 }
    if name == "REPEAT" { return try open(bytes) }
    let arguments = bytes[at] == 0x28 ? try arguments(bytes) : []
    var targets: [StimCircuit.Target] = []
    while true {
      skipSpace(bytes)
      let byte = bytes[at]
      if byte == 0x0A || byte == 0x23 { break }
      if byte == 0x2A {  // *
        at += 1
        targets.append(.combiner)
      } else {
        targets.append(try target(bytes))
      }
    }
    let instruction = StimCircuit.Instruction(name, arguments, targets, line: line)
    blocks[blocks.count - 1].items.append(.instruction(instruction))
  }

  private mutating func open(_ bytes: [UInt8]) throws(SimulatorError) {
    skipSpace(bytes)
    let count = number(bytes)
    skipSpace(bytes)
    guard let count, count > 0, bytes[at] == 0x7B else { throw fail("a repetition is written `REPEAT 3 {`") }
    at += 1
    blocks.append((count, []))
  }

  private mutating func arguments(_ bytes: [UInt8]) throws(SimulatorError) -> [Double] {
    let start = at + 1
    while bytes[at] != 0x29 {
      if bytes[at] == 0x0A { throw fail("`(` is not closed") }
      at += 1
    }
    defer { at += 1 }
    var numbers: [Double] = []
    for part in bytes[start..<at].split(separator: 0x2C) {
      let digits = String(decoding: part.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
      guard let number = Double(digits), number.isFinite else { throw fail("`\(digits)` is not a number") }
      numbers.append(number)
    }
    return numbers
  }

  private mutating func target(_ bytes: [UInt8]) throws(SimulatorError) -> StimCircuit.Target {
    let start = at
    let inverted = bytes[at] == 0x21  // !
    if inverted { at += 1 }
    let found: StimCircuit.Target?
    switch bytes[at] {
    case 0x30...0x39: found = qubit(bytes).map { .qubit($0, inverted: inverted) }
    case 0x58, 0x59, 0x5A, 0x78, 0x79, 0x7A:  // X Y Z, small or large
      let pauli: PauliSum.Pauli = bytes[at] & 0x1F == 0x18 ? .x : bytes[at] & 0x1F == 0x19 ? .y : .z
      at += 1
      found = qubit(bytes).map { .pauli(pauli, $0, inverted: inverted) }
    case 0x72 where !inverted && bytes[at...].starts(with: Array("rec[-".utf8)):
      at += 5
      found = number(bytes).flatMap { $0 > 0 && bytes[at] == 0x5D ? .record($0) : nil }
      if found != nil { at += 1 }
    default: found = nil
    }
    if let found, !Self.isWord(bytes[at]) { return found }
    while bytes[at] > 0x20 { at += 1 }
    throw fail("`\(String(decoding: bytes[start..<at], as: UTF8.self))` is not a target")
  }

  private mutating func qubit(_ bytes: [UInt8]) -> Int? { number(bytes).flatMap { $0 < 1 << 24 ? $0 : nil } }

  private mutating func number(_ bytes: [UInt8]) -> Int? {
    let start = at
    var value = 0
    while (0x30...0x39).contains(bytes[at]), at - start < 18 {
      value = value * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return at > start ? value : nil
  }

  private mutating func skipSpace(_ bytes: [UInt8]) {
    while bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F
  }

  private func fail(_ reason: String) -> SimulatorError { .stim(file, line, reason) }
}

extension SimulatorError {
  static func stim(_ file: String, _ line: Int, _ reason: String) -> SimulatorError {
    SimulatorError("stim", "\(file):\(line):1: \(reason)", remedy: "see Stim's file format")
  }
}
