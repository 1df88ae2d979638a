import Glibc

/// A complex number in double precision.
public struct Complex: Hashable, Sendable {
  public var re: Double
  public var im: Double

  @inlinable public init(_ re: Double, _ im: Double = 0) {
    self.re = re
    self.im = im
  }

  public static let zero = Complex(0)
  public static let one = Complex(1)
  public static let i = Complex(0, 1)

  /// e^(i·`angle`), `angle` in radians; exact at multiples of π/2, so that structure such as zeros survives.
  public static func phase(_ angle: Double) -> Complex {
    let quarters = angle / (Double.pi / 2)
    if abs(quarters) < 1e6, quarters == quarters.rounded() {
      switch (Int(quarters) % 4 + 4) % 4 {
      case 0: return .one
      case 1: return .i
      case 2: return Complex(-1)
      default: return Complex(0, -1)
      }
    }
    return Complex(cos(angle), sin(angle))
  }

  @inlinable public var conjugate: Complex { Complex(re, -im) }
  /// |z|².
  @inlinable public var squaredMagnitude: Double { re * re + im * im }
  public var magnitude: Double { hypot(re, im) }
  /// The argument in (-π, π].
  public var argument: Double { atan2(im, re) }
}

extension Complex {
  @inlinable public static func + (a: Complex, b: Complex) -> Complex { Complex(a.re + b.re, a.im + b.im) }
  @inlinable public static func - (a: Complex, b: Complex) -> Complex { Complex(a.re - b.re, a.im - b.im) }
  @inlinable public static prefix func - (a: Complex) -> Complex { Complex(-a.re, -a.im) }
  @inlinable public static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }
  @inlinable public static func * (a: Double, b: Complex) -> Complex { Complex(a * b.re, a * b.im) }
  @inlinable public static func / (a: Complex, b: Complex) -> Complex { (1 / b.squaredMagnitude) * (a * b.conjugate) }
  @inlinable public static func += (a: inout Complex, b: Complex) { a = a + b }
  @inlinable public static func *= (a: inout Complex, b: Complex) { a = a * b }
}
