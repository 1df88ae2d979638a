import Glibc

/// A complex number of the reference simulator, which shares no arithmetic with what it checks.
struct ComplexNumber: Hashable, Sendable {
  var re: Double
  var im: Double

  init(_ re: Double, _ im: Double = 0) {
    self.re = re
    self.im = im
  }

  /// e^{i angle}.
  static func phase(_ angle: Double) -> ComplexNumber { ComplexNumber(cos(angle), sin(angle)) }

  static let zero = ComplexNumber(0)
  static let one = ComplexNumber(1)
  static let i = ComplexNumber(0, 1)

  var conjugate: ComplexNumber { ComplexNumber(re, -im) }
  var squaredMagnitude: Double { re * re + im * im }

  static func + (a: Self, b: Self) -> Self { Self(a.re + b.re, a.im + b.im) }
  static func - (a: Self, b: Self) -> Self { Self(a.re - b.re, a.im - b.im) }
  static func * (a: Self, b: Self) -> Self { Self(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) }
  static func * (a: Double, b: Self) -> Self { Self(a * b.re, a * b.im) }
  static prefix func - (a: Self) -> Self { Self(-a.re, -a.im) }
}
