import Core

/// Turns a sentence into a typed request without a language model: deterministic, and never a guess that is not said.
public struct Interpreter: Sendable {
  private let lexicon: Lexicon

  public init(lexicon: Lexicon = .standard) { self.lexicon = lexicon }

  /// The request that `text` makes; what was not understood leads to `unclear` with questions, never to a run.
  public func interpret(_ text: String, context: InterpreterContext = .init()) -> Request {
    guard text.utf8.count <= 10_000 else { return tooLong(text) }
    var draft = Draft(text, lexicon: lexicon, previous: context.previous)
    Corrections.apply(&draft)
    Families.apply(&draft)
    Negations.apply(&draft)
    Details.apply(&draft)
    Binding.apply(&draft)
    NoiseFilling.apply(&draft)
    PlaceFilling.apply(&draft)
    return finish(Filling(draft))
  }

  private func finish(_ filling: Filling) -> Request {
    var request = filling.request
    var leftovers = Leftovers(draft: filling.draft, intent: request.intent)
    leftovers.settle()
    var draft = leftovers.draft
    Validation.check(&request, &draft)
    if request.intent == .repeat { FollowUp.merge(&request, draft.previous) }
    Defaults.fill(&request, lexicon: lexicon)
    request.parts = Parts.of(draft)
    request.unused = draft.unused
    request.confidence = Confidence.of(request, draft)
    request.questions = draft.questions
    if !draft.questions.isEmpty { request.intent = .unclear }
    request.understood = Understanding(request: request, lexicon: lexicon, draft: draft).sentence()
    if request.intent == .unclear {
      request.confidence = min(request.confidence, 0.4)
      request.defaults = [:]
    }
    return request
  }

  private func tooLong(_ text: String) -> Request {
    var request = Request(request: text, intent: .unclear)
    request.confidence = 0
    request.understood = "The request is longer than 10,000 bytes."
    request.questions = ["Can you say it in fewer words?"]
    return request
  }
}
