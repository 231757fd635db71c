import Datasets
import JSON
import Testing

/// Scans `text` as one file.
private func scan(_ text: String) -> ChunkScan {
  unsafe Array(text.utf8).withUnsafeBytes { unsafe scanChunk($0) }
}

private let good = #"{"messages": [{"role": "user", "content": "Hi"}]}"#

@Suite struct ChunkScanTests {
  @Test func `Each good line is an example with its range and number`() {
    let scanned = scan("\(good)\n\n\(good)\r\n\(good)")
    #expect(scanned.examples.map(\.line) == [1, 3, 4])
    #expect(scanned.examples.map(\.range) == [0..<49, 51..<101, 102..<151])
    #expect(scanned.blankLines == [2])
    #expect(scanned.carriageReturnCount == 1)
    #expect(!scanned.endsWithNewline)
    #expect(scanned.faults == [])
  }
}
