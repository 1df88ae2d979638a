import Circuits
import Core

/// Puts what stands in files in place of their names: the graph of QAOA, the linear system of HHL.
enum Attachments {
  /// What keeps a file that `request` names from being used; otherwise `request` holds its contents.
  static func resolve(_ request: inout Request, _ files: [String: String]) -> [Blocker] {
    guard let parameters = request.circuit?.parameters else { return [] }
    for name in ["graph", "matrix"] {
      guard let path = parameters[name]?.string, path.contains("."), !path.hasPrefix("[") else { continue }
      guard let text = files[path] else {
        return [Blocker("file.missing", "\(path) was not found", remedy: "check the path, from the folder you are in")]
      }
      do throws(CircuitError) {
        try put(text, path, name, &request)
      } catch {
        return [Blocker(error.code, error.message, remedy: "mend the file; docs/language.md names the formats")]
      }
    }
    return []
  }

  private static func put(_ text: String, _ path: String, _ name: String, _ request: inout Request) throws(CircuitError) {
    if name == "graph" {
      let graph = try GraphText.read(text, name: path)
      request.circuit?.parameters?["graph"] = graph.json
      if request.circuit?.qubits == nil { request.circuit?.qubits = graph.nodes }
      request.defaults["qubits"] = nil
    } else {
      for (key, value) in try LinearSystemText.read(text, name: path) { request.circuit?.parameters?[key] = value }
    }
  }
}
