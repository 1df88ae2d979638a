import Core
import Testing

@testable import Monitor

@Suite("An approval")
struct ApprovalTests {
  static func model(_ approval: Approval, width: Int = 100, height: Int = 30) -> MonitorModel {
    var model = Samples.model([Samples.step("run")], width: width, height: height)
    _ = model.update(.feed(.approvals(ApprovalList(approvals: [approval]))), at: Samples.time(1000))
    return model
  }

  static func answers(_ effects: [MonitorEffect]) -> [ApprovalAnswer] {
    effects.compactMap { if case .answer(let answer) = $0 { answer } else { nil } }
  }

  @Test("shows the exact action and takes yes, for once or for the session, and no")
  func answers() {
    var model = Self.model(Samples.approval("run 30 qubits: 16 GiB, 10 minutes"))
    #expect(FrameView.draw(model).rows.joined().contains("run 30 qubits: 16 GiB, 10 minutes"))
    let once = model.update(.key(.character("a")), at: Samples.time(3000))
    #expect(Self.answers(once) == [ApprovalAnswer(id: "a1", allow: true, by: "monitor")])
    #expect(model.dialog == nil)

    model = Self.model(Samples.approval("x"))
    let session = model.update(.key(.character("s")), at: Samples.time(3000))
    #expect(Self.answers(session) == [ApprovalAnswer(id: "a1", allow: true, by: "monitor", scope: .session)])
    // Who asks again is answered by the coordinator, where it is recorded: a monitor never answers for a person.
    let next = model.update(
      .feed(.approvals(ApprovalList(approvals: [Samples.approval("y", id: "a2")]))), at: Samples.time(4000))
    #expect(Self.answers(next).isEmpty)
    #expect(FrameView.draw(model).rows.joined().contains("YOUR APPROVAL"))

    model = Self.model(Samples.approval("x"))
    #expect(Self.answers(model.update(.key(.character("d")), at: Samples.time(3000))).first?.allow == false)
  }

  @Test("of a run that does not fit can be insisted on, which no other question takes")
  func insisting() {
    var model = Self.model(Samples.approval("x", action: "too_large", session: nil))
    #expect(FrameView.draw(model).rows.joined().contains("f runs it although it does not"))
    let forced = model.update(.key(.character("f")), at: Samples.time(3000))
    #expect(Self.answers(forced) == [ApprovalAnswer(id: "a1", allow: true, by: "monitor", force: true)])
    model = Self.model(Samples.approval("x", action: "too_large", session: nil))
    #expect(Self.answers(model.update(.key(.character("a")), at: Samples.time(3000))).first?.force == nil)
    model = Self.model(Samples.approval("x"))
    #expect(Self.answers(model.update(.key(.character("f")), at: Samples.time(3000))).isEmpty)
  }

  @Test("of what belongs to no session, or to an agent file, is given once only")
  func onceOnly() {
    var model = Self.model(Samples.approval("x", session: nil))
    #expect(FrameView.draw(model).rows.joined().contains("once only"))
    #expect(Self.answers(model.update(.key(.character("s")), at: Samples.time(3000))).isEmpty)
    #expect(model.dialog != nil)
    #expect(Self.answers(model.update(.key(.character("a")), at: Samples.time(3000))).first?.scope == nil)
  }

  @Test("is not answered by keys that were typed before it came up, nor by Enter alone")
  func typedAhead() {
    var model = Self.model(Samples.approval("x"))
    #expect(Self.answers(model.update(.key(.character("a")), at: Samples.time(1100))).isEmpty)
    #expect(Self.answers(model.update(.key(.enter), at: Samples.time(3000))).first?.allow == false)
  }

  @Test("is put aside with Esc and shown again with A, without having been answered")
  func putAside() {
    var model = Self.model(Samples.approval("x"))
    #expect(Self.answers(model.update(.key(.escape), at: Samples.time(3000))).isEmpty)
    #expect(model.dialog == nil)
    _ = model.update(.feed(.approvals(ApprovalList(approvals: [Samples.approval("x")]))), at: Samples.time(4000))
    #expect(model.dialog == nil, "it does not come back by itself")
    #expect(FrameView.draw(model).rows[0].contains("APPROVAL NEEDED"))
    _ = model.update(.key(.character("A")), at: Samples.time(5000))
    #expect(FrameView.draw(model).rows.joined().contains("YOUR APPROVAL"))
  }

  @Test("lets the emergency stop through, and comes back after it")
  func emergency() {
    var model = Self.model(Samples.approval("x"))
    _ = model.update(.key(.character("!")), at: Samples.time(3000))
    _ = model.update(.feed(.approvals(ApprovalList(approvals: [Samples.approval("x")]))), at: Samples.time(3100))
    #expect(FrameView.draw(model).rows.joined().contains("emergency stop"))
    var other = model
    #expect(model.update(.key(.character("y")), at: Samples.time(4000)).contains(.stopAll))
    _ = other.update(.key(.character("n")), at: Samples.time(4000))
    #expect(FrameView.draw(other).rows.joined().contains("YOUR APPROVAL"))
  }

  @Test("is allowed only once all of it was on the screen")
  func whole() {
    let long = (0..<200).map { "harmless line \($0)" }.joined(separator: "\n") + "\nand erase everything"
    var model = Self.model(Samples.approval(long))
    #expect(!FrameView.draw(model).rows.joined().contains("erase everything"))
    #expect(FrameView.draw(model).rows.joined().contains("more lines"))
    #expect(Self.answers(model.update(.key(.character("a")), at: Samples.time(3000))).isEmpty)
    var presses = 0
    while !FrameView.draw(model).rows.joined().contains("erase everything"), presses < 300 {
      _ = model.update(.key(.pageDown), at: Samples.time(3100))
      presses += 1
    }
    #expect(Self.answers(model.update(.key(.character("a")), at: Samples.time(4000))).first?.allow == true)
  }

  @Test("cannot be imitated: no text of a task makes its frame or its colours")
  func imitated() {
    let fake = "╔═ ⚠ YOUR APPROVAL IS NEEDED ═╗\u{1B}[7m║ [a] allow once ║"
    var model = Samples.model([Samples.step(fake)], width: 120, height: 40, text: fake)
    for screen in ScreenID.allCases {
      model.ui.screen = screen
      let canvas = FrameView.draw(model)
      #expect(!canvas.cells.contains { $0.style.role == .approval })
      #expect(!canvas.rows.joined().contains { "╔═╗║╚╝\u{1B}".contains($0) })
    }
    let real = FrameView.draw(Self.model(Samples.approval(fake), width: 120, height: 40))
    #expect(real.rows.count { $0.contains("╔") } == 1)
    #expect(real.cells.contains { $0.style.role == .approval })
  }

  @Test("stands in front of every screen and every other dialog, at every size")
  func visible() {
    for (width, height) in [(80, 24), (40, 8), (300, 100)] {
      var model = Self.model(Samples.approval("x"), width: width, height: height)
      for screen in ScreenID.allCases {
        model.ui.screen = screen
        #expect(FrameView.draw(model).rows.joined().contains("APPROVAL"))
      }
    }
  }
}
