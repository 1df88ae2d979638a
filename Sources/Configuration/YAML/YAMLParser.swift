import CYAML
import Core
import FoundationEssentials

/// Reads one YAML document into a tree with places. Anchors work within the limits; tags beyond the core's do not.
public struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let name: String
  private let limits: YAMLLimits
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
  private var nodes = 0

  /// The document in `data`, nil for an empty one; `name` is what errors call the file.
  public static func parse(
    _ data: Data, name: String, limits: YAMLLimits = YAMLLimits()
  ) throws(ConfigurationError) -> YAMLNode? {
    guard data.count <= limits.bytes else {
      throw ConfigurationError(
        "yaml.too_large", "\(data.count) bytes, and at most \(limits.bytes) are read", at: Place(name))
    }
    let bytes = [UInt8](data)
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    defer { input.deallocate() }
    _ = input.update(fromContentsOf: bytes)
    var parser = try YAMLParser(UnsafeBufferPointer(input), count: bytes.count, name: name, limits: limits)
    return try parser.document(bytes)
  }

  /// The document in `text`.
  public static func parse(
    _ text: String, name: String, limits: YAMLLimits = YAMLLimits()
  ) throws(ConfigurationError) -> YAMLNode? {
    try parse(Data(text.utf8), name: name, limits: limits)
  }

  private init(
    _ input: UnsafeBufferPointer<UInt8>, count: Int, name: String, limits: YAMLLimits
  ) throws(ConfigurationError) {
    self.name = name
    self.limits = limits
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw ConfigurationError("yaml.no_memory", "no memory to read it", at: Place(name), exit: .tryLater)
    }
    yaml_parser_set_input_string(parser, input.baseAddress, count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  private mutating func document(_ bytes: [UInt8]) throws(ConfigurationError) -> YAMLNode? {
    do throws(ConfigurationError) {
      _ = try next()
      var event = try next()
      if event.kind == YAML_STREAM_END_EVENT { return nil }
      let root = try node(try next(), depth: 1)
      _ = try next()
      event = try next()
      guard event.kind == YAML_STREAM_END_EVENT else {
        throw refusal(
          "yaml.several_documents", "a second document begins", at: event.start, remedy: "keep one document a file")
      }
      if case .scalar(let scalar) = root.content, scalar.value == .null { return nil }
      return root
    } catch {
      throw error.code == "yaml.encoding" ? encodingError(error, bytes) : error
    }
  }

  private mutating func node(_ event: Event, depth: Int) throws(ConfigurationError) -> YAMLNode {
    try count(1, at: event.start)
    guard depth <= limits.depth else {
      throw refusal("yaml.too_deep", "nested more than \(limits.depth) levels", at: event.start)
    }
    let before = nodes
    let result: YAMLNode
    switch event.kind {
    case YAML_ALIAS_EVENT: return try alias(event)
    case YAML_SCALAR_EVENT: result = try scalar(event)
    case YAML_SEQUENCE_START_EVENT: result = try sequence(event, depth: depth)
    case YAML_MAPPING_START_EVENT: result = try mapping(event, depth: depth)
    default: throw refusal("yaml.syntax", "a value is missing", at: event.start)
    }
    if let anchor = event.anchor { anchors[anchor] = (result, nodes - before + 1) }
    return result
  }

  private mutating func alias(_ event: Event) throws(ConfigurationError) -> YAMLNode {
    guard let anchor = event.anchor, let known = anchors[anchor] else {
      throw refusal("yaml.unknown_alias", "*\(event.anchor ?? "") stands for nothing before it", at: event.start)
    }
    try count(known.size, at: event.start)
    return YAMLNode(content: known.node.content, start: event.start, end: event.end)
  }

  private func scalar(_ event: Event) throws(ConfigurationError) -> YAMLNode {
    var scalar = YAMLScalar(text: event.text, isPlain: event.isPlain && event.tag == nil)
    switch event.tag {
    case nil, "!", "tag:yaml.org,2002:str": break
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
      scalar.isPlain = true
    case .some(let tag): throw refusal("yaml.tag", "the tag \(tag) is not known", at: event.start)
    }
    return YAMLNode(content: .scalar(scalar), start: event.start, end: event.end)
  }

  private mutating func sequence(_ first: Event, depth: Int) throws(ConfigurationError) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if event.kind == YAML_SEQUENCE_END_EVENT {
        return YAMLNode(content: .sequence(items, isFlow: first.isFlow), start: first.start, end: event.end)
      }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func mapping(_ first: Event, depth: Int) throws(ConfigurationError) -> YAMLNode {
    var entries: [YAMLNode.Entry] = []
    var seen: Set<String> = []
    while true {
      let event = try next()
      if event.kind == YAML_MAPPING_END_EVENT {
        return YAMLNode(content: .mapping(entries, isFlow: first.isFlow), start: first.start, end: event.end)
      }
      guard event.kind == YAML_SCALAR_EVENT else {
        throw refusal("yaml.key", "a key must be a word", at: event.start)
      }
      try count(1, at: event.start)
      guard seen.insert(event.text).inserted else {
        throw refusal("yaml.duplicate_key", "\(event.text.prefix(80)) stands here twice", at: event.start)
      }
      let value = try node(try next(), depth: depth + 1)
      entries.append(YAMLNode.Entry(key: event.text, keyStart: event.start, value: value))
    }
  }

  private mutating func count(_ more: Int, at mark: YAMLNode.Mark) throws(ConfigurationError) {
    nodes += more
    if nodes > limits.nodes {
      throw refusal("yaml.too_many", "more than \(limits.nodes) values, aliases counted", at: mark)
    }
  }
}

