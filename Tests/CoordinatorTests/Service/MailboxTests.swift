import Testing

@testable import Coordinator

@Suite("What waits for the coordinator's loop")
struct MailboxTests {
  @Test("What must be known first comes before what was put earlier")
  func first() async {
    let mailbox = Mailbox<String>()
    mailbox.put("submitted")
    mailbox.putFirst(["arrived", "recover"])
    mailbox.put("tick")
    var batches = mailbox.batches().makeAsyncIterator()
    #expect(await batches.next() == ["arrived", "recover", "submitted", "tick"])
  }
}
