import FineTuning
import Foundation
import Sandbox
import Testing

@Suite struct UploadsTests {
  @Test func `Parts become a file in the order that the client gives`() async throws {
    let world = try World()
    let whole = lines(4)
    let upload = try await world.start(whole.count)
    #expect(upload.status == .pending && upload.expiresAt == 4_600)
    let second = try await world.add(Array(whole[150...]), to: upload)
    let first = try await world.add(Array(whole[..<150]), to: upload)
    #expect(first.upload == upload.id)
    let done = try await world.sandbox.completeUpload(
      upload.id, parts: [first.id, second.id], md5: nil)
    let file = try #require(done.file)
    #expect(done.status == .completed)
    #expect(try await bytes(world.sandbox.fileContent(file.id)) == whole)
    #expect(try await world.sandbox.file(file.id) == file)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: "\(world.path)/uploads/\(upload.id)")
    #expect(left == ["upload.json"])
  }

  /// From the appendix of RFC 1321, and around the lengths where its padding changes.
  static let digests = [
    ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
    (String(repeating: "x", count: 55), "04364420e25c512fd958a70738aa8f72"),
    (String(repeating: "x", count: 56), "668a72d5ba17f08e62dabcafad6db14b"),
    (String(repeating: "x", count: 64), "c1bb4f81d892b2d57947682aeb252456"),
  ]

  @Test(arguments: digests)
  func `A digest proves that the upload is whole`(text: String, digest: String) async throws {
    let world = try World()
    let upload = try await world.start(text.utf8.count, purpose: "user_data")
    let part = try await world.add(Array(text.utf8), to: upload)
    let wrong = String(digest.reversed())
    let error = await #expect(throws: ServiceError.self) {
      try await world.sandbox.completeUpload(upload.id, parts: [part.id], md5: wrong)
    }
    #expect(error?.message == "The file's MD5 is \(digest), but '\(wrong)' was expected.")
    let done = try await world.sandbox.completeUpload(
      upload.id, parts: [part.id], md5: digest.uppercased())
    #expect(done.status == .completed)
  }

  @Test func `Parts must add up to what was announced`() async throws {
    let world = try World()
    let upload = try await world.start(100)
    let part = try await world.add(lines(1), to: upload)
    let error = await #expect(throws: ServiceError.self) {
      try await world.sandbox.completeUpload(upload.id, parts: [part.id], md5: nil)
    }
    #expect(error?.message == "The parts have 87 bytes, but the upload has 100.")
    await #expect(throws: ServiceError.self) {
      try await world.sandbox.completeUpload(upload.id, parts: [UploadPart.ID("../x")], md5: nil)
    }
    #expect(try await world.sandbox.files(PageQuery()).elements == [])
  }

  @Test func `An upload that is over takes nothing more`() async throws {
    let world = try World()
    let upload = try await world.start(87)
    #expect(try await world.sandbox.cancelUpload(upload.id).status == .cancelled)
    let error = await #expect(throws: ServiceError.self) {
      try await world.add(lines(1), to: upload)
    }
    #expect(error?.message == "Upload \(upload.id) has status 'cancelled'")
    let unknown = await #expect(throws: ServiceError.self) {
      try await world.sandbox.cancelUpload(Upload.ID("upload_x"))
    }
    #expect(unknown?.status == 404)
  }

  @Test func `An upload expires after an hour`() async throws {
    let time = Clock(1_000)
    var options = World.options()
    options.clock = { time.now }
    let world = try World(options: options)
    let upload = try await world.start(87)
    time.now = 4_600
    let error = await #expect(throws: ServiceError.self) {
      try await world.add(lines(1), to: upload)
    }
    #expect(error?.message == "Upload \(upload.id) has status 'expired'")
  }
}

extension World {
  fileprivate func start(_ count: Int, purpose: String = "fine-tune") async throws -> Upload {
    try await sandbox.createUpload(
      UploadRequest(name: "a.jsonl", purpose: purpose, byteCount: count))
  }

  fileprivate func add(_ bytes: [UInt8], to upload: Upload) async throws -> UploadPart {
    let body = SandboxTests.upload(bytes).body
    return try await sandbox.addPart(UploadPartBody(chunks: body), to: upload.id)
  }
}
