import Core
import Testing

@testable import Monitor

@Suite("Whatever is pressed")
struct FuzzTests {
  static let letters = Array("abcdefghijklmnopqrstuvwxyzLTRPG0123456789/:?!<>=|{}[]+- \u{301}量é👍\u{1B}\u{0}")

  static func event(_ generator: inout SeededGenerator, _ model: MonitorModel) -> MonitorEvent {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0:
      return .resized(
        width: Int.random(in: 0...300, using: &generator), height: Int.random(in: 0...100, using: &generator))
    case 1, 2:
      let actions: [Mouse.Action] = [.press, .release, .drag, .wheelUp, .wheelDown]
      let mouse = Mouse(
        actions[Int.random(in: 0..<5, using: &generator)], x: Int.random(in: -1...310, using: &generator),
        y: Int.random(in: -1...110, using: &generator))
      return .mouse(mouse, FrameView.draw(model).hit(at: mouse.x, mouse.y))
    case 3...6: return .key(.character(letters[Int.random(in: 0..<letters.count, using: &generator)]))
    default:
      let keys: [Key] = [
        .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp,
        .pageDown, .function(1),
        .control("t"), .control("w"), .control("]"), .control("l"), .control("u"), .control("k"),
      ]
      return .key(keys[Int.random(in: 0..<keys.count, using: &generator)])
    }
  }

  @Test("10,000 random keys, clicks and sizes leave frames that fit and letters that are harmless")
  func random() {
    var generator = SeededGenerator(seed: 7)
    let bad = "\u{1B}[31m\u{202E}" + String(decoding: [0xFF, 0xC3, 0x28] as [UInt8], as: UTF8.self) + "\u{7}量"
    var model = Samples.model(GraphTests.random(3) + [Samples.step(bad)], width: 100, height: 30, text: bad)
    for round in 0..<10_000 {
      if round % 50 == 0 {
        let batch = TrafficBatch(lost: 1, messages: [Samples.message(round + 1, at: Int64(round))])
        _ = model.update(.feed(.traffic(batch)), at: Samples.time(Int64(round)))
      }
      if round % 500 == 0 {
        _ = model.update(
          .feed(.approvals(ApprovalList(approvals: [Samples.approval(bad)]))), at: Samples.time(Int64(round)))
      }
      _ = model.update(Self.event(&generator, model), at: Samples.time(Int64(round)))
      guard round % 5 == 0 else { continue }
      let canvas = FrameView.draw(model)
      #expect(canvas.cells.count == canvas.width * canvas.height)
      for y in 0..<canvas.height {
        #expect((0..<canvas.width).reduce(0) { $0 + Int(canvas[$1, y].width) } == canvas.width)
      }
      #expect(
        !canvas.cells.contains {
          $0.text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
        })
    }
  }

  @Test("read-only lets nothing through that changes anything")
  func readOnly() {
    var generator = SeededGenerator(seed: 11)
    var model = Samples.model(GraphTests.random(5), width: 120, height: 40)
    model.options.readOnly = true
    for round in 0..<5000 {
      for effect in model.update(Self.event(&generator, model), at: Samples.time(Int64(round))) {
        switch effect {
        case .submit, .control, .answer, .stopAll, .lift, .stopAgent, .restartAgent, .drain, .undrain, .set:
          Issue.record("\(effect) leaves a monitor that only reads")
        default: break
        }
      }
    }
  }
}
