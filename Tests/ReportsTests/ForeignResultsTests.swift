import Core
import Reports
import Testing

@Suite struct ForeignResultsTests {
  private func one(_ text: String) throws -> Run {
    let runs = try ForeignResults.read(text, name: "file")
    return try #require(runs.first)
  }

  @Test("tables are read with any separator, with a header or without", arguments: [
    "state,count\n00,510\n11,490\n", "bitstring;counts\n00;510\n11;490\n", "outcome\tshots\n\"0 0\"\t510\n11\t490",
    "00,510\n11,490\n", "# from the lab\r\nMeasurement,Frequency\r\n|00>,510\r\n|11>,490\r\n",
  ])
  func tables(text: String) throws {
    let run = try one(text)
    #expect(run.counts == ["00": 510, "11": 490])
    #expect(run.shots == 1000 && run.qubits == 2)
  }

  @Test("a table with backends becomes one run for each, and probabilities are taken as exact")
  func groups() throws {
    let runs = try ForeignResults.read("backend,state,count\naer,0,5\ncirq,0,4\naer,1,5\ncirq,1,6\n", name: "f")
    #expect(runs.map(\.backend) == ["aer", "cirq"])
    #expect(runs[1].counts == ["0": 4, "1": 6])
    #expect(try one("state,probability\n0,0.25\n1,0.75\n").probabilities == ["0": 0.25, "1": 0.75])
  }

  @Test("what is wrong is told with its line", arguments: [
    ("state,count\n00,5\n2x,5\n", "`2x` is no bit string"), ("state,count\n00,5\n11,-5\n", "file:3"),
    ("state,count\n00,5\n1,5\n", "bits"), ("state,probability\n0,0.5\n1,0.7\n", "add up to 1.2"),
    ("name,value\na,b\n", "file:1"), ("", "empty"), ("{\"a\": [", "no JSON"), ("{\"a\": \"b\"}", "no counts"),
    ("state,count\n00\n", "file:2"), ("{\"counts\": {\"0\": 0.5}}", "no whole number"),
  ])
  func faults(text: String, says: String) {
    #expect {
      _ = try ForeignResults.read(text, name: "file")
    } throws: { error in
      guard let fault = error as? ForeignResults.Fault else { return false }
      return fault.proxima.exit == .badInput && fault.proxima.message.contains(says)
    }
  }

  @Test("sections are each read for themselves and put together")
  func sections() throws {
    let run = try one(
      """
      [METADATA]
      backend,LRET
      execution_time_ms,12.5
      [MEASUREMENTS]
      state,count
      00,60
      11,40
      [STATEVECTOR]
      index,real,imag
      0,0.6,0
      1,0,0
      2,0,0
      3,0,0.8
      [FIDELITY]
      fidelity,0.99
      """)
    #expect(run.backend == "lret" && run.counts == ["00": 60, "11": 40])
    #expect(run.timing.totalSeconds == 0.0125)
    #expect(run.state?.count == 4 && run.state?[3].im == 0.8)
    #expect(run.expectations?.first?.value == 0.99)
  }

  @Test("counts in JSON as Qiskit writes them, hexadecimal and flat ones too")
  func json() throws {
    #expect(try one(#"{"00": 3, "11": 5}"#).counts == ["00": 3, "11": 5])
    #expect(try one(#"{"counts": {"0 1": 2, "11": 1}, "backend": "aer"}"#).counts == ["01": 2, "11": 1])
    #expect(try one(#"{"results": [{"data": {"counts": {"0x0": 2, "0x3": 1}}}]}"#).counts == ["00": 2, "11": 1])
    #expect(try one(#"{"probabilities": [0.5, 0, 0, 0.5]}"#).probabilities?["11"] == 0.5)
    #expect(try ForeignResults.read(#"[{"0": 1}, {"1": 2}]"#, name: "f").map(\.shots) == [1, 2])
  }

  @Test("what LRET answers is read: samples, expectation values, and probabilities from its low-rank state")
  func lret() throws {
    let text = #"""
      {"execution_time_ms": 0.0396, "expectation_values": [0.5], "final_rank": 1, "samples": [0, 3, 3, 0, 1],
       "state": {"L_imag": [0, 0, 0, 0], "L_real": [0.7071067811865476, 0, 0, 0.7071067811865476], "cols": 1,
       "rows": 4, "type": "low_rank"}, "status": "success"}
      """#
    let run = try one(text)
    #expect(run.backend == "lret" && run.method == .lowRank)
    #expect(run.counts == ["00": 2, "11": 2, "01": 1])
    #expect(abs((run.probabilities?["11"] ?? 0) - 0.5) < 1e-12)
    #expect(run.state?.count == 4)
    #expect(run.truncationError == nil)
    #expect(throws: ForeignResults.Fault.self) { try one(#"{"status": "error", "samples": null}"#) }
  }

  @Test("our own files are read back")
  func ours() throws {
    let report = Sample.report
    let runs = try ForeignResults.read(try JSON.text(report), name: "f")
    #expect(runs == report.runs)
    let rows = ReportSheets(report).sheets[1].rows.map { $0.map(\.plain) }
    let sheets = try ForeignResults.read([ReportAnswer.Sheet(name: "Raw Results", rows: rows)], name: "f")
    #expect(sheets.map(\.counts) == report.runs.map(\.counts))
    #expect(sheets.map(\.backend) == ["native", "aer"])
  }
}
