import Circuits
import Configuration
import Core

/// Noise models in files, YAML or JSON: a list of entries, alone or under `noise`. docs/noise.md describes them.
enum NoiseFile {
  /// The entries in `text`; `name` is what errors call the file.
  static func read(_ text: String, name: String) throws(ProximaError) -> [NoiseEntry] {
    let tree: JSONValue
    do throws(ConfigurationError) {
      tree = try YAMLParser.parse(text, name: name)?.json ?? .null
    } catch {
      var wrong = error.proxima
      wrong.exit = .badInput
      throw wrong
    }
    guard let list = tree.array ?? tree["noise"]?.array, tree.array != nil || tree.object?.count == 1 else {
      throw malformed(name, "it is neither a list of entries nor `noise:` with such a list")
    }
    var entries: [NoiseEntry] = []
    for (index, item) in list.enumerated() { entries.append(try entry(item, "\(name), entry \(index + 1)")) }
    do throws(CircuitError) { _ = try NoiseProgram(entries) } catch { throw malformed(name, error.message) }
    return entries
  }

  private static let keys: Set<String> = [
    "channel", "probability", "gates", "qubits", "t1", "t2", "gateTime", "gateTimes", "paulis", "kraus", "confusion",
  ]
  private static let times: Set<String> = ["t1", "t2", "gateTime"]

  private static func entry(_ item: JSONValue, _ place: String) throws(ProximaError) -> NoiseEntry {
    guard var object = item.object else { throw malformed(place, "it is no mapping with a `channel`") }
    for key in object.keys.sorted() where !keys.contains(key) {
      let near = Nearest.match(key, among: Array(keys)).map { "; did you mean `\($0)`?" } ?? ""
      throw malformed(place, "`\(key)` says nothing here" + near)
    }
    for key in times { if let value = object[key] { object[key] = try seconds(value, key, place) } }
    if let gates = object["gateTimes"]?.object {
      var converted: [String: JSONValue] = [:]
      for (gate, value) in gates { converted[gate] = try seconds(value, "gateTimes of \(gate)", place) }
      object["gateTimes"] = .object(converted)
    }
    do { return try JSON.decode(NoiseEntry.self, from: JSON.encode(JSONValue.object(object))) } catch {
      throw malformed(place, ProximaError.from(error).message)
    }
  }

  /// A time in seconds, from a number or from text such as `50us`.
  private static func seconds(_ value: JSONValue, _ key: String, _ place: String) throws(ProximaError) -> JSONValue {
    if value.double != nil { return value }
    guard let text = value.string, let seconds = DurationText.seconds(text) else {
      throw malformed(place, "`\(key)` is a time such as 50us, or a number of seconds")
    }
    return .double(seconds)
  }

  private static func malformed(_ place: String, _ why: String) -> ProximaError {
    ProximaError(
      "noise.malformed", "\(place): \(why)",
      remedy: "docs/noise.md shows what a noise model is, such as `- {channel: depolarizing, probability: 0.01}`", exit: .badInput)
  }
}
