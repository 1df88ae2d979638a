import Circuits
import Core
import Testing

@Suite struct ErrorTests {
  struct Bad: Sendable, CustomStringConvertible {
    var text: String
    var line: Int
    var column: Int
    var code: String
    var description: String { "\(line):\(column) \(code) \(text.suffix(40))" }
  }

  static func two(_ body: String, _ line: Int, _ column: Int, _ code: String = "qasm.syntax") -> Bad {
    Bad(text: "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n" + body, line: line + 2, column: column, code: code)
  }

  static func three(_ body: String, _ line: Int, _ column: Int, _ code: String = "qasm.syntax") -> Bad {
    Bad(text: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + body, line: line + 2, column: column, code: code)
  }

  static let version2: [Bad] = [
    two("qreg q[2]\nh q[0];", 1, 10), two("qreg q[2];\nh q[2];", 2, 3, "qasm.index"),
    two("qreg q[0];", 1, 8, "qasm.value"),
    two("qreg q[2];\ncx q[0],q[0];", 2, 9, "qasm.repeat"), two("qreg q[2];\ncx q[0];", 2, 1, "qasm.arity"),
    two("qreg q[2];\nrx q[0];", 2, 1, "qasm.arity"), two("qreg q[2];\nh(0.1) q[0];", 2, 1, "qasm.arity"),
    two("qreg q[2];\nfoo q[0];", 2, 1, "qasm.undefined"), two("h q[0];", 1, 3, "qasm.undefined"),
    two("qreg q[2];\nqreg q[3];", 2, 6, "qasm.duplicate"),
    two("qreg q[2];\ncreg c[1];\nmeasure q -> c;", 3, 14, "qasm.size"),
    two("qreg q[2];\nmeasure q[0];", 2, 13), two("qreg q[2];\nmeasure q[0] -> d[0];", 2, 17, "qasm.undefined"),
    two("qreg q[2];\nmeasure q[0] -> q[1];", 2, 17, "qasm.type"),
    two("qreg q[2]; qreg r[3];\ncx q,r;", 2, 6, "qasm.size"),
    two("qreg q[1];\nrx(1/0) q[0];", 2, 5, "qasm.value"), two("qreg q[1];\nrx(ln(0)) q[0];", 2, 4, "qasm.value"),
    two("qreg q[1];\nrx(foo) q[0];", 2, 4, "qasm.undefined"), two("qreg q[1];\nrx(2*) q[0];", 2, 6),
    two("qreg q[1];\nrx((1) q[0];", 2, 8), two("qreg q[1];\nrx(1 q[0];", 2, 6),
    two("qreg q[1];\nrx(sin) q[0];", 2, 4, "qasm.undefined"),
    two("gate g a { h b; }", 1, 14, "qasm.undefined"), two("gate g a { foo a; }", 1, 12, "qasm.undefined"),
    two("gate g(x) a { rx(y) a; }", 1, 18, "qasm.undefined"), two("gate g a { measure a; }", 1, 21),
    two("gate g a { cx a,a; }", 1, 17, "qasm.repeat"), two("gate g a,a { }", 1, 1, "qasm.duplicate"),
    two("gate g a { g a; }", 1, 12, "qasm.undefined"), two("gate g a { h a;", 1, 16),
    two("gate g a { h a[0]; }", 1, 14, "qasm.type"),
    two("gate g a { reset a; }", 1, 12), two("gate g { }", 1, 8),
    two("opaque g a;\nqreg q[1];\ng q[0];", 3, 1, "qasm.unsupported"),
    two("qreg q[1]; creg c[1];\nif(c=1) x q[0];", 2, 5),
    two("qreg q[1]; creg c[1];\nif(d==1) x q[0];", 2, 4, "qasm.undefined"),
    two("qreg q[1]; creg c[1];\nif(q==1) x q[0];", 2, 4, "qasm.type"),
    two("qreg q[1]; creg c[1];\nif(c==1) if(c==1) x q[0];", 2, 10),
    two("qreg q[1]; creg c[1];\nif(c==-1) x q[0];", 2, 7), two("qreg q[1];\nbarrier q[0] q[0];", 2, 13),
    two("qreg q[1];\nx q[0]; @", 2, 9),
    two("qreg q[1];\nx q[0]; /* open", 2, 9), two("include \"missing.inc\";", 1, 1, "qasm.include"),
    two("include \"open;", 1, 9),
    two("include \"../../etc/passwd\";", 1, 1, "qasm.include"), two("qreg q[99999999999];", 1, 6, "qasm.limit"),
    two("qreg q[99999999999999999999999];", 1, 8), two("qreg measure[1];", 1, 6), two("qreg 2q[1];", 1, 6),
    two("OPENQASM 2.0;", 1, 1),
    two("creg c[2]; h c[0];", 1, 14, "qasm.type"), two("qreg q[1]; reset c;", 1, 18, "qasm.undefined"),
    two("U(0,0,0);", 1, 9),
    Bad(text: "OPENQASM 4.0;\n", line: 1, column: 10, code: "qasm.version"),
    Bad(text: "OPENQASM two;\n", line: 1, column: 10, code: "qasm.syntax"),
    Bad(text: "OPENQASM 2.0;\nqreg q[1];\nh q[0];\n", line: 3, column: 1, code: "qasm.undefined"),
    Bad(text: "OPENQASM 2.0", line: 1, column: 13, code: "qasm.syntax"),
  ]

