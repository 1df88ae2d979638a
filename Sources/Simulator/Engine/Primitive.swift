import Circuits

/// What the kernels do to a state: every gate is lowered to these, over wires (positions in the state's index).
enum Primitive {
  /// The real rotation [[c, -s], [s, c]] of one wire.
  case rotation(wire: Int, cosine: Double, sine: Double)
  /// Multiplies the amplitudes with every wire of `mask` at 1 by `factor`.
  case phase(mask: UInt64, factor: Complex)
  /// A matrix over wires, the first least significant, where every wire of `control` is 1.
  case dense(wires: [Int], control: UInt64, matrix: Matrix)
}
