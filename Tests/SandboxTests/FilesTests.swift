import FineTuning
import Foundation
import Sandbox
import Synchronization
import Testing

@Suite struct FilesTests {
  @Test func `A file comes back byte for byte`() async throws {
    let world = try World()
    let file = try await world.sandbox.uploadFile(upload(lines(3)))
    #expect(
      file
        == File(
          id: file.id, byteCount: 261, createdAt: 1_000, name: "a.jsonl", purpose: "fine-tune"))
    #expect(try "file-[A-Za-z0-9]{22}".matches(file.id.rawValue))
    let content = try await bytes(world.sandbox.fileContent(file.id))
    #expect(content == lines(3))
    #expect(try await world.sandbox.file(file.id) == file)
  }

  @Test func `The store is its owner's alone`() async throws {
    let world = try World()
    _ = try await world.upload(lines(1))
    for name in ["", "/files", "/jobs", "/models"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: world.path + name)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var name = "a.jsonl"
    var purpose = "fine-tune"
    var content = "{}"
    var status = 400
    let message: String

    var testDescription: String { message }
  }

  @Test(arguments: [
    Refusal(
      purpose: "train",
      message: "'train' is not one of ['assistants', 'batch', 'evals', 'fine-tune', 'user_data', "
        + "'vision'] - 'purpose'"),
    Refusal(name: "a.csv", message: "Invalid file format for Fine-Tuning API. Must be .jsonl"),
    Refusal(content: "", message: "File is empty."),
    Refusal(content: "\n \n", message: "File is empty."),
    Refusal(
      content: "[1]\n",
      message: "Expected file to have JSONL format, where every line is a JSON dictionary. "
        + "Line 1 is not a dictionary (HINT: line starts with: \"[1]...\")."),
    Refusal(
      content: "{\n  \"prompt\": 1\n}\n",
      message: "Expected file to have JSONL format, where every line is a JSON dictionary. "
        + "Line 1 is not a dictionary (HINT: line starts with: \"{...\")."),
    Refusal(
      content: "{\"p\": 1}\n\n  oops oops",
      message: "Expected file to have JSONL format, where every line is a JSON dictionary. "
        + "Line 3 is not a dictionary (HINT: line starts with: \"oops...\")."),
  ])
  func `A file that cannot be trained on is refused in the service's words`(
    _ refusal: Refusal
  ) async throws {
    let world = try World()
    let error = await #expect(throws: ServiceError.self) {
      try await world.sandbox.uploadFile(
        SandboxTests.upload(
          Array(refusal.content.utf8), name: refusal.name, purpose: refusal.purpose))
    }
    #expect(error?.message == refusal.message)
    #expect(error?.status == refusal.status)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.path + "/files") == [])
  }

  @Test func `Lists are newest first, and pages meet without gap or double`() async throws {
    let world = try World()
    var ids: [File.ID] = []
    for _ in 1...5 { ids.append(try await world.upload(lines(1))) }
    let all = try await world.sandbox.files(PageQuery())
    #expect(all.elements.map(\.id) == ids.reversed() && !all.hasMore)
    var query = PageQuery(limit: 2, order: .ascending)
    var found: [File.ID] = []
    while true {
      let page = try await world.sandbox.files(query)
      found += page.elements.map(\.id)
      query.after = page.elements.last?.id.rawValue
      if !page.hasMore { break }
    }
    #expect(found == ids)
    await #expect(throws: ServiceError.self) {
      try await world.sandbox.files(PageQuery(after: "file-nowhere"))
    }
    await #expect(throws: ServiceError.self) {
      try await world.sandbox.files(PageQuery(limit: 0))
    }
  }

  @Test func `A list can be of one purpose`() async throws {
    let world = try World()
    _ = try await world.upload(lines(1))
    let other = try await world.sandbox.uploadFile(
      SandboxTests.upload(Array("any".utf8), name: "b.bin", purpose: "user_data"))
    #expect(try await world.sandbox.files(PageQuery(purpose: "user_data")).elements == [other])
  }

  @Test func `A deleted file is gone, but whoever reads it reads on`() async throws {
    let world = try World()
    let id = try await world.upload(lines(9))
    let content = try await world.sandbox.fileContent(id)
    let deletion = Deletion(id: id.rawValue, object: "file", isDeleted: true)
    #expect(try await world.sandbox.deleteFile(id) == deletion)
    #expect(try await bytes(content) == lines(9))
    let error = await #expect(throws: ServiceError.self) { try await world.sandbox.file(id) }
    #expect(
      error
        == ServiceError(status: 404, message: "No such File object: \(id)", parameter: "id"))
  }

  @Test(arguments: [
    "", ".", "..", "../files", "a/b", "a\0b", "%2e%2e", String(repeating: "a", count: 500),
  ])
  func `An id never leads out of the store`(id: String) async throws {
    let world = try World()
    await #expect(throws: ServiceError.self) { try await world.sandbox.file(File.ID(id)) }
    await #expect(throws: ServiceError.self) { try await world.sandbox.job(Job.ID(id)) }
    await #expect(throws: ServiceError.self) { try await world.sandbox.model(id) }
    await #expect(throws: ServiceError.self) { try await world.sandbox.deleteModel(id) }
    await #expect(throws: ServiceError.self) {
      try await world.sandbox.response(ModelResponse.ID(id))
    }
  }

  @Test func `A file with an end of life ends`() async throws {
    let time = Clock(1_000)
    var options = World.options()
    options.clock = { time.now }
    let world = try World(options: options)
    var request = SandboxTests.upload(lines(1))
    request.expiresAfterSeconds = 3_600
    let file = try await world.sandbox.uploadFile(request)
    #expect(file.expiresAt == 4_600)
    time.now = 4_599
    #expect(try await world.sandbox.file(file.id) == file)
    time.now = 4_600
    await #expect(throws: ServiceError.self) { try await world.sandbox.file(file.id) }
    request.expiresAfterSeconds = 60
    await #expect(throws: ServiceError.self) { try await world.sandbox.uploadFile(request) }
  }

  @Test func `An upload that breaks off leaves nothing`() async throws {
    let world = try World()
    let broken = FileUpload(
      name: "a.jsonl", purpose: "fine-tune",
      body: ByteStream { continuation in
        continuation.yield(lines(1))
        continuation.finish(throwing: CancellationError())
      })
    await #expect(throws: CancellationError.self) {
      try await world.sandbox.uploadFile(broken)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.path + "/files") == [])
  }

  @Test func `What a dead process left of an upload is swept away`() async throws {
    let world = try World()
    let draft = world.path + "/files/.upload-file-x"
    try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false)
    try Data(lines(1)).write(to: URL(filePath: draft + "/content"))
    _ = try Sandbox(store: world.path, options: World.options())
    #expect(!FileManager.default.fileExists(atPath: draft))
  }

  @Test func `An upload that goes on is not swept away by another process`() async throws {
    let world = try World()
    let path = world.path
    let pieces = Mutex([lines(1), lines(1)][...])
    let growing = FileUpload(
      name: "a.jsonl", purpose: "fine-tune",
      body: ByteStream {
        // The other one starts before the first byte, between two pieces, and at the end.
        try Sandbox(store: path, options: World.options(seed: 2, isWorking: false)).close()
        return pieces.withLock { $0.popFirst() }
      })
    let file = try await world.sandbox.uploadFile(growing)
    #expect(try await bytes(world.sandbox.fileContent(file.id)) == lines(1) + lines(1))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path + "/files") == [file.id.rawValue])
  }

  @Test func `A store of a newer sandbox is left alone`() async throws {
    let world = try World()
    try Data("ft-sandbox-store 2\n".utf8).write(to: URL(filePath: world.path + "/format"))
    let error = #expect(throws: StoreError.self) {
      try Sandbox(store: world.path, options: World.options())
    }
    #expect(error?.description == "\(world.path): not written by the sandbox")
  }
}