extension YAMLParser {
  /// What libyaml reports, copied out of its memory.
  private struct Event {
    var kind: yaml_event_type_t
    var start: YAMLNode.Mark
    var end: YAMLNode.Mark
    var text = ""
    var anchor: String?
    var tag: String?
    var isPlain = false
    var isFlow = false
  }

  private func next() throws(ConfigurationError) -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
    defer { yaml_event_delete(&raw) }
    var event = Event(kind: raw.type, start: mark(raw.start_mark), end: mark(raw.end_mark))
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      event.text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      event.anchor = string(scalar.anchor)
      event.tag = string(scalar.tag)
      event.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    case YAML_ALIAS_EVENT: event.anchor = string(raw.data.alias.anchor)
    case YAML_SEQUENCE_START_EVENT:
      event.anchor = string(raw.data.sequence_start.anchor)
      event.isFlow = raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    case YAML_MAPPING_START_EVENT:
      event.anchor = string(raw.data.mapping_start.anchor)
      event.isFlow = raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    default: break
    }
    return event
  }

  private func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? { bytes.map { String(cString: $0) } }

  private func mark(_ mark: yaml_mark_t) -> YAMLNode.Mark {
    YAMLNode.Mark(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private func refusal(
    _ code: String, _ message: String, at mark: YAMLNode.Mark, remedy: String = ""
  ) -> ConfigurationError {
    ConfigurationError(code, message, remedy: remedy, at: Place(name, line: mark.line, column: mark.column))
  }

  /// What libyaml found wrong.
  private func failure() -> ConfigurationError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "it cannot be read"
    switch state.error {
    case YAML_READER_ERROR:
      return ConfigurationError("yaml.encoding", problem, at: Place(name, line: Int(state.problem_offset)))
    case YAML_MEMORY_ERROR:
      return ConfigurationError("yaml.no_memory", "no memory to read it", at: Place(name), exit: .tryLater)
    default:
      let begin = mark(state.context_mark)
      let context = state.context.map { " \(String(cString: $0)) that begins at \(begin.line):\(begin.column)" } ?? ""
      let isTab = problem.contains("cannot start any token")
      return refusal(
        "yaml.syntax", problem + context, at: mark(state.problem_mark),
        remedy: isTab ? "indent with blanks, not with tabs, and quote text that begins with % @ or `" : "")
    }
  }

  /// The place of a byte that is no text: libyaml tells its offset only, which `failure` carries as the line.
  private func encodingError(_ failure: ConfigurationError, _ bytes: [UInt8]) -> ConfigurationError {
    let before = bytes.prefix(failure.place?.line ?? 0)
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
    return ConfigurationError(
      "yaml.encoding", failure.message, remedy: "save it as UTF-8", at: Place(name, line: line, column: column))
  }
}
