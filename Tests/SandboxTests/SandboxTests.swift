import Core
import FoundationEssentials
import Glibc
import Sandbox
import Testing

/// Whether this machine can run a sandbox at all; where it cannot, the tests below are reported as skipped.
func hasSandbox() async -> Bool { (try? await SandboxRunner.find()) != nil }

@Suite(.enabled("this machine has no usable bubblewrap") { await hasSandbox() })
struct SandboxTests {
  func shell(_ script: String, _ change: (inout SandboxLimits) -> Void = { _ in }) async throws -> SandboxOutcome {
    var limits = SandboxLimits()
    limits.wallSeconds = 60
    change(&limits)
    let command = SandboxCommand(executable: "/bin/bash", arguments: ["-c", script])
    return try await SandboxRunner.find().run(command, limits: limits)
  }

  func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  @Test("a program runs in its scratch folder, reads its files and says its status")
  func runs() async throws {
    let command = SandboxCommand(
      executable: "/bin/bash", arguments: ["-c", "pwd; cat in.txt; echo made > out; cat out; echo oops >&2; exit 3"],
      files: ["in.txt": Data("hello\n".utf8)])
    let outcome = try await SandboxRunner.find().run(command)
    #expect(outcome.ending == .exited(3))
    #expect(text(outcome.output) == "/scratch\nhello\nmade\n")
    #expect(text(outcome.errors) == "oops\n")
  }

  @Test("there is no network, not even to the host itself")
  func network() async throws {
    let outcome = try await shell("cat < /dev/tcp/127.0.0.1/22 || echo refused; ls /sys/class/net 2>/dev/null; cat /proc/net/dev")
    #expect(text(outcome.output).contains("refused"))
    #expect(!text(outcome.output).contains("eth0"))
  }

  @Test("nothing outside the scratch folder can be written", arguments: ["/usr/x", "/etc/x", "/x", "/root/x", "/bin/x"])
  func writes(path: String) async throws {
    let outcome = try await shell("echo x > \(path) && echo written")
    #expect(!text(outcome.output).contains("written"))
    #expect(access(path, F_OK) != 0)
  }

  @Test("homes, the temporary folder and the processes of the host are not seen")
  func privacy() async throws {
    let outcome = try await shell("ls -A /root /home /tmp 2>/dev/null; ls /proc | grep -c '^[0-9]'")
    let lines = text(outcome.output).split(separator: "\n")
    #expect(!lines.contains { $0.contains("proxima") || $0.contains(".ssh") })
    #expect((Int(lines.last ?? "") ?? 1000) < 10)
  }

  @Test("the environment of the host is not passed on")
  func environment() async throws {
    setenv("PROXIMA_TEST_SECRET", "sk-very-secret", 1)
    let outcome = try await shell("env; cat /proc/1/environ /proc/self/environ | tr '\\0' '\\n'")
    #expect(!text(outcome.output).contains("sk-very-secret"))
    #expect(text(outcome.output).contains("HOME=/scratch"))
  }

  @Test("a fork bomb stops at its limit of processes and is gone afterwards")
  func forkBomb() async throws {
    let outcome = try await shell("bomb() { bomb | bomb & }; bomb; for i in {1..200}; do sleep 30 & done; wait") {
      $0.wallSeconds = 3
      $0.processes = 24
    }
    #expect(text(outcome.errors).contains("Resource temporarily unavailable") || text(outcome.errors).contains("retry"))
    // Bash gives up by itself or is killed when its time is over; either way it ended.
    #expect(outcome.seconds < 60)
  }

  @Test("a memory hog is refused more than its limit")
  func memory() async throws {
    let outcome = try await shell("x=$(head -c 400000000 /dev/zero | tr '\\0' 'x'); echo ${#x}") {
      $0.memoryBytes = 128 << 20
    }
    #expect(!outcome.succeeded)
    #expect(!text(outcome.output).contains("400000000"))
  }

  @Test("what sleeps too long is killed with all it started")
  func timeout() async throws {
    let outcome = try await shell("sleep 1000 & sleep 1000") { $0.wallSeconds = 0.5 }
    #expect(outcome.ending == .timedOut)
  }

  @Test("what computes too long is ended by its processor time")
  func processor() async throws {
    let outcome = try await shell("while :; do :; done") { $0.cpuSeconds = 1 }
    #expect(outcome.ending == .exited(128 + SIGKILL) || outcome.ending == .exited(128 + SIGXCPU))
  }

  @Test("endless output is cut and the program killed")
  func output() async throws {
    let outcome = try await shell("yes") { $0.outputBytes = 100_000 }
    #expect(outcome.ending == .outputTooLarge)
    #expect(outcome.output.count == 100_000)
  }

  @Test("the scratch folder and single files are bounded")
  func scratch() async throws {
    let outcome = try await shell("head -c 30000000 /dev/zero > a; for i in 1 2 3 4; do head -c 3000000 /dev/zero > b$i || echo full; done") {
      $0.fileBytes = 4 << 20
      $0.scratchBytes = 8 << 20
    }
    #expect(text(outcome.output).contains("full"))
  }

  @Test("file names that are paths are refused")
  func paths() async throws {
    let runner = try await SandboxRunner.find()
    for name in ["../x", "a/b", ".hidden", ""] {
      await #expect(throws: SandboxError.self) {
        try await runner.run(SandboxCommand(executable: "/bin/true", files: [name: Data()]))
      }
    }
    await #expect(throws: SandboxError.self) { try await runner.run(SandboxCommand(executable: "true")) }
  }
}
