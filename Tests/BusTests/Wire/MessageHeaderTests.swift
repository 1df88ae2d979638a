import Core
import Testing

@testable import Bus

@Suite("Message header")
struct MessageHeaderTests {
  static let full = MessageHeader(
    kind: .request, id: Identifier(high: 1, low: 2), sender: "coordinator", recipient: .capability("circuit_design"),
    action: "CircuitDesign/1", replyTo: Identifier(high: 3, low: 4), sent: WallTime(milliseconds: 1_767_225_600_123),
    flags: .retransmission, priority: -7, credit: 12, budget: 29_999,
    trace: TraceParent(trace: Identifier(high: 5, low: 6), span: 7), fence: 8, task: "t261121-k3f9x2ab", step: "s1")

  @Test("a header comes back as it was written")
  func roundTrip() throws {
    #expect(try MessageHeader(decoding: Self.full.encoded()) == Self.full)
    for kind in MessageKind.allCases {
      let bare = MessageHeader(kind: kind, id: .none, sender: "", recipient: Recipient(text: ""))
      #expect(try MessageHeader(decoding: bare.encoded()) == bare)
    }
  }

  @Test("the bytes are those of the specification")
  func layout() throws {
    let bytes = try Self.full.encoded()
    #expect(bytes[0] == 1 && bytes[1] == 1 && bytes[2...3] == [0, 1])
    #expect(bytes[4...7] == [0xFF, 0xF9, 0, 12])
    #expect(bytes[8...15] == [0, 0, 0x75, 0x2F, 0, 0, 0, 0])
    #expect(bytes[16...31] == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2])
    #expect(bytes[80...87] == [0, 0, 0, 0, 0, 0, 0, 8])
    #expect(bytes[88] == 11 && bytes[89...99] == ArraySlice(Array("coordinator".utf8)))
    #expect(bytes.count == 88 + 5 + 11 + 25 + 16 + 2 + 15)
  }

  @Test("a header that is cut anywhere is refused")
  func cut() throws {
    let bytes = try Self.full.encoded()
    for count in 0..<bytes.count {
      #expect(throws: BusError.self) { try MessageHeader(decoding: Array(bytes.prefix(count))) }
    }
    #expect(throws: BusError.self) { try MessageHeader(decoding: bytes + [0]) }
  }

  @Test("another version is told apart from garbage")
  func version() throws {
    var bytes = try Self.full.encoded()
    bytes[0] = 2
    #expect { try MessageHeader(decoding: bytes) } throws: { ($0 as? BusError)?.code == "bus.version" }
    bytes[0] = 1
    bytes[1] = 11
    #expect { try MessageHeader(decoding: bytes) } throws: { ($0 as? BusError)?.code == "bus.malformed" }
  }

  @Test("text that is not UTF-8 and strings over 255 bytes are refused")
  func strings() throws {
    var bytes = try Self.full.encoded()
    bytes[89] = 0xFF
    #expect { try MessageHeader(decoding: bytes) } throws: { ($0 as? BusError)?.code == "bus.malformed" }
    var long = Self.full
    long.action = String(repeating: "x", count: 256)
    #expect { try long.encoded() } throws: { ($0 as? BusError)?.code == "bus.too_long" }
  }
}
