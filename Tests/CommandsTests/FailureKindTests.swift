import CommandLanguage
import Commands
import Testing

/// A code in a message is a promise that `help CODE` explains it.
@Suite struct FailureKindTests {
  @Test(arguments: FailureKind.allCases)
  func `Every code is explained, in capital and small letters`(kind: FailureKind) async throws {
    #expect(!kind.page.isEmpty)
    let fixture = try SessionFixture()
    let page = await fixture.run("help \(kind.code)")
    #expect(page.hasPrefix("\(kind.code)\n"), "\(page)")
    #expect(page == (await fixture.run("help \(kind.code.lowercased())")))
  }

  @Test func `Two kinds never share an explanation`() {
    #expect(Set(FailureKind.allCases.map(\.page)).count == FailureKind.allCases.count)
  }

  /// The numbers are what shells and build machines have been told.
  @Test func `The exit status follows the kind`() {
    #expect(FailureKind.overLimit.exitCode == .refusedByMoneyGuard)
    #expect(FailureKind.newerWorkspace.exitCode == .newerWorkspace)
    #expect(FailureKind.expectationDiffers.exitCode == .expectationDiffers)
    #expect(FailureKind.unreachable.exitCode == .offline)
    #expect(FailureKind.interrupted.exitCode == .interrupted)
    #expect(FailureKind.unknownVerb.exitCode == .usage)
    #expect(FailureKind.noFile.exitCode == .failed)
  }
}
