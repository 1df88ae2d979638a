/// Finds a minimum of a smooth function of a few variables: the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno
/// with central differences and a halving line search.
enum Minimizer {
  /// The place of a local minimum near `start`, and the value there.
  static func minimum(
    of value: ([Double]) -> Double, from start: [Double], steps: Int = 200, tolerance: Double = 1e-9
  ) -> (place: [Double], value: Double) {
    let n = start.count
    var place = start
    var current = value(place)
    var slope = gradient(value, place)
    var inverse = identity(n)
    for _ in 0..<steps {
      guard slope.map(abs).max() ?? 0 > tolerance else { break }
      var direction = (0..<n).map { row in -(0..<n).reduce(0.0) { $0 + inverse[row][$1] * slope[$1] } }
      if dot(direction, slope) >= 0 {
        inverse = identity(n)
        direction = slope.map { -$0 }
      }
      var length = 1.0
      var next = place
      var reached = current
      repeat {
        next = zip(place, direction).map { $0 + length * $1 }
        reached = value(next)
        length /= 2
      } while reached > current + 1e-4 * 2 * length * dot(direction, slope) && length > 1e-10
      guard reached < current else { break }
      let nextSlope = gradient(value, next)
      update(&inverse, zip(next, place).map { $0 - $1 }, zip(nextSlope, slope).map { $0 - $1 })
      (place, current, slope) = (next, reached, nextSlope)
    }
    return (place, current)
  }

  private static func gradient(_ value: ([Double]) -> Double, _ place: [Double]) -> [Double] {
    place.indices.map { index in
      var (up, down) = (place, place)
      up[index] += 1e-5
      down[index] -= 1e-5
      return (value(up) - value(down)) / 2e-5
    }
  }

  /// The update of the inverse Hessian by a step and the change of the gradient over it.
  private static func update(_ inverse: inout [[Double]], _ step: [Double], _ change: [Double]) {
    let scale = dot(step, change)
    guard scale > 1e-14 else { return }
    let n = step.count
    let turned = (0..<n).map { row in dot(inverse[row], change) }
    let weight = (1 + dot(change, turned) / scale) / scale
    for row in 0..<n {
      for column in 0..<n {
        inverse[row][column] +=
          weight * step[row] * step[column] - (turned[row] * step[column] + step[row] * turned[column]) / scale
      }
    }
  }

  private static func identity(_ n: Int) -> [[Double]] { (0..<n).map { row in (0..<n).map { $0 == row ? 1 : 0 } } }
  private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