  static let version3: [Bad] = [
    three("qubit[2] q;\nh q[2];", 2, 3, "qasm.index"), three("qubit[2] q;\nint x = q;", 2, 9, "qasm.type"),
    three("qubit q;\nq[0] = 1;", 2, 1, "qasm.type"),
    three("array[int, 3] a;", 1, 1, "qasm.unsupported"), three("extern f(int) -> int;", 1, 1, "qasm.unsupported"),
    three("defcal x $0 { }", 1, 1, "qasm.unsupported"), three("cal { }", 1, 1, "qasm.unsupported"),
    three("complex[float] z;", 1, 1, "qasm.unsupported"),
    three("stretch s;", 1, 1, "qasm.unsupported"), three("input float t;", 1, 13, "qasm.input"),
    three("const int x;", 1, 12),
    three("const int x = 1;\nx = 2;", 2, 1, "qasm.type"),
    three("qubit q; bit b;\nb = measure q;\nrx(b) q;", 3, 4, "qasm.unsupported"),
    three("break;", 1, 1), three("qubit q;\nfor int i in [0:0:3] x q;", 2, 1, "qasm.value"),
    three("qubit q;\nfor i in 3 x q;", 2, 1, "qasm.unsupported"),
    three("qubit q;\npow(0.3) @ dcx q, q;", 2, 19, "qasm.repeat"),
    three("qubit[2] q;\npow(0.3) @ dcx q[0], q[1];", 2, 1, "qasm.unsupported"),
    three("qubit q;\nctrl(0) @ x q;", 2, 1, "qasm.value"), three("qubit q;\nctrl @ x q;", 2, 1, "qasm.arity"),
    three("def f() { }\ndef f() { }", 2, 1, "qasm.duplicate"),
    three("def f(qubit a) { x a; }\nf(3);", 2, 3, "qasm.type"),
    three("def f(int a) -> int { return a; }\nint x = f();", 2, 9, "qasm.arity"),
    three("def f(int a) -> int { return f(a); }\nint x = f(1);", 1, 30, "qasm.limit"),
    three("while (true) { }", 1, 1, "qasm.limit"),
    three("int[65] x;", 1, 5, "qasm.value"), three("bit[2] b = \"101\";", 1, 8, "qasm.size"),
    three("bit[2] b = \"12\";", 1, 12),
    three("int x = 1 / 0;", 1, 11, "qasm.value"), three("{ qubit q; }", 1, 9), three("let a = 3;", 1, 9, "qasm.type"),
    three("delay[5] $0;", 1, 7, "qasm.type"),
    three("int x = 0b2;", 1, 9), three("float f = 1e999;", 1, 11), three("gphase(1) $0;", 1, 1, "qasm.arity"),
  ]

  @Test("what is wrong is named with its place", arguments: version2 + version3)
  func place(_ bad: Bad) throws {
    let error = try #require(throws: CircuitError.self) { try OpenQASM.parse(bad.text, file: "bad.qasm") }
    #expect(error.code == bad.code, "\(error)")
    #expect(error.location?.line == bad.line && error.location?.column == bad.column, "\(error)")
    #expect(error.exit == .badInput && error.description.hasPrefix("bad.qasm:\(bad.line):\(bad.column): "))
  }

  @Test("programs that would grow without end are refused before they do")
  func bombs() throws {
    var doubling = "OPENQASM 2.0; include \"qelib1.inc\"; gate g0 a { h a; }\n"
    var empty = "OPENQASM 2.0; gate g0 a { }\n"
    for level in 1...60 {
      doubling += "gate g\(level) a { g\(level - 1) a; g\(level - 1) a; }\n"
      empty += "gate g\(level) a { g\(level - 1) a; g\(level - 1) a; }\n"
    }
    let chain = (1...5000).reduce(into: "OPENQASM 2.0; include \"qelib1.inc\"; gate g0 a { h a; }\n") { text, level in
      text += "gate g\(level) a { g\(level - 1) a; }\n"
    }
    let texts = [
      doubling + "qreg q[1]; g60 q[0];", empty + "qreg q[1]; g60 q[0];", chain + "qreg q[1]; g5000 q[0];",
      "OPENQASM 2.0; qreg q[1]; U(" + String(repeating: "(", count: 100_000) + "1",
      "OPENQASM 2.0; qreg q[1]; U(" + String(repeating: "-", count: 100_000) + "1",
      "OPENQASM 2.0; qreg q[1]; U(1" + String(repeating: "+1", count: 100_000) + ",0,0) q[0];",
      "OPENQASM 3; " + String(repeating: "{", count: 100_000),
      "OPENQASM 3; include \"stdgates.inc\"; qubit q; for int i in [0:1000000000] x q;",
      "OPENQASM 3; include \"stdgates.inc\"; qubit q; pow(1000000) @ h q; pow(1000000) @ h q; pow(1000000) @ h q; pow(1000000) @ h q; pow(1000000) @ h q;",
      "OPENQASM 3; if (true) " + String(repeating: "if (true) ", count: 10_000) + "{}",
      "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[1000000];" + String(repeating: "barrier q;", count: 100),
    ]
    for text in texts {
      let error = try #require(throws: CircuitError.self) { try OpenQASM.parse(text) }
      #expect(error.code == "qasm.limit" && error.location != nil, "\(error.message)")
    }
  }
}
