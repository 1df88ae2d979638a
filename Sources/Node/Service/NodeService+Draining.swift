import Bus
import Core
import FoundationEssentials

extension NodeService {
  /// `executors.drain` and `executors.undrain`: the coordinator gives the executor nothing new, or work again.
  ///
  /// The node remembers it, so that a coordinator that is started again learns of it; one that is not there yet will ask.
  func drain(_ order: DrainOrder) async throws(ProximaError) -> DrainedExecutor {
    let id = order.executor
    guard id.hasPrefix(AgentName.executor("")), registered.contains(id) else {
      let known = registered.filter { $0.hasPrefix(AgentName.executor("")) }.sorted().joined(separator: ", ")
      throw ProximaError(
        "executor.unknown", "no executor \(id) is here", remedy: known.isEmpty ? "none is" : "one of \(known)", exit: .usage)
    }
    if order.draining { drained.insert(id) } else { drained.remove(id) }
    lastStatus = nil
    log.info(order.draining ? "executor.drained" : "executor.undrained", ["agent": .string(id)])
    return try await tellCoordinator(order) ?? DrainedExecutor(executor: id, draining: order.draining, activeTasks: 0)
  }

  /// What the coordinator answers; nil where it is not there.
  private func tellCoordinator(_ order: DrainOrder) async throws(ProximaError) -> DrainedExecutor? {
    guard let link = parts.link.get() else { return nil }
    do {
      let message = try OutgoingMessage(
        .request, to: .agent(AgentName.coordinator), action: TaskAction.draining, body: CallPayload(action: TaskAction.draining, parameters: order))
      let answer = try await link.request(message, timeout: 5, retries: 1)
      return try answer.decode(AnswerPayload<DrainedExecutor>.self).result
    } catch {
      let error = ProximaError.from(error)
      guard error.code == BusError.Code.unknownRecipient else { throw error }
      return nil
    }
  }
}
