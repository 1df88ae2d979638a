import Circuits
import Configuration
import Core
import FoundationEssentials
import Glibc

/// Turns a command line into what is submitted.
enum Submissions {
  /// The submission of `ask`, `run`, `compare` and the others; reads the program and checks it before anything starts.
  static func make(
    _ kind: Submission.Kind, _ context: inout Context, argument: String
  ) throws(ProximaError) -> Submission {
    var kind = kind
    let words = context.invocation.positionals[argument] ?? []
    var program: Submission.Program?
    var text = words.joined(separator: " ")
    if kind == .ask, words == ["-"] {
      text = try context.world.stdin.all().split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    if kind != .ask, words.count == 1, let word = words.first, word == "-" || looksLikeFile(word) {
      program = try read(word, &context.world)
      text = ""
    } else {
      if kind == .run { kind = .ask }
      // "run bell.qasm on aer": the crew does not see the person's files.
      if let file = words.flatMap({ $0.split(whereSeparator: \.isWhitespace) }).map(trimmed).first(where: isProgramThatIsThere) {
        program = try read(file, &context.world)
      }
    }
    var submission = Submission(
      kind: kind, text: text, program: program, flags: try flags(context), session: context.invocation.text(.session),
      created: context.world.time.wall)
    submission.previous = try previous(in: submission.session, context)
    submission.attachments = try attachments(words)
    return submission
  }

  private static let dataEndings = [".txt", ".col", ".edges", ".edgelist", ".dimacs", ".graph", ".dat", ".json", ".csv"]

  /// Small files of data that the words name and that are there: the crew does not see the person's files.
  static func attachments(_ words: [String]) throws(ProximaError) -> [String: String]? {
    var found: [String: String] = [:]
    for word in words.flatMap({ $0.split(whereSeparator: \.isWhitespace) }).map(trimmed)
    where dataEndings.contains(where: word.hasSuffix) && access(word, R_OK) == 0 {
      var info = stat()
      // An earlier result that is to be overwritten may be large; a graph or a matrix is not.
      guard stat(word, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size <= 1 << 20 else { continue }
      found[word] = try Files.read(word)
    }
    return found.isEmpty ? nil : found
  }

  /// What the conversation asked before, where it is recorded.
  static func previous(in session: String?, _ context: Context) throws(ProximaError) -> Request? {
    guard let session, let reader = try RecordReader(context.home) else { return nil }
    return try reader.lastRequest(of: session)
  }

  /// What the flags say.
  static func flags(_ context: Context) throws(ProximaError) -> RequestFlags {
    let invocation = context.invocation
    var flags = RequestFlags()
    let settings = try Commands.settings(context)
    if settings.values["defaults.shots"]?.source != .builtIn { flags.defaultShots = settings.shots }
    flags.defaultSeed = settings.seed
    flags.defaultBackend = settings.backend
    flags.choice = settings.choice
    if case .backends(let names)? = invocation.values[FlagSpec.backend.name]?.last { flags.backends = names }
    if case .backends(let names)? = invocation.values[FlagSpec.backends.name]?.last {
      guard flags.backends == nil || flags.backends == names else {
        throw UsageError(
          "contradiction", "--backend and --backends say different things", remedy: "give one of them",
          command: invocation.path
        ).proxima
      }
      flags.backends = names
    }
    if case .method(let method)? = invocation.values[FlagSpec.method.name]?.last { flags.method = method }
    if case .seed(let seed)? = invocation.values[FlagSpec.seed.name]?.last { flags.seed = seed }
    if case .precision(let precision)? = invocation.values[FlagSpec.precision.name]?.last { flags.precision = precision }
    flags.shots = invocation.integer(.shots)
    flags.threads = invocation.integer(.threads)
    flags.repeats = invocation.integer(.repeats)
    flags.priority = invocation.integer(.priority)
    flags.noise = try noise(invocation)
    let observables = invocation.texts(.observable)
    flags.observables = observables.isEmpty ? nil : observables
    flags.output = invocation.text(.output)
    flags.timeoutSeconds = invocation.seconds(.timeout) ?? settings.taskTimeoutSeconds
    flags.dryRun = invocation.has(.dryRun)
    flags.yes = invocation.has(.yes)
    flags.force = invocation.has(.force)
    flags.noInput = invocation.has(.noInput)
    if !context.hasKeys { flags.unattended = true }
    flags.fresh = invocation.has(.fresh)
    flags.strict = invocation.has(.strict)
    if let output = flags.output { try OutputFile.check(output) }
    try stateFiles(context, &flags)
    if let provider = invocation.text(.llm), provider != "none" {
      throw ProximaError.notThereYet("`--llm \(provider)`")
    }
    return flags
  }

  /// What `--noise` and `--noise-model` say together; nil where neither is given.
  private static func noise(_ invocation: Invocation) throws(ProximaError) -> [NoiseEntry]? {
    var entries: [NoiseEntry]?
    switch invocation.values[FlagSpec.noise.name]?.last {
    case .noise(let given)?: entries = given
    case .noiseFile(let path)?: entries = try NoiseFile.read(Files.read(path), name: path)
    default: break
    }
    if let path = invocation.text(.noiseModel) {
      entries = try (entries ?? []) + NoiseFile.read(Files.read(path), name: path)
    }
    return entries
  }

  // MARK: Programs

  private static func trimmed(_ word: Substring) -> String {
    var word = word
    while let first = word.first, "\"'(`".contains(first) { word.removeFirst() }
    while let last = word.last, "\"')`,;:?!".contains(last) { word.removeLast() }
    return String(word)
  }

  private static func isProgramThatIsThere(_ word: String) -> Bool {
    (word.hasSuffix(".qasm") || word.hasSuffix(".qasm3") || word.hasSuffix(".stim")) && access(word, R_OK) == 0
  }

  /// Whether `word` means a file rather than a request.
  static func looksLikeFile(_ word: String) -> Bool {
    if word.hasSuffix(".qasm") || word.hasSuffix(".qasm3") || word.hasSuffix(".stim") || word.hasSuffix(".inc") { return true }
    return !word.contains(" ") && (word.contains("/") || access(word, F_OK) == 0)
  }

  /// The program in `path`, `-` for stdin, checked: an error in it is told with file:line:column and the line.
  ///
  /// A program that includes files of its own is rewritten as one text, for the crew does not see them.
  static func read(_ path: String, _ world: inout World) throws(ProximaError) -> Submission.Program {
    let name = path == "-" ? "<stdin>" : path
    let source = path == "-" ? try world.stdin.all() : try Files.read(path)
    // Stim's own format is checked by the executor, which alone speaks it.
    if name.hasSuffix(".stim") { return Submission.Program(name: name, source: source) }
    let circuit = try parse(source, name: name)
    guard includesOwnFiles(source) else { return Submission.Program(name: name, source: source) }
    do throws(CircuitError) {
      return Submission.Program(name: name, source: try OpenQASM.write2(circuit))
    } catch { throw error.proxima }
  }

  /// The circuit of `source`, read as `run` reads it.
  static func parse(_ source: String, name: String) throws(ProximaError) -> Circuit {
    let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "."
    do throws(CircuitError) {
      return try OpenQASM.parse(source, file: name, options: .including(from: folder))
    } catch { throw error.proxima }
  }

  private static func includesOwnFiles(_ source: String) -> Bool {
    source.split(separator: "\n").contains { line in
      line.drop { $0 == " " || $0 == "\t" }.hasPrefix("include") && !line.contains("qelib1.inc") && !line.contains("stdgates.inc")
    }
  }
}

/// Reading and writing files, with errors that say what to do.
enum Files {
  /// The text of `path`, at most 64 MiB.
  static func read(_ path: String) throws(ProximaError) -> String {
    func unreadable(_ reason: String) -> ProximaError {
      ProximaError(
        "input.unreadable", "cannot read \(path): \(reason)", remedy: "give a file that is there and readable",
        exit: .badInput)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(String(cString: strerror(errno)).lowercased()) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT != S_IFDIR else { throw unreadable("it is a folder") }
    var source = DescriptorSource(descriptor)
    return try source.all()
  }

  /// Writes `text` to `path` in one step: the old file or the new one, never half of it.
  static func write(_ text: String, to path: String) throws(ProximaError) {
    do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
      throw ProximaError(
        "output.cannot_write", "cannot write \(path): \(reason(error))", remedy: "free space there, or write somewhere else",
        exit: .cannotWrite)
    }
  }

  private static func reason(_ error: any Error) -> String {
    let code = (error as? CocoaError)?.underlying as? POSIXError
    return code.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
  }
}
