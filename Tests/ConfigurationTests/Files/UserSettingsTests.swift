import Core
import FoundationEssentials
import Testing

@testable import Configuration

@Suite struct UserSettingsTests {
  let scratch: Scratch
  let user: UserSettings

  init() throws {
    scratch = try Scratch()
    user = UserSettings(path: scratch.file("deep/config.yaml"))
  }

  func edited(_ text: String, _ key: String, _ value: String?) throws -> (String, Bool) {
    let file = UserSettings(path: scratch.file("c.yaml"))
    try scratch.write("c.yaml", text)
    let edit = try value.map { try file.set(key, to: $0) } ?? file.reset(key)
    return (scratch.read("c.yaml") ?? "", edit.keptComments)
  }

  @Test("the first setting makes the file and its folder, for the owner alone")
  func first() throws {
    let edit = try user.set("defaults.shots", to: "2048")
    #expect(edit.before == nil && edit.after == 2048 && edit.keptComments)
    #expect(scratch.read("deep/config.yaml") == "defaults:\n  shots: 2048\n")
    let mode = try FileManager.default.attributesOfItem(atPath: user.path)[.posixPermissions]
    #expect("\(mode ?? 0)" == "\(0o600)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.file("deep")) == ["config.yaml"])
  }

  @Test(
    "an edit changes its line and nothing else",
    arguments: [
      (
        "# mine\ndefaults:\n  shots: 10  # few\n\nconsent:\n  seconds: 5\n", "defaults.shots", "20",
        "# mine\ndefaults:\n  shots: 20  # few\n\nconsent:\n  seconds: 5\n"
      ),
      ("defaults:\n    shots: '10'\n", "defaults.shots", "20", "defaults:\n    shots: 20\n"),
      ("defaults:\n    shots: 10 # x\n", "defaults.seed", "7", "defaults:\n    shots: 10 # x\n    seed: 7\n"),
      ("consent:\n  seconds: 5\n", "defaults.seed", "7", "consent:\n  seconds: 5\n\ndefaults:\n  seed: 7\n"),
      ("defaults:\n  # shots: 1\nconsent:\n", "defaults.shots", "9", "defaults:\n  shots: 9\n  # shots: 1\nconsent:\n"),
      ("defaults: {shots: 1, seed: 2} # flow\n", "defaults.shots", "9", "defaults: {shots: 9, seed: 2} # flow\n"),
      ("defaults.shots: 1\n", "defaults.shots", "9", "defaults.shots: 9\n"),
      ("output:\n  color: auto", "output.format", "json", "output:\n  color: auto\n  format: json\n"),
      ("# ü\noutput: {color: \"auto\"} # ψ\n", "output.color", "never", "# ü\noutput: {color: never} # ψ\n"),
    ])
  func keepsTheRest(before: String, key: String, value: String, after: String) throws {
    let (text, kept) = try edited(before, key, value)
    #expect(text == after)
    #expect(kept)
  }

  @Test(
    "where a line cannot be changed alone the file is written anew, and it is said",
    arguments: [
      ("defaults: {shots: 1} # flow\n", "defaults.seed", "9", "defaults:\n  shots: 1\n  seed: 9\n"),
      ("defaults:\n  shots: >-\n    10\n", "defaults.shots", "9", "defaults:\n  shots: 9\n"),
      ("a: &a 5\n", "", "", ""),
    ])
  func rewritten(before: String, key: String, value: String, after: String) throws {
    if key.isEmpty { return }
    let (text, kept) = try edited(before, key, value)
    #expect(text == after)
    #expect(!kept)
  }

  @Test(
    "a reset takes the line out, and a section that it leaves empty",
    arguments: [
      ("# mine\ndefaults:\n  shots: 10\n  seed: 3\n", "defaults.shots", "# mine\ndefaults:\n  seed: 3\n"),
      ("defaults:\n  shots: 10\nconsent:\n  seconds: 1\n", "defaults.shots", "consent:\n  seconds: 1\n"),
      ("defaults:\n  shots: 10\n  # keep me\n", "defaults.shots", "defaults:\n  # keep me\n"),
      ("defaults:\n  shots: 10\n", "defaults.seed", "defaults:\n  shots: 10\n"),
      ("defaults:\n  shots: 10\n", "defaults.shots", ""),
    ])
  func reset(before: String, key: String, after: String) throws {
    let (text, kept) = try edited(before, key, nil)
    #expect(text == after)
    #expect(kept)
  }

