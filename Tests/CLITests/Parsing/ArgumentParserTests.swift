import Core
import Testing

@testable import CLI

@Suite struct ArgumentParserTests {
  private func parse(_ line: String...) throws -> Invocation { try ArgumentParser.standard.parse(line) }
  private func refusal(_ line: String...) -> UsageError? {
    do {
      _ = try ArgumentParser.standard.parse(line)
      return nil
    } catch { return error }
  }

  @Test("flags stand before or after the command, with or without an equals sign")
  func spellings() throws {
    for line in [
      ["ask", "bell", "--shots", "10", "--json"], ["--json", "ask", "--shots=10", "bell"],
      ["--shots", "10", "--json", "ask", "bell"],
    ] {
      let invocation = try ArgumentParser.standard.parse(line)
      #expect(invocation.path == ["ask"])
      #expect(invocation.integer(.shots) == 10)
      #expect(invocation.has(.json))
      #expect(invocation.sentence("TEXT") == "bell")
    }
  }

  @Test("short flags are grouped and take their value attached or apart")
  func shorts() throws {
    #expect(try parse("ask", "-qvv", "bell").count(.verbose) == 2)
    for line in [["ask", "x", "-baer"], ["ask", "x", "-b", "aer"], ["ask", "x", "-qb=aer"]] {
      #expect(try ArgumentParser.standard.parse(line).values["backend"] == [.backends(["aer"])])
    }
  }

  @Test("words without quotes are one sentence, and after -- everything is")
  func sentences() throws {
    #expect(try parse("ask", "3", "qubit", "ghz").sentence("TEXT") == "3 qubit ghz")
    #expect(try parse("ask", "--", "--json", "is", "a", "flag").sentence("TEXT") == "--json is a flag")
  }

  @Test("an unknown command names the nearest right one", arguments: [
    ("aks", "ask"), ("statsu", "status"), ("hisotry", "history"), ("bakends", "backends"), ("vers", "version"),
  ])
  func nearestCommand(typed: String, meant: String) throws {
    let error = try #require(refusal(typed))
    #expect(error.code == "usage.unknown_command")
    #expect(error.remedy.contains("proxima \(meant)`"))
    #expect(error.proxima.exit == .usage)
  }

  @Test("a sentence where a command should stand is told about ask")
  func bareSentence() throws {
    let error = try #require(refusal("3 qubit ghz"))
    #expect(error.remedy.contains("proxima ask \"3 qubit ghz\""))
  }

  @Test("a subcommand's slip is seen too")
  func nearestSubcommand() throws {
    let error = try #require(refusal("task", "lits"))
    #expect(error.remedy.contains("proxima task list"))
  }

  @Test("an unknown flag names the nearest right one", arguments: [
    ("--shot", "--shots"), ("--sede", "--seed"), ("--backned", "--backend"), ("--jsn", "--json"),
  ])
  func nearestFlag(typed: String, meant: String) throws {
    let error = try #require(refusal("ask", "bell", typed))
    #expect(error.code == "usage.unknown_flag")
    #expect(error.remedy.contains(meant))
  }

  @Test("a flag of another command is refused, not ignored")
  func foreignFlag() throws {
    let error = try #require(refusal("task", "list", "--shots", "5"))
    #expect(error.code == "usage.unknown_flag")
    #expect(error.message.contains("takes no --shots"))
  }

  @Test("values that cannot be are refused with what would be right", arguments: [
    ["--shots", "-1"], ["--shots", "many"], ["--seed", "-3"], ["--seed", "99999999999999999999999"],
    ["--timeout", "soon"], ["--noise", "depolarizing=2"], ["--noise", "depolarising_=0.1"], ["--method", "statevectr"],
    ["--precision", "half"], ["--task-id", "../x"], ["--backends", "all,aer"], ["--threads", "1.5"],
  ])
  func badValues(flag: [String]) throws {
    do {
      _ = try ArgumentParser.standard.parse(["ask", "bell"] + flag)
      Issue.record("taken: \(flag)")
    } catch {
      #expect(error.code == "usage.bad_value")
      #expect(!error.remedy.isEmpty)
    }
  }

  @Test("a flag without its value says how to give one")
  func missingValue() throws {
    #expect(refusal("ask", "bell", "--shots")?.code == "usage.missing_value")
    #expect(refusal("ask", "bell", "--backend", "--json")?.code == "usage.missing_value")
  }

  @Test("the names of the design documents work too")
  func hiddenNames() throws {
    #expect(try parse("tui").path == ["monitor"])
    #expect(try parse("ui").path == ["monitor"])
    #expect(try parse("run", "x", "--simulator", "state-vector").values["method"] == [.method(.statevector)])
    #expect(try parse("run", "x", "--simulator", "density-matrix").values["method"] == [.method(.densityMatrix)])
    #expect(try parse("run", "x", "--export", "r.csv").text(.output) == "r.csv")
    #expect(try parse("run", "x", "--backend", "qiskit").values["backend"] == [.backends(["aer"])])
  }

  @Test("a missing or a superfluous argument shows the usage")
  func arguments() {
    #expect(refusal("ask")?.code == "usage.missing_argument")
    #expect(refusal("ask", "  ")?.code == "usage.missing_argument")
    #expect(refusal("task", "show", "last", "again")?.code == "usage.unexpected_argument")
    #expect(refusal("completions", "csh")?.code == "usage.bad_value")
  }

  @Test("--version is version, and --help needs no arguments")
  func conveniences() throws {
    #expect(try parse("--version").path == ["version"])
    #expect(try parse("ask", "--help").has(.help))
  }

  @Test("no command line makes the parser fail in another way", arguments: [UInt64(1), 2, 3, 4])
  func noise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words = [
      "ask", "task", "list", "--", "-", "--json", "--shots", "-b", "-qv", "=", "--=", "--x=", "-=", "", " ", "é", "--noise",
      "thermal:t1=,t2=", "a=b,,", "-5", "\u{1B}[2J", "help", "--observable=-Z0", "run", "circuit",
    ]
    for _ in 0..<2000 {
      let line = (0..<Int.random(in: 0...6, using: &generator)).map { _ in words.randomElement(using: &generator) ?? "" }
      do { _ = try ArgumentParser.standard.parse(line) } catch { #expect(error.proxima.exit == .usage) }
    }
  }
}
