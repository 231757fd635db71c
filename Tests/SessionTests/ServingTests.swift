import Glibc
import Testing

extension SessionTests {
  /// `ft serve` at its end.
  @Suite struct ServingTests {
    private static let question = MalformedRequest.framed(
      "POST", "/v1/chat/completions",
      body: Array(
        #"{"model":"sandbox-1","messages":[{"role":"user","content":"Hi"}],"max_tokens":8,"#.utf8)
        + Array(#""stream":true}"#.utf8))

    /// A server whose chats come so slowly, and a chat whose answer has begun.
    private func streaming(
      in place: Place, milliseconds: Int
    ) async throws -> (program: Program, connection: RawConnection) {
      let program = try place.start(
        "exec ft serve --store store --key k123 --fault 'slow:\(milliseconds)' 2>&1")
      let said = try await program.see("Ctrl-C stops")
      let port = try #require(said.firstMatch(of: /127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) })
      let connection = try RawConnection(port: port)
      connection.send(Self.question.bytes)
      try connection.begin()
      return (program, connection)
    }

    @Test func `Ctrl-C lets open streams end`() async throws {
      let place = try Place()
      let (program, connection) = try await streaming(in: place, milliseconds: 100)
      program.kill(SIGINT)
      try await program.see("finishing open streams; Ctrl-C again ends at once")
      let answer = try #require(try connection.answer())
      #expect(String(decoding: answer.body, as: UTF8.self).hasSuffix("data: [DONE]\n\n"))
      #expect(try connection.answer() == nil)
      let ended = try await program.ended()
      #expect(ended.status == 0)
      #expect(ended.output.hasSuffix("stopped\n"))
    }

    @Test func `A second Ctrl-C waits for nobody`() async throws {
      let place = try Place()
      let (program, connection) = try await streaming(in: place, milliseconds: 600_000)
      program.kill(SIGINT)
      try await program.see("finishing open streams")
      program.kill(SIGINT)
      #expect(try await program.ended().status == 130)
      #expect(throws: RawConnection.Broken.self) { try connection.answer() }
    }
  }
}
