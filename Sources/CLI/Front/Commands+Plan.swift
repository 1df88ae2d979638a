import Core

extension Commands {
  static func plan(_ submission: Submission, _ context: Context) throws(ProximaError) -> ExitCode {
    throw ProximaError.notThereYet("planning without a crew")
  }
}
