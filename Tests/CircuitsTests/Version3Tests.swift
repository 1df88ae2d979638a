import Circuits
import Core
import Testing

@Suite struct Version3Tests {
  static func parse(_ body: String, inputs: [String: Double] = [:]) throws -> Circuit {
    var options = OpenQASM.Options()
    options.inputs = inputs
    return try OpenQASM.parse("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + body, options: options)
  }

  static func gates(_ circuit: Circuit) -> [Gate] {
    circuit.operations.compactMap { if case .gate(let gate) = $0 { gate } else { nil } }
  }

  @Test("modifiers: controls of both states, inverse, powers")
  func modifiers() throws {
    let circuit = try Self.parse(
      """
      qubit[4] q;
      ctrl @ x q[0], q[1];
      ctrl(2) @ x q[0], q[1], q[2];
      negctrl @ ctrl @ rx(0.5) q[0], q[1], q[2];
      inv @ s q[0];
      inv @ ctrl @ t q[0], q[1];
      pow(3) @ rz(0.1) q[0];
      pow(2) @ h q[1];
      pow(-1) @ u2(0.1, 0.2) q[0];
      """)
    #expect(
      Self.gates(circuit) == [
        Gate(.cx, [], 0, 1), Gate(.ccx, [], 0, 1, 2), Gate(.crx, [0.5], on: [0, 1, 2], controlStates: [false]),
        Gate(.sdg, [], 0), Gate(.tdg, [], on: [0, 1], controlStates: [true]), Gate(.rz, [0.1 * 3], 0), Gate(.h, [], 1),
        Gate(.h, [], 1), Gate(.u2, [-0.2 - .pi, .pi - 0.1], 0),
      ])
  }

  @Test("half powers are the principal roots")
  func roots() throws {
    func unitary(_ body: String) throws -> Matrix { DenseReference.unitary(try Self.parse("qubit[2] q; " + body)) }
    #expect(try unitary("pow(0.5) @ x q[0];").distance(to: unitary("sx q[0];")) < 1e-12)
    #expect(try unitary("pow(1/2) @ z q[0]; pow(0.5) @ s q[1];").distance(to: unitary("z q[0]; s q[1];")) > 0.1)
    #expect(try unitary("pow(0.5) @ z q[0]; pow(0.5) @ s q[1];").distance(to: unitary("s q[0]; t q[1];")) < 1e-12)
    #expect(try unitary("inv @ pow(0.5) @ z q[0];").distance(to: unitary("sdg q[0];")) < 1e-12)
    #expect(try unitary("pow(0.5) @ ctrl @ x q[0], q[1];").distance(to: unitary("ctrl @ sx q[0], q[1];")) < 1e-12)
    #expect(try unitary("pow(2) @ pow(0.5) @ swap q[0], q[1];").distance(to: unitary("swap q[0], q[1];")) < 1e-12)
  }

  @Test("the language's U carries its phase under controls, as its specification says")
  func phase() throws {
    let controlled = DenseReference.unitary(try Self.parse("qubit[2] q; ctrl @ U(0.4, 0.5, 0.6) q[0], q[1];"))
    let expected = DenseReference.unitary(try Self.parse("qubit[2] q; cu(0.4, 0.5, 0.6, 0.2) q[0], q[1];"))
    #expect(controlled.distance(to: expected) < 1e-12)
    let gphase = DenseReference.unitary(try Self.parse("qubit[1] q; ctrl @ gphase(0.7) q[0];"))
    #expect(gphase.distance(to: GateKind.p.matrix([0.7])) < 1e-15)
  }

  @Test("gate definitions with modifiers and loops expand under controls")
  func definitions() throws {
    let circuit = try Self.parse(
      """
      const int n = 3;
      gate turns(a) p, q { for int i in [1:n] { rz(a * i) p; } ctrl @ ry(a) p, q; }
      qubit[3] q;
      ctrl @ turns(0.1) q[2], q[0], q[1];
      inv @ turns(0.2) q[0], q[1];
      """)
    let crz = [1.0, 2, 3].map { Gate(.crz, [0.1 * $0], 2, 0) }
    let undone = [3.0, 2, 1].map { Gate(.rz, [-(0.2 * $0)], 0) }
    let expected = crz + [Gate(.cry, [0.1], on: [2, 0, 1], controlStates: [true]), Gate(.cry, [-0.2], 0, 1)] + undone
    #expect(Self.gates(circuit) == expected)
  }

