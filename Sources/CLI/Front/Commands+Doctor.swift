import Core
import FoundationEssentials
import Glibc
import Node

extension Commands {
  static func doctor(_ context: Context) throws(ProximaError) -> ExitCode {
    let programs = ["proxima-node"] + CrewPlan.standard(folder: "").map { String($0.executable.dropFirst()) }
    let doctor = Doctor(
      home: context.home, environment: context.world.environment, folder: context.world.executableFolder,
      programs: Array(Set(programs)).sorted())
    var findings = doctor.examine()
    findings += try crewFindings(context)
    let broken = findings.contains { $0.status == .broken }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let status: TaskState
      let findings: [Doctor.Finding]
    }
    try context.answer(
      Answer(status: broken ? .failed : .completed, findings: findings), lines(findings, context.console.width))
    return broken ? .failed : .done
  }

  private static func lines(_ findings: [Doctor.Finding], _ width: Int) -> [Line] {
    findings.flatMap { finding -> [Line] in
      let mark: Span =
        switch finding.status {
        case .good: Span("good   ", .good)
        case .warning: Span("note   ", .warning)
        case .broken: Span("broken ", .bad)
        }
      var lines = WordWrap.definition(Span(finding.check, .bold), finding.message, indent: 21, left: 0, width: width - 7)
      lines = lines.enumerated().map { $0.offset == 0 ? Line(mark) + $0.element : Line("       ", .plain) + $0.element }
      if !finding.remedy.isEmpty {
        lines += WordWrap.definition(Span("try:", .dim), finding.remedy, indent: 35, left: 28, width: width)
      }
      return lines
    }
  }

  private static func crewFindings(_ context: Context) throws(ProximaError) -> [Doctor.Finding] {
    let home = context.home
    guard context.world.crew.isRunning(home) else {
      if access(NodeRecord.path(home), F_OK) == 0 {
        return [
          .warning("crew", "no crew runs, and a record of an earlier one lies in \(home.runtime)", "nothing to do: the next start replaces it")
        ]
      }
      return [.good("crew", "no crew runs; the next ask starts it")]
    }
    do throws(ProximaError) {
      let status = try context.runningCrew("asking the node") { link throws(ProximaError) in
        try await link.call(AgentName.node, NodeAction.status, Nothing(), timeout: 5, as: CrewStatus.self)
      }
      var findings: [Doctor.Finding] = [.good("crew", "node \(status.node.pid) answers, \(status.agents.count) agents")]
      if status.node.halted { findings.append(.broken("crew", "an emergency stop is in force", "proxima up")) }
      for agent in status.agents where agent.state == .error || agent.state == .stopped {
        findings.append(
          .warning(
            "agent \(agent.id)", "is \(agent.state.rawValue)" + (agent.reason.map { ": \($0)" } ?? ""),
            "proxima agents restart \(agent.id), then proxima logs --from \(agent.id)"))
      }
      return findings
    } catch {
      if error.exit == .interrupted { throw error }
      return [.broken("crew", "the node does not answer: \(error.message)", "proxima down, then proxima up; see proxima logs --from node")]
    }
  }
}
