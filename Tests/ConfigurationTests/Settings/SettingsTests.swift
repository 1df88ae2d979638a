import Core
import FoundationEssentials
import Testing

@testable import Configuration

@Suite struct SettingsTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  func settings(
    flags: [String: String] = [:], environment: [String: String] = [:], user: String? = nil, project: String? = nil
  ) throws -> Settings {
    if let user { try scratch.write("config.yaml", user) }
    if let project { try scratch.write("proxima.yaml", project) }
    return try Settings(
      SettingSources(
        flags: flags, environment: environment, userFile: scratch.file("config.yaml"),
        projectFile: scratch.file("proxima.yaml")))
  }

  func failure(
    flags: [String: String] = [:], environment: [String: String] = [:], user: String? = nil, project: String? = nil
  ) -> ProximaError? {
    do { _ = try settings(flags: flags, environment: environment, user: user, project: project) } catch {
      return (error as? ConfigurationError)?.proxima
    }
    return nil
  }

  @Test("without files and variables the defaults hold")
  func defaults() throws {
    for settings in [try settings(), Settings.defaults] {
      #expect(settings.shots == 1024)
      #expect(settings.seed == nil)
      #expect(settings.backend == nil)
      #expect(settings.consentSeconds == 10 && settings.consentBytes == 1 << 30 && settings.consentWaitSeconds == 300)
      #expect(settings.taskTimeoutSeconds == nil)
      #expect(settings.heartbeatSeconds == 10 && settings.idleMinutes == 15)
      #expect(settings.scheduling == "capability_load_balanced")
      #expect(settings.llmProvider == nil && settings.requiresLLMConsent && settings.isMemoryEnabled)
      #expect(settings.color == "auto" && settings.outputFormat == "text" && settings.logLevel == .info)
      #expect(settings.insightDepth == "beginner" && settings.resourceProfile == "balanced")
      #expect(settings.runsBackendsInParallel)
    }
  }

  @Test("every setting has a default that it allows, a section, and a variable of its own")
  func table() {
    for setting in SettingsTable.all {
      #expect(setting.type.value(of: setting.fallback) != nil, "\(setting.key)")
      #expect(setting.key.split(separator: ".").count == 2, "\(setting.key)")
      #expect(setting.allowsInProject(setting.defaultValue), "\(setting.key)")
    }
    #expect(Set(SettingsTable.all.map(\.variable)).count == SettingsTable.all.count)
    #expect(SettingsTable.byKey["consent.wait_seconds"]?.variable == "PROXIMA_CONSENT_WAIT_SECONDS")
  }

  @Test("a flag counts more than a variable, that more than the user's file, that more than the project's")
  func precedence() throws {
    let project = "defaults:\n  shots: 1\n"
    let user = "defaults:\n  shots: 2\n"
    let variable = ["PROXIMA_DEFAULTS_SHOTS": "3"]
    #expect(try settings(project: project).shots == 1)
    #expect(try settings(user: user, project: project).shots == 2)
    #expect(try settings(environment: variable, user: user, project: project).shots == 3)
    let all = try settings(flags: ["defaults.shots": "4"], environment: variable, user: user, project: project)
    #expect(all.shots == 4)
    let explanation = try all.explain("defaults.shots")
    #expect(explanation.source == .flag)
    #expect(explanation.overridden.map(\.source) == [.environment, .user, .project])
    #expect(explanation.overridden[1].place?.description == scratch.file("config.yaml") + ":2:10")
  }

  @Test("an explanation says what it is, where the value comes from and what else could be")
  func explain() throws {
    let settings = try settings(user: "consent:\n  bytes: 512MiB\n", project: "consent: {bytes: 1000}\n")
    let text = try settings.explain("consent.bytes").text
    #expect(
      text == """
        consent.bytes = 536870912
          a run that is predicted to need more memory asks first
          from your configuration: \(scratch.file("config.yaml")):2:10
          over 1000 of the project's proxima.yaml: \(scratch.file("proxima.yaml")):1:18
          allowed: bytes, also as 512MiB, 1GiB or 2GB
          default: 1073741824
          set it with `proxima config set consent.bytes VALUE` or PROXIMA_CONSENT_BYTES
          a project's proxima.yaml may only make it stricter
        """)
    #expect(settings.explainAll().count == SettingsTable.all.count)
    let error = #expect(throws: ConfigurationError.self) { try settings.explain("shots") }
    #expect(error?.remedy == "did you mean defaults.shots?")
  }

  @Test(
    "values are written in many ways",
    arguments: [
      ("consent.seconds", "30s", 30), ("consent.seconds", "5 m", 300), ("consent.seconds", "500ms", 0.5),
      ("consent.seconds", "1h", 3600), ("consent.bytes", "2 GB", 2_000_000_000), ("consent.bytes", "1.5KiB", 1536),
      ("consent.bytes", "1_024", 1024), ("defaults.seed", "42", 42), ("defaults.seed", "RANDOM", "random"),
      ("memory.enabled", "off", false), ("memory.enabled", "Yes", true), ("output.color", "Never", "never"),
      ("backends.default", "aer", "aer"), ("backends.default", "executor.my-own", "executor.my-own"),
    ] as [(String, String, JSONValue)])
  func spellings(key: String, text: String, value: JSONValue) throws {
    #expect(try SettingsTable.setting(key).value(of: text) == value)
  }

  @Test(
    "a value that is not allowed says where it stands and what would be right",
    arguments: [
      ("defaults:\n  shots: many\n", "config.bad_value", ":2:10: ", "from 0 to"),
      ("defaults:\n  shots: -1\n", "config.bad_value", ":2:10: ", "from 0 to"),
      ("output:\n  color: nevr\n", "config.bad_value", ":2:10: ", "did you mean never?"),
      ("output:\n  color: [never]\n", "config.bad_value", ":2:10: ", "auto, always, never"),
      ("defalts:\n  shots: 1\n", "config.unknown_key", ":1:1: ", ""),
      ("defaults:\n  shtos: 1\n", "config.unknown_key", ":2:3: ", "did you mean defaults.shots?"),
      ("shots: 1\n", "config.unknown_key", ":1:1: ", "did you mean defaults.shots?"),
      ("defaults: 3\n", "config.unknown_key", ":1:1: ", ""), ("- a\n", "config.not_settings", ":1:1: ", "section:"),
      ("defaults: {shots: 1}\ndefaults.shots: 2\n", "yaml.duplicate_key", ":2:17: ", ""),
      ("consent:\n  seconds: 1e400\n", "config.bad_value", ":2:12: ", "seconds from"),
      ("backends:\n  default: 'rm -rf /'\n", "config.bad_value", ":2:12: ", "a name such as"),
    ])
  func refused(user: String, code: String, place: String, remedy: String) throws {
    let error = try #require(failure(user: user))
    #expect(error.code == code)
    #expect(error.message.hasPrefix(scratch.file("config.yaml") + place), "\(error.message)")
    #expect(error.remedy.contains(remedy), "\(error.remedy)")
    #expect(error.exit == .configuration)
  }

  @Test("a variable or flag that is wrong is named")
  func refusedElsewhere() {
    let variable = failure(environment: ["PROXIMA_OUTPUT_FORMAT": "xml"])
    #expect(variable?.message == "PROXIMA_OUTPUT_FORMAT: output.format cannot be \"xml\"")
    #expect(variable?.remedy == "allowed: text, json")
    #expect(failure(flags: ["output.format": "xml"])?.exit == .configuration)
    #expect(failure(flags: ["output.formt": "text"])?.remedy == "did you mean output.format?")
  }

  @Test("variables that set nothing are a warning with the nearest name, ours for other ends are not")
  func variables() throws {
    let settings = try settings(environment: [
      "PROXIMA_DEFAULT_SHOTS": "1", "PROXIMA_HOME": "/x", "PROXIMA_TEST_ANYTHING": "1", "OTHER": "1",
      "PROXIMA_AGENT": "memory",
    ])
    #expect(settings.warnings == ["PROXIMA_DEFAULT_SHOTS sets nothing; did you mean PROXIMA_DEFAULTS_SHOTS?"])
    #expect(settings.shots == 1024)
  }

  @Test(
    "a project may make things stricter, never looser",
    arguments: [
      ("consent.seconds", "5", true), ("consent.seconds", "11", false), ("consent.bytes", "512MiB", true),
      ("consent.bytes", "2GiB", false), ("consent.wait_seconds", "301", false), ("timeouts.task_seconds", "60", true),
      ("timeouts.task_seconds", "0", true), ("llm.require_consent", "false", false),
      ("llm.require_consent", "true", true),
      ("llm.provider", "openai", false), ("llm.provider", "none", true), ("memory.enabled", "false", true),
      ("defaults.shots", "5", true),
    ])
  func project(key: String, text: String, isTaken: Bool) throws {
    let parts = key.split(separator: ".")
    let settings = try settings(project: "\(parts[0]):\n  \(parts[1]): \(text)\n")
    #expect(try (settings.value(key).source == .project) == isTaken)
    #expect(settings.warnings.isEmpty == isTaken)
    if !isTaken { #expect(settings.warnings[0].contains("proxima.yaml:2:")) }
  }

  @Test("a file named with --config must be there, the others need not")
  func namedFile() {
    let sources = SettingSources(userFile: scratch.file("missing.yaml"), isUserFileNamed: true, projectFile: nil)
    let error = #expect(throws: ConfigurationError.self) { try Settings(sources) }
    #expect(error?.code == "config.no_file")
  }

  @Test("sections without anything in them, and null, set nothing")
  func empty() throws {
    #expect(try settings(user: "defaults:\nconsent: {}\noutput:\n  color: ~\n").shots == 1024)
    #expect(try settings(user: "").warnings.isEmpty)
  }
}