  @Test("whatever the file looks like, an edit sets its key and leaves the other values")
  func model() throws {
    var generator = SeededGenerator(seed: 5)
    var text = ""
    var wanted: [String: JSONValue] = [:]
    for _ in 0..<300 {
      let setting = SettingsTable.all[Int(generator.next() % UInt64(SettingsTable.all.count))]
      let name = "c.yaml"
      switch generator.next() % 4 {
      case 0:
        text = try SettingsEditor(text, name: name).reset(setting).text
        wanted[setting.key] = nil
      case 1:
        text += "# a remark\n"
        fallthrough
      default:
        text = try SettingsEditor(text, name: name).set(setting, to: setting.fallback).text
        wanted[setting.key] = setting.defaultValue
      }
      let file = try SettingsFile(Data(text.utf8), name: name, source: .user)
      #expect(file.values.mapValues(\.value) == wanted)
    }
  }

  @Test("a value that is not allowed and a file that is broken change nothing")
  func refused() throws {
    try scratch.write("c.yaml", "defaults:\n  shots: 1\n")
    let file = UserSettings(path: scratch.file("c.yaml"))
    #expect(throws: ConfigurationError.self) { try file.set("defaults.shots", to: "x") }
    #expect(throws: ConfigurationError.self) { try file.set("no.such", to: "x") }
    #expect(scratch.read("c.yaml") == "defaults:\n  shots: 1\n")
    try scratch.write("c.yaml", "defaults: [\n")
    let error = #expect(throws: ConfigurationError.self) { try file.set("defaults.shots", to: "1") }
    #expect(error?.code == "yaml.syntax")
    #expect(scratch.read("c.yaml") == "defaults: [\n")
  }

  @Test("the rights of the file stay, and a link is followed")
  func link() throws {
    try scratch.write("real.yaml", "")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: scratch.file("real.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("link.yaml"), withDestinationPath: scratch.file("real.yaml"))
    try UserSettings(path: scratch.file("link.yaml")).set("output.color", to: "never")
    #expect(scratch.read("real.yaml") == "output:\n  color: never\n")
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.file("real.yaml"))[.posixPermissions]
    #expect("\(mode ?? 0)" == "\(0o640)")
  }

  @Test("the file that init writes sets nothing, names everything, and is not written twice")
  func template() throws {
    try user.create()
    let text = try #require(scratch.read("deep/config.yaml"))
    let file = try SettingsFile(Data(text.utf8), name: "t", source: .user)
    #expect(file.values.isEmpty)
    for setting in SettingsTable.all { #expect(text.contains(setting.summary)) }
    // With every # before a key taken away it sets every default.
    let open = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("  #") && !line.hasPrefix("  # ") ? "  " + line.dropFirst(3) : String(line)
    }.joined(separator: "\n")
    let all = try SettingsFile(Data(open.utf8), name: "t", source: .user)
    #expect(all.values.count == SettingsTable.all.count)
    let error = #expect(throws: ConfigurationError.self) { try user.create() }
    #expect(error?.code == "config.exists")
    #expect(try user.set("consent.seconds", to: "20").keptComments)
  }

  @Test("an export taken in elsewhere gives the same settings; a wrong file is refused whole")
  func exchange() throws {
    try user.set("consent.bytes", to: "2GiB")
    try user.set("output.color", to: "never")
    let other = UserSettings(path: scratch.file("other.yaml"))
    #expect(try other.replace(with: Data(user.export().utf8), name: "export") == ["consent.bytes", "output.color"])
    #expect(try other.export() == user.export())
    #expect(throws: ConfigurationError.self) {
      try other.replace(with: Data("output: {colour: never}".utf8), name: "x")
    }
    #expect(try other.export() == user.export())
    #expect(try other.replace(with: Data(#"{"output": {"color": "always"}}"#.utf8), name: "x.json") == ["output.color"])
    #expect(scratch.read("other.yaml.old")?.contains("2147483648") == true)
    #expect(try other.resetAll() == scratch.file("other.yaml.old"))
    #expect(try other.export().contains(":") == true)
    #expect(try Settings(SettingSources(userFile: other.path, projectFile: nil)).color == "auto")
  }
}
