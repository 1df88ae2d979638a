import Backends

/// What a backend's runs cost here: from the manifest until something was measured.
struct MeasuredCosts: Hashable, Sendable {
  /// Seconds of any run, however small.
  var run: Double
  /// Seconds that one amplitude takes through one gate.
  var amplitude: Double

  init(_ manifest: BackendManifest) {
    run = manifest.costs.run
    amplitude = manifest.costs.amplitude
  }
}
