import Core

/// The last answers given, by the request that they answer, so that a request that comes again gets the same one.
struct AnswerMemory {
  private let bound: Int
  private let byteBound: Int
  private var answers: [RequestKey: (OutgoingMessage, Identifier)] = [:]
  private var order: [Identifier] = []
  private var head = 0
  private(set) var bytes = 0

  init(bound: Int, byteBound: Int = 16 << 20) {
    self.bound = bound
    self.byteBound = byteBound
  }

  mutating func remember(_ answer: OutgoingMessage, id: Identifier) {
    guard bound > 0, answer.replyTo != .none else { return }
    let key = RequestKey(id: answer.replyTo)
    if let old = answers.updateValue((answer, id), forKey: key) {
      bytes += Self.size(answer) - Self.size(old.0)
    } else {
      order.append(answer.replyTo)
      bytes += Self.size(answer)
    }
    while head < order.count, order.count - head > bound || bytes > byteBound {
      if let gone = answers.removeValue(forKey: RequestKey(id: order[head])) { bytes -= Self.size(gone.0) }
      head += 1
    }
    if head > 1024 {
      order.removeFirst(head)
      head = 0
    }
  }

  func answer(to request: Identifier) -> (OutgoingMessage, Identifier)? { answers[RequestKey(id: request)] }

  private static func size(_ message: OutgoingMessage) -> Int {
    message.attachments.reduce(message.payload.count) { $0 + $1.count } + 256
  }
}
