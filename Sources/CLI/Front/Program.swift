import Core
import FoundationEssentials
import Glibc
import Node

/// The process `proxima`.
public enum Program {
  /// Runs this process's command line on the main thread; gives the exit code.
  public static func main() -> Int32 {
    let world = World(
      environment: ProcessInfo.processInfo.environment, facts: .current,
      stdout: DescriptorSink(STDOUT_FILENO, name: "stdout"), stderr: DescriptorSink(STDERR_FILENO, name: "stderr"),
      stdin: DescriptorSource(STDIN_FILENO), time: SystemTime(), random: { UInt64.random(in: .min ... .max) },
      crew: NodeGate(), executableFolder: BuildID.ownFolder)
    return Front.run(Array(CommandLine.arguments.dropFirst()), in: world)
  }
}