  @Test("loops unroll over ranges, steps, sets and strings; variables known before the run are followed")
  func loops() throws {
    let circuit = try Self.parse(
      """
      qubit[6] q;
      for uint i in [0:2:4] x q[i];
      for int i in [5:-2:1] { y q[i]; }
      for int i in {0, 3} { if (i == 3) { continue; } z q[i]; }
      int total = 0;
      while (total < 3) { h q[total]; total += 1; if (total == 2) break; }
      for bit b in "10" { if (b) { s q[5]; } else { t q[5]; } }
      """)
    let expected: [Gate] =
      [0, 2, 4].map { Gate(.x, [], $0) } + [5, 3, 1].map { Gate(.y, [], $0) } + [
        Gate(.z, [], 0), Gate(.h, [], 0), Gate(.h, [], 1),
      ]
      + [Gate(.t, [], 5), Gate(.s, [], 5)]
    #expect(Self.gates(circuit) == expected)
  }

  @Test("a loop that the running program turns, with a counter and a way out")
  func runtimeLoop() throws {
    let circuit = try Self.parse(
      """
      qubit q; bit c; bit[2] n; uint[2] tries = 0;
      h q; c = measure q;
      while (c == 0) { tries += 1; if (tries == 2) { break; } reset q; h q; c = measure q; }
      n = tries;
      """)
    let exact = DenseReference.distribution(circuit)
    // n above c: one first, two tries at most.
    #expect(exact.count == 3)
    for (key, probability) in ["001": 0.5, "011": 0.25, "100": 0.25] {
      #expect(abs(exact[key, default: 0] - probability) < 1e-12, "\(key)")
    }
  }

  @Test("feed-forward on bits, registers and expressions")
  func feedForward() throws {
    let circuit = try Self.parse(
      """
      qubit[3] q; bit[2] c; bit r;
      h q[0]; h q[1];
      c[0] = measure q[0]; c[1] = measure q[1];
      if (c == 3 || (c[0] == 0 && !c[1])) { x q[2]; } else if (c[0]) { x q[2]; x q[2]; }
      r = measure q[2];
      """)
    let exact = DenseReference.distribution(circuit)
    for (key, value) in ["111": 0.25, "100": 0.25, "001": 0.25, "010": 0.25] {
      #expect(abs(exact[key, default: 0] - value) < 1e-12, "\(key)")
    }
  }

  @Test("subroutines are carried out in place, with qubits by reference and results")
  func subroutines() throws {
    let circuit = try Self.parse(
      """
      def parity(qubit[2] d, qubit a) -> bit { bit b; cx d[0], a; cx d[1], a; b = measure a; reset a; return b; }
      def turn(qubit t, float a, int times) { for int i in [1:times] { rx(a / 2) t; } }
      qubit[3] q; bit out;
      x q[1];
      turn(q[0], pi, 2);
      out = parity(q[0:1], q[2]);
      """)
    let exact = DenseReference.distribution(circuit)
    #expect(circuit.outputClbits.count == 1)
    #expect(exact.keys.sorted() == ["0"])
  }

