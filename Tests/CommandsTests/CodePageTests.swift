import Foundation
import Testing

/// A code in a message is a promise that `help CODE` explains it.
@Suite struct CodePageTests {
  /// Codes in the sources of the command layer and of the program, `"E310"` and their like.
  static let codes = {
    let sources = TemporaryFolder.tests + "/../../Sources"
    var codes: Set<String> = []
    for folder in ["Commands", "ft"] {
      let files = FileManager.default.enumerator(atPath: "\(sources)/\(folder)")
      while let file = files?.nextObject() as? String {
        guard file.hasSuffix(".swift"), !file.contains("FailurePages"),
          let text = try? String(contentsOfFile: "\(sources)/\(folder)/\(file)", encoding: .utf8)
        else { continue }
        codes.formUnion(text.matches(of: #/"(E\d{3})"/#).map { String($0.1) })
      }
    }
    return codes.sorted()
  }()

  @Test func `Every code that a failure has is explained`() async throws {
    #expect(Self.codes.count > 50)
    let fixture = try SessionFixture()
    for code in Self.codes {
      let page = await fixture.run("help \(code)")
      #expect(page.hasPrefix("\(code)\n"), "\(code): \(page)")
      #expect(page == (await fixture.run("help \(code.lowercased())")))
    }
  }

  @Test func `No page explains a code that nobody uses`() async throws {
    let fixture = try SessionFixture()
    let unused = (0..<1_000).map { "E" + String(String($0 + 1_000).dropFirst()) }
      .filter { !Self.codes.contains($0) }
    let languageCodes = #/^E(0\d\d|70[1-79])$/#
    for code in unused where code.wholeMatch(of: languageCodes) == nil {
      let page = await fixture.run("help \(code)")
      #expect(page.hasPrefix("error E023"), "\(code)")
    }
  }
}
