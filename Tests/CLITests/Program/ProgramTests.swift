import Core
import FoundationEssentials
import Glibc
import TestKit
import Testing

/// The built program as a process: streams, exit codes, signals.
@Suite(.serialized) struct ProgramTests {
  /// What a shell line around the program gave; `$P` is the program.
  func shell(_ line: String) async throws -> (exit: Int32, out: String, err: String) {
    let home = try TestHome()
    defer { home.remove() }
    var environment = home.environment
    environment["P"] = BuiltProgram.path("proxima")
    let process = try TestProcess.start("/bin/sh", ["-c", line], environment: environment, folder: home.path)
    let exit = try await process.wait(within: 120)
    return (exit, process.output, process.errors)
  }

  @Test("the version is printed by a process that loads no full Foundation")
  func version() async throws {
    let result = try await shell("$P version")
    #expect(result.exit == 0)
    #expect(result.out == "proxima \(Version.program)\n")
    let maps = try await shell("ldd $P")
    #expect(!maps.out.contains("libFoundation.so"))
    #expect(!maps.out.contains("icu"))
  }

  @Test("a reader that goes away ends the program without a word")
  func closedPipe() async throws {
    let result = try await shell("$P manual markdown | head -n 1")
    #expect(result.out.hasPrefix("# Commands"))
    #expect(result.err.isEmpty)
  }

  @Test("a full disk under stdout is told and exits 74")
  func fullDisk() async throws {
    guard access("/dev/full", W_OK) == 0 else { return }
    let result = try await shell("$P manual > /dev/full")
    #expect(result.exit == 74)
    #expect(result.err.contains("cannot write to stdout"))
  }

  @Test("an error in a program is 65 with its place, a missing file too, and wrong usage 64")
  func badInput() async throws {
    let bad = try await shell("printf 'OPENQASM 2.0;\\nqreg q[2];\\nfoo q[0];\\n' | $P run -")
    #expect(bad.exit == 65)
    #expect(bad.err.contains("<stdin>:3:1"))
    #expect(try await shell("$P run /nonexistent/x.qasm").exit == 65)
    #expect(try await shell("$P frobnicate").exit == 64)
    #expect(try await shell("$P session list --json").exit == 69)
  }

  @Test("a plan says what its run would take, and how many qubits a program has, without a crew")
  func predicts() async throws {
    let ghz = try JSON.decode(
      JSONValue.self, from: try await shell("$P plan '18 qubit quantum volume circuit, statevector, 100 shots' --json").out)
    #expect(ghz["predicted"]?["bytes"]?.int ?? 0 >= 16 << 18, "\(ghz)")
    #expect(ghz["predicted"]?["seconds"]?.double ?? 0 > 0)
    let program = "printf 'OPENQASM 2.0;\\ninclude \"qelib1.inc\";\\nqreg a[3];\\nqreg b[2];\\nh a[0];\\n'"
    let file = try JSON.decode(JSONValue.self, from: try await shell("\(program) | $P run - -n --json").out)
    #expect(file["circuit"]?["qubits"]?.int == 5, "\(file)")
    #expect(file["predicted"]?["bytes"]?.int ?? 0 > 0)
  }

  @Test("a circuit is counted, converted and drawn without a crew")
  func circuits() async throws {
    let bell = "printf 'OPENQASM 2.0;\\ninclude \"qelib1.inc\";\\nqreg q[2];\\ncreg c[2];\\nh q[0];\\ncx q[0],q[1];\\nmeasure q -> c;\\n'"
    let stats = try await shell("\(bell) | $P circuit stats - --json")
    let object = try JSON.decode(JSONValue.self, from: stats.out)
    #expect(object["circuit"]?["gates"]?["cx"]?.int == 1)
    #expect(object["circuit"]?["qubits"]?.int == 2)
    #expect(try await shell("\(bell) | $P circuit convert -").out.hasPrefix("OPENQASM 3"))
    #expect(try await shell("\(bell) | $P circuit convert - --format qasm2 | $P circuit stats - --json").out == stats.out)
    let drawn = try await shell("\(bell) | $P circuit draw - --plain")
    #expect(drawn.exit == 0)
    #expect(drawn.out.utf8.allSatisfy { $0 < 0x80 } && drawn.out.contains("H"))
  }

  @Test("a configuration is made, changed, explained and refused where it is wrong")
  func configuration() async throws {
    let result = try await shell(
      "$P init -q && $P config set defaults.shots 77 -q && $P config get defaults.shots && $P config explain defaults.shots")
    #expect(result.exit == 0, "\(result.err)")
    #expect(result.out.contains("77"))
    let wrong = try await shell("$P config set defaults.shots many")
    #expect(wrong.exit == 78)
    #expect(try await shell("$P config get no.such.key").exit == 78)
    let broken = try await shell("mkdir -p \"$PROXIMA_HOME\"; printf 'defaults:\\n  shots: [' > \"$PROXIMA_HOME/config.yaml\"; $P config show")
    #expect(broken.exit == 78)
    #expect(broken.err.contains("config.yaml:"))
  }

  @Test("a plan needs no crew, and starts none")
  func plan() async throws {
    let result = try await shell("$P plan --json '3 qubit GHZ state, 1000 shots'; test -e \"$PROXIMA_HOME/run\" && echo started")
    let line = try #require(result.out.split(separator: "\n").first)
    let plan = try JSON.decode(Plan.self, from: String(line))
    #expect(plan.request.circuit?.family == "ghz")
    #expect(plan.request.shots == 1000)
    #expect(plan.steps.contains { $0.action == RunBatch.action })
    #expect(!result.out.contains("started"))
    let unclear = try await shell("$P plan --json 'make it fluffy'")
    #expect(unclear.exit == 0)
    #expect(try JSON.decode(Plan.self, from: unclear.out).request.intent == .unclear)
  }

  @Test("the doctor finds what is wrong and has a remedy for each finding")
  func doctor() async throws {
    let result = try await shell("$P doctor --json")
    let object = try JSON.decode(JSONValue.self, from: result.out)
    let findings = try #require(object["findings"]?.array)
    #expect(findings.count > 8)
    // Backends are looked for where `backends install` puts them.
    let aer = try #require(findings.first { $0["check"]?.string == "backend aer" })
    #expect(aer["status"]?.string == "good" || aer["remedy"]?.string?.contains("proxima backends install aer") == true, "\(aer)")
    for finding in findings where finding["status"]?.string != "good" {
      #expect(finding["remedy"]?.string?.isEmpty == false, "\(finding)")
    }
  }
}

extension ProgramTests {
  @Test("a setting is what a request without numbers gets, and a sentence or a flag wins over it")
  func settingsCount() async throws {
    let lines = """
      $P config set defaults.shots 77 -q; $P config set defaults.seed 5 -q
      $P plan --json 'bell pair'; $P plan --json 'bell pair with 300 shots'; $P plan --json 'bell pair' --shots 9
      """
    let result = try await shell(lines)
    let plans = try result.out.split(separator: "\n").filter { $0.hasPrefix("{") }.map { try JSON.decode(Plan.self, from: String($0)) }
    try #require(plans.count == 3, "\(result)")
    #expect(plans[0].request.defaults["shots"]?.int == 77)
    #expect(plans[0].request.defaults["seed"]?.int == 5)
    #expect(plans[1].request.shots == 300)
    #expect(plans[2].request.shots == 9)
  }
}
