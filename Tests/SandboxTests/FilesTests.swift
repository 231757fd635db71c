import FineTuning
import Sandbox
import Testing

@Suite struct FilesTests {
  @Test func `A file comes back byte for byte`() async throws {
    let world = try World()
    let file = try await world.sandbox.uploadFile(upload(lines(3)))
    #expect(
      file
        == File(
          id: file.id, byteCount: 261, createdAt: 1_000, name: "a.jsonl", purpose: "fine-tune"))
    let content = try await bytes(world.sandbox.fileContent(file.id))
    #expect(content == lines(3))
  }
}
