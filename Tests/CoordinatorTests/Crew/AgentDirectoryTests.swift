import Core
import TestKit
import Testing

@testable import Coordinator

@Suite struct AgentDirectoryTests {
  private let time = VirtualTime()
  private let ability = ["circuit_design"]

  /// Three agents that can, `a`, `b` and `c`, with two places each, and one that cannot.
  private func directory(_ strategy: SchedulingStrategy) -> AgentDirectory {
    var directory = AgentDirectory()
    directory.strategy = strategy
    for id in ["c", "a", "b"] {
      directory.register(id, capabilities: ability + ["other"], maxConcurrentTasks: 2, remote: false)
    }
    directory.register("0", capabilities: ["other"], maxConcurrentTasks: 9, remote: false)
    return directory
  }

  private func choice(_ directory: AgentDirectory, affinity: String? = nil) -> String? {
    directory.choose(ability, affinity: affinity, now: time.now)
  }

  @Test(
    "capability and priority take the first that can and has a free place",
    arguments: [SchedulingStrategy.capability, .priority])
  func first(strategy: SchedulingStrategy) {
    var directory = directory(strategy)
    #expect(choice(directory) == "a")
    directory.began("a", at: time.now)
    #expect(choice(directory) == "a")
    directory.began("a", at: time.now)
    #expect(choice(directory) == "b")
  }

  @Test("capability_load_balanced takes the one with the least to do")
  func balanced() {
    var directory = directory(.capabilityLoadBalanced)
    directory.began("a", at: time.now)
    #expect(choice(directory) == "b")
    directory.began("b", at: time.now)
    #expect(choice(directory) == "c")
    directory.ended("a", failed: false, seconds: 1, at: time.now)
    #expect(choice(directory) == "a")
  }

  @Test("performance takes the one that was quickest on average")
  func performance() {
    var directory = directory(.performance)
    for (id, seconds) in [("a", 3.0), ("b", 1.0), ("c", 2.0)] {
      directory.began(id, at: time.now)
      directory.ended(id, failed: false, seconds: seconds, at: time.now)
    }
    #expect(choice(directory) == "b")
    for _ in 0..<2 { directory.began("b", at: time.now) }
    #expect(choice(directory) == "c")
  }

  @Test("affinity takes the one that did what the step builds on, otherwise the one with the least to do")
  func affinity() {
    var directory = directory(.affinity)
    directory.began("c", at: time.now)
    #expect(choice(directory, affinity: "c") == "c")
    directory.began("c", at: time.now)
    #expect(choice(directory, affinity: "c") == "a")
    #expect(choice(directory, affinity: "0") == "a")
  }

  @Test("an agent that keeps failing is left out, also where it alone was wanted, until its time has come")
  func breaker() {
    var directory = directory(.capability)
    var failures = 0
    while choice(directory) == "a", failures < 100 {
      directory.began("a", at: time.now)
      directory.ended("a", failed: true, seconds: 1, at: time.now)
      failures += 1
    }
    #expect((2..<100).contains(failures))
    #expect(choice(directory) == "b")
    #expect(directory.choose(ability, wanted: "a", now: time.now) == nil)
    time.advance(by: 3600)
    #expect(choice(directory) == "a")
  }

  @Test("nobody is chosen who lacks one of the capabilities, has left, or is drained")
  func unable() {
    var directory = directory(.capability)
    #expect(directory.choose(ability + ["flying"], now: time.now) == nil)
    directory.remove("a")
    #expect(directory.drain("b", true) == 0)
    #expect(choice(directory) == "c")
    directory.remove("c", onPurpose: true)
    #expect(choice(directory) == nil)
    #expect(directory.drained(ability) == ["b"])
    #expect(directory.isExpected(ability))
  }
}