  @Test("aliases, slices and concatenations name the same qubits")
  func aliases() throws {
    let circuit = try Self.parse(
      """
      qubit[4] q; qubit[2] r;
      let odd = q[1:2:3]; let all = odd ++ r; let two = q[{0, 3}];
      x odd; y all[3]; z two[-1]; cx q[0:1], q[2:3];
      """)
    #expect(
      Self.gates(circuit) == [
        Gate(.x, [], 1), Gate(.x, [], 3), Gate(.y, [], 5), Gate(.z, [], 3), Gate(.cx, [], 0, 2), Gate(.cx, [], 1, 3),
      ])
  }

  @Test("inputs, constants, casts and functions are computed")
  func constants() throws {
    let circuit = try Self.parse(
      """
      input float[64] theta; input int n;
      const float half = theta / 2; const uint[8] big = 255 + 2;
      qubit[2] q;
      rx(half) q[0]; ry(2 * arcsin(sin(0.25))) q[1]; rz(float(n) / 4 + mod(7, 4) + 2 ** 3 + popcount("1011")) q[0];
      p(big) q[0]; p(7 / 2) q[0]; p(int(2.9)) q[1]; p(0x1F) q[1]; p(1_000) q[1]; p(τ / 4) q[0];
      """, inputs: ["theta": 0.6, "n": 3])
    let angles = Self.gates(circuit).map { $0.parameters[0] }
    let expected: [Double] = [0.3, 0.5, 14.75, 1, 3, 2, 31, 1000, Double.pi / 2]
    #expect(zip(angles, expected).allSatisfy { abs($0 - $1) < 1e-12 } && angles.count == expected.count, "\(angles)")
  }

  @Test("switch, before and during the run")
  func switches() throws {
    let circuit = try Self.parse(
      """
      const int n = 2; qubit[2] q; bit[2] c; bit r;
      switch (n) { case 0, 1 { x q[0]; } case 2 { h q[0]; } default { y q[0]; } }
      c[0] = measure q[0];
      switch (c) { case 1 { x q[1]; } default { } }
      r = measure q[1];
      """)
    let exact = DenseReference.distribution(circuit)
    #expect(abs(exact["000", default: 0] - 0.5) < 1e-12 && abs(exact["101", default: 0] - 0.5) < 1e-12)
  }

  @Test("delays, boxes, barriers, annotations and pragmas are accepted")
  func timing() throws {
    let circuit = try Self.parse(
      """
      pragma something for somebody
      @bind here
      qubit[2] q;
      duration d = 100ns;
      delay[d * 2] q[0]; delay[5dt] q; barrier q; barrier;
      box[1us] { x q[0]; }
      """)
    #expect(
      circuit.operations == [
        .delay([0], DelayTime(200, .ns)), .delay([0, 1], DelayTime(5, .dt)), .barrier([0, 1]), .barrier([0, 1]),
        .gate(Gate(.x, [], 0)),
      ])
  }

  @Test("output names what belongs to the key; hardware qubits are qubits")
  func outputs() throws {
    let circuit = try OpenQASM.parse(
      "OPENQASM 3; include \"stdgates.inc\"; bit scratch; output bit[1] o; x $1; scratch = measure $0; o[0] = measure $1;"
    )
    #expect(circuit.qubitCount == 2)
    #expect(DenseReference.distribution(circuit) == ["1": 1])
  }

  @Test("what the grammar allows and has no effect is accepted: nop, expressions, trailing commas, pragmas")
  func harmless() throws {
    let circuit = try OpenQASM.parse(
      """
      OPENQASM 3.0;
      include "stdgates.inc";
      #pragma simulator fast
      pragma other
      qubit[3] q; int i = 2; bit[2] c;
      gate pair a, b, { cx a, b; }
      2 + 2; -i; i << 1; c[0] + 1; sin(pi); int[32](10); "01";
      nop q; nop;
      pair q[0], q[1],;
      h q[{0, 2,}];
      switch (i) { case 2, { x q[0]; } default { y q[0]; } }
      """)
    #expect(circuit.gateCounts == ["cx": 1, "h": 2, "x": 1])
  }

  @Test("and what it does not allow is refused", arguments: [
    "output int[8] myvar = 32;", "input int[8] myvar = 32;", "int i = 3__4;", "int i = 3_4_;", "int i; i +;", "int i; 2 + ;",
    "gate g a,, b {}", "qubit q; h ,q;",
  ])
  func refusals(_ body: String) {
    #expect(throws: CircuitError.self) { try OpenQASM.parse("OPENQASM 3.0; include \"stdgates.inc\"; " + body) }
  }
}
