import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Randomness
import Testing

/// A part as it was read.
struct ReadPart: Equatable {
  var head: MultipartReader.PartHead
  var content: [UInt8] = []
}

/// A body that is no form, and why.
struct MalformedForm: Sendable, CustomTestStringConvertible {
  let type: String
  let text: String
  let sentence: String

  var testDescription: String { sentence }

  init(_ type: String, _ text: String, _ sentence: String) {
    self.type = type
    self.text = text
    self.sentence = sentence
  }
}

@Suite struct MultipartTests {
  /// The parts of `bytes`, fed in pieces of the sizes that `size` gives.
  private func parts(
    _ bytes: [UInt8], type: String, size: () -> Int
  ) throws -> [ReadPart] {
    var reader = try MultipartReader(contentType: type)
    var parts: [ReadPart] = []
    var start = 0
    while start < bytes.count {
      let end = min(start + size(), bytes.count)
      for event in try reader.feed(Array(bytes[start..<end])) {
        switch event {
        case .part(let head): parts.append(ReadPart(head: head))
        case .content(let content): parts[parts.count - 1].content += content
        case .end: break
        }
      }
      start = end
    }
    try reader.finish()
    return parts
  }

  @Test(arguments: 0..<200)
  func `A form is read wherever its bytes are cut`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var form = MultipartForm(parts: [])
    form.boundary = ["b", "-", "--x", "ft-boundary"].randomElement(using: &random) ?? "b"
    // Pieces that look like a boundary, cut at its every letter.
    let pieces = [
      "\r\n", "\r", "\n", "--", "\r\n--", "\r\n--\(form.boundary.dropLast())", "{}", "",
    ]
    var expected: [ReadPart] = []
    for index in 0..<Int.random(in: 0...4, using: &random) {
      let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (pieces.randomElement(using: &random) ?? "") + "."
      }.joined()
      let content = Array(text.utf8)
      let name = index == 1 ? "a \"b\";=" : "n\(index)"
      let filename = index == 2 ? "데이터.jsonl" : nil
      form.parts.append(
        .init(name: name, filename: filename, content: .chunks([content]), byteCount: content.count)
      )
      expected.append(ReadPart(head: .init(name: name, filename: filename), content: content))
    }
    let bytes = try await form.chunks.collected()
    #expect(bytes.count == form.byteCount)
    let largest = Int.random(in: 1...40, using: &random)
    let read = try parts(bytes, type: form.contentType) {
      Int.random(in: 1...largest, using: &random)
    }
    #expect(read == expected)
  }

  @Test func `Other clients' forms are read too`() throws {
    let text = """
      preamble\r
      --X  \r
      content-disposition: form-data; filename="a\\"b.txt" ; name=file\r
      Content-Type: text/plain\r
      \r
      one\r
      --X\r
      Content-Disposition: form-data; name="empty"\r
      \r
      \r
      --X--\r
      epilogue
      """
    let read = try parts(Array(text.utf8), type: "Multipart/Form-Data; charset=x; Boundary=\"X\"") {
      1
    }
    #expect(
      read == [
        ReadPart(head: .init(name: "file", filename: "a\"b.txt"), content: Array("one".utf8)),
        ReadPart(head: .init(name: "empty")),
      ])
  }

  @Test(arguments: [
    MalformedForm("text/plain", "", "the content type has no boundary"),
    MalformedForm("multipart/form-data", "", "the content type has no boundary"),
    MalformedForm("multipart/form-data; boundary=X", "", "the form ends before its last boundary"),
    MalformedForm(
      "multipart/form-data; boundary=X", "--X\r\n", "the form ends before its last boundary"),
    MalformedForm(
      "multipart/form-data; boundary=X", "--X\r\nA: b\r\n\r\n--X--",
      "a part has no readable Content-Disposition"
    ),
    MalformedForm(
      "multipart/form-data; boundary=X",
      "--X\r\nA: " + String(repeating: "b", count: 20_000),
      "a part's header is longer than 16384 bytes"
    ),
    MalformedForm(
      "multipart/form-data; boundary=X",
      String(
        repeating: "--X\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 40),
      "the form has more than 32 parts"
    ),
  ])
  func `A form that is none says why`(_ example: MalformedForm) throws {
    let error = try #require(throws: MultipartError.self) {
      _ = try parts(Array(example.text.utf8), type: example.type) { 100 }
    }
    #expect(error.description == example.sentence)
  }

  @Test(
    arguments: [
      (["file:a.jsonl={}", "purpose=fine-tune"], 200, nil),
      (["purpose=fine-tune"], 400, "file"),
      (["file:a={}"], 400, "purpose"),
      (["purpose=fun", "file:a={}"], 400, "purpose"),
      (["purpose=fine-tune", "file:a={}", "file:b={}"], 400, "file"),
      (["purpose=fine-tune", "x=1", "file:a={}"], 400, "x"),
      (
        ["purpose=fine-tune", "file:a={}", "expires_after[seconds]=3600"], 400,
        "expires_after.anchor"
      ),
      (
        [
          "file:a={}", "purpose=fine-tune", "expires_after[anchor]=created_at",
          "expires_after[seconds]=5",
        ], 400, "expires_after[seconds]"
      ),
      (
        [
          "file:a={}", "purpose=fine-tune", "expires_after[anchor]=created_at",
          "expires_after[seconds]=3600",
        ], 200, nil
      ),
    ] as [([String], Int, String?)])
  func `An upload's fields come in any order and are checked`(
    fields: [String], status: Int, parameter: String?
  ) async throws {
    let parts = fields.map { field in
      let halves = field.split(separator: "=", maxSplits: 1).map(String.init)
      let names = halves[0].split(separator: ":").map(String.init)
      return MultipartForm.Part(
        name: names[0], filename: names.count > 1 ? names[1] : nil,
        content: .chunks([Array(halves[1].utf8)]))
    }
    let form = MultipartForm(parts: parts)
    let told = try await ServiceRouter(ShelfService()).tell(
      Ask(
        method: .post, path: "/v1/files", headers: [("content-type", form.contentType)],
        body: .multipart(form)))
    #expect(told.status == status)
    #expect(told.json?["error"]?["param"]?.string == parameter)
  }
}
