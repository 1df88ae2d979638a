/// A piece of OpenQASM: its kind and the bytes it covers.
struct Token: Sendable {
  var kind: Kind
  var start: Int
  var end: Int

  enum Kind: Sendable, Equatable {
    case identifier, integer, real, timing, imaginary, string, hardwareQubit, annotation, end
    /// A character that no token begins with.
    case unknown
    /// A string without its closing quote, a comment without its end.
    case unterminated
    case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
    case comma, semicolon, colon, dot, at, arrow
    case assign, compound
    case plus, minus, star, slash, percent, power, caret, tilde, bang
    case ampersand, bar, doubleAmpersand, doubleBar, shiftLeft, shiftRight, concat
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }
}
