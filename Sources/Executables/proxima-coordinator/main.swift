import AgentKit
import Backends
import Configuration
import Coordinator
import Core

await AgentRunner.main { environment throws(ProximaError) in
  let settings: Settings
  do throws(ConfigurationError) {
    // The crew serves every folder: a project's file counts for the front that is started there, not for the crew.
    settings = try Settings(
      SettingSources(environment: environment.environment, userFile: environment.home.configFile, projectFile: nil))
  } catch {
    throw error.proxima
  }
  var limits = CoordinatorLimits()
  limits.consentSeconds = settings.consentSeconds
  limits.consentBytes = settings.consentBytes
  limits.profile = ResourceProfile(rawValue: settings.resourceProfile) ?? .balanced
  limits.approvalSeconds = settings.consentWaitSeconds
  let service = try CoordinatorService(
    journalPath: environment.home.journal, limits: limits,
    strategy: SchedulingStrategy(rawValue: settings.scheduling) ?? .capabilityLoadBalanced
  ) { previous, present in
    // Looked at anew for each plan: a backend may have been installed or removed meanwhile.
    Planner.standard(
      present: present, previous: previous,
      library: .standard(home: environment.home, environment: environment.environment))
  }
  return CoordinatorAgent.definition(service)
}
