import Datasets
import JSON
import Testing

/// The first bytes of an image's file, as Pillow 12 wrote it, in base64.
struct Header: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let width: Int
  let height: Int
  let base64: String

  init(_ name: String, _ width: Int, _ height: Int, _ base64: String) {
    (testDescription, self.width, self.height) = (name, width, height)
    self.base64 = base64
  }

  static let all = [
    Header(
      "PNG", 300, 200,
      "iVBORw0KGgoAAAANSUhEUgAAASwAAADIAQAAAAB6pOH4"),
    Header(
      "GIF", 300, 200,
      "R0lGODdhLAHIAIEAAAAAAA=="),
    Header(
      "JPEG, baseline", 17, 9,
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZ"
        + "lo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl"
        + "+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAAR"
        + "CAAJABEDASIAAhEBAxEB/8QA"),
    Header(
      "JPEG, progressive with Exif", 17, 9,
      "/9j/4AAQSkZJRgABAQAAAQABAAD/4QBMRXhpZgAATU0AKgAAAAgAAQEOAAIAAAApAAAAGgAA"
        + "AAB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4AAD/2wBDACgcHiMe"
        + "GSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6"
        + "/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4"
        + "+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wgARCAAJABEDASIAAhEBAxEB"),
    Header(
      "WEBP, lossy", 17, 9,
      "UklGRj4AAABXRUJQVlA4IDIAAADQAgCdASoRAAkAP3Ggxli0q6ejsA=="),
    Header(
      "WEBP, lossless", 17, 9,
      "UklGRh4AAABXRUJQVlA4TBEAAAAvEAACAAdQhSLXo/+BiOh/AAA="),
    Header(
      "WEBP, extended", 17, 9,
      "UklGRmIAAABXRUJQVlA4WAoAAAAQAAAAEAAACAAAQUxQSAoAAAABBw=="),
  ]
}

@Suite struct ImageTokensTests {
  /// An example whose user shows one image.
  private func image(_ part: String) throws -> ExampleImage? {
    let line = #"{"messages":[{"role":"user","content":[\#(part)]}]}"#
    let example = try Example(Array(line.utf8))
    return example.images(of: example.messages[0]).first
  }

  @Test(arguments: Header.all)
  func `The size is read from the header alone`(_ header: Header) throws {
    let part = #"{"type":"image_url","image_url":{"url":"data:image/x;base64,\#(header.base64)"}}"#
    let size = ImageSize(width: header.width, height: header.height)
    #expect(try image(part) == ExampleImage(size: size))
    // PHP writes slashes with a backslash.
    #expect(try image(part.replacing("/", with: #"\/"#)) == ExampleImage(size: size))
    #expect(
      try image(#"{"image_url":"data:;base64,\#(header.base64)"}"#) == ExampleImage(size: size))
  }

  @Test(arguments: Header.all)
  func `A header that is cut short has no size, wherever it is cut`(_ header: Header) throws {
    for length in 0..<header.base64.count where length < 13 {
      let part = #"{"image_url":"data:;base64,\#(header.base64.prefix(length))"}"#
      #expect(try image(part) == ExampleImage(size: nil))
    }
  }

  @Test(
    arguments: [
      (#"{"image_url":{"url":"https://x.org/a.png"}}"#, ExampleImage(size: nil, isRemote: true)),
      (
        #"{"image_url":{"url":"https://x.org/a.png","detail":"low"}}"#,
        ExampleImage(size: nil, isLowDetail: true, isRemote: true)
      ),
      (
        #"{"type":"input_image","image_url":"https://x.org/a","detail":"low"}"#,
        ExampleImage(size: nil, isLowDetail: true, isRemote: true)
      ),
      (#"{"image_url":{"url":"data:image/png,plain"}}"#, ExampleImage(size: nil)),
      (#"{"image_url":{"url":"data:image/png;base64,!!!!"}}"#, ExampleImage(size: nil)),
      (#"{"type":"input_audio","input_audio":{"data":"AAAA"}}"#, nil),
      (#"{"type":"text","text":"a","image_url":"https://x.org"}"#, nil),
      (#"{"image_url":7}"#, nil),
    ] as [(String, ExampleImage?)])
  func `A part is an image when it has an address of one`(
    _ part: String, _ expected: ExampleImage?
  ) throws {
    #expect(try image(part) == expected)
  }

  /// The first five are OpenAI's own examples and measurements.
  @Test(arguments: [
    ("gpt-4o", 1_024, 1_024, 765), ("gpt-4o", 2_048, 4_096, 1_105),
    ("gpt-4.1", 1_800, 2_400, 765), ("gpt-4.1-mini", 1_800, 2_400, 2_352),
    ("gpt-4.1-mini", 1_024, 1_024, 1_659),
    // One tile; two beside each other; just over a tile each way; far too long.
    ("gpt-4o", 1, 1, 255), ("gpt-4o", 513, 512, 425), ("gpt-4o", 513, 513, 765),
    ("gpt-4o", 20_000, 100, 765), ("gpt-4o", 768, 768, 765), ("gpt-4o", 769, 769, 765),
    ("gpt-4o", 4_096, 4_096, 765), ("gpt-4o", 2_048, 768, 1_445),
    ("gpt-4o-mini", 1_024, 1_024, 25_501), ("o1", 1_024, 1_024, 675), ("o3", 512, 512, 225),
    ("gpt-5", 1_024, 1_024, 630), ("gpt-5.1", 1_024, 1_024, 630),
    ("gpt-4.1-nano", 32, 32, 2), ("gpt-4.1-nano", 1_024, 1_024, 2_519),
    ("gpt-4.1-mini", 33, 32, 3), ("gpt-4.1-mini", 1_248, 1_248, 2_464),
    ("gpt-4.1-mini", 1_280, 1_280, 2_464), ("gpt-4.1-mini", 1, 100_000, 2_488),
    ("o4-mini", 320, 320, 172),
    ("ft:gpt-4o-mini-2024-07-18:org::id", 512, 512, 8_500),
    ("gpt-4.1-mini-2025-04-14", 64, 64, 6), ("chatgpt-4o-latest", 512, 512, 255),
  ])
  func `An image is counted by its model's rule`(
    _ model: String, _ width: Int, _ height: Int, _ tokens: Int
  ) throws {
    let rule = try #require(ImageRule(model: model))
    #expect(rule.tokens(ImageSize(width: width, height: height)) == tokens)
    #expect(rule.tokens(ImageSize(width: height, height: width)) == tokens)
  }

  /// The tiles and patches again, as the guide describes them: with sizes that are not whole.
  @Test func `The whole numbers agree with the guide's own steps`() throws {
    let tiles = try #require(ImageRule(model: "gpt-4o"))
    let patches = try #require(ImageRule(model: "gpt-4.1-mini"))
    for width in stride(from: 7, to: 6_000, by: 131) {
      for height in stride(from: 5, to: 6_000, by: 97) {
        let size = ImageSize(width: width, height: height)
        #expect(tiles.tokens(size) == 85 + 170 * tilesByTheGuide(Double(width), Double(height)))
        let count = patchesByTheGuide(Double(width), Double(height))
        #expect(patches.tokens(size) == Int((Double(count) * 1.62).rounded()), "\(size)")
      }
    }
  }

  @Test func `Low detail needs no size, where the model knows it`() throws {
    let remote = ExampleImage(size: nil, isLowDetail: true, isRemote: true)
    let tiles = try #require(ImageRule(model: "gpt-4o"))
    let patches = try #require(ImageRule(model: "gpt-4.1-mini"))
    #expect(remote.tokens(tiles) == 85)
    #expect(!remote.isAssumed(tiles))
    #expect(remote.tokens(patches) == 1_659)
    #expect(remote.isAssumed(patches))
  }

  @Test func `Models without a known rule have none`() {
    for model in ["gpt-3.5-turbo", "gpt-4", "davinci-002", "sandbox-1", "", "gpt-4om"] {
      #expect(ImageRule(model: model) == nil)
      #expect(TokenRules(model: model).image == .standard)
      #expect(!TokenRules(model: model).knowsImages)
    }
    #expect(TokenRules(model: "gpt-4-0613").functionStart == 10)
    #expect(TokenRules(model: "ft:gpt-3.5-turbo-0125:o::i").functionStart == 10)
    #expect(TokenRules(model: "ft:gpt-4:o::i").functionStart == 10)
    #expect(TokenRules(model: "ft:gpt-4.1:o::i").functionStart == 7)
  }

  @Test func `Every rule says how it counts and where that is from`() {
    #expect(ImageRule.all.allSatisfy { !$0.source.isEmpty && !$0.models.isEmpty })
    #expect(
      Set(ImageRule.all.map(\.sentence)) == [
        "85 + 170 for each tile of 512 × 512", "2833 + 5667 for each tile of 512 × 512",
        "75 + 150 for each tile of 512 × 512", "70 + 140 for each tile of 512 × 512",
        "1.62 for each patch of 32 × 32, at most 1536 patches",
        "2.46 for each patch of 32 × 32, at most 1536 patches",
        "1.72 for each patch of 32 × 32, at most 1536 patches",
      ])
  }
}

/// Fit into 2,048 × 2,048, then to a shorter side of 768; count what is covered.
private func tilesByTheGuide(_ width: Double, _ height: Double) -> Int {
  var scale = min(1, 2_048 / max(width, height))
  scale = min(scale, 768 / min(width, height))
  // A side that is whole by the arithmetic may be a hair longer in floating point.
  func tiles(_ side: Double) -> Int { Int((side * scale / 512 - 1e-9).rounded(.up)) }
  return tiles(width) * tiles(height)
}

/// Shrink to 1,536 patches by area, then until a side is whole; count what is covered.
private func patchesByTheGuide(_ width: Double, _ height: Double) -> Int {
  func covered(_ side: Double) -> Int { Int((side / 32 - 1e-9).rounded(.up)) }
  let count = covered(width) * covered(height)
  guard count > 1_536 else { return count }
  let scale = (32 * 32 * 1_536 / (width * height)).squareRoot()
  let (across, down) = (width * scale / 32, height * scale / 32)
  let rest = min(across.rounded(.down) / across, down.rounded(.down) / down)
  return covered(width * scale * rest) * covered(height * scale * rest)
}

@Suite struct TokenAccountTests {
  /// A token per byte, so that the rule's own numbers show.
  private func account(_ text: String, _ rules: TokenRules = .standard) throws -> TokenAccount {
    unsafe TokenAccount(of: try Example(Array(text.utf8)), rules: rules) { $0.count }
  }

  @Test func `An account says what each token is for`() throws {
    let account = try account(
      #"{"messages":[{"role":"system","content":"Be brief."},"#
        + #"{"role":"user","name":"bo","content":[{"type":"text","text":"What?"},"#
        + #"{"type":"image_url","image_url":{"url":"https://x.org/a.png"}}]},"#
        + #"{"role":"assistant","tool_calls":[{"id":1}]},"#
        + #"{"role":"assistant","content":"Sun","weight":0},{"role":"assistant","content":"Hm"}],"#
        + #""tools":[{"type":"function","function":{"name":"f","description":""}}]}"#)
    #expect(account.contents == 9 + 5 + 3 + 2)
    #expect(account.roles == 6 + 4 + 3 * 9)
    #expect(account.names == 2 + 1)
    #expect(account.messageCount == 5)
    #expect(account.conversationCount == 1)
    #expect(account.calls == 10)
    #expect(account.tools == 7 + 2 + 12)
    #expect(account.images == 765)
    #expect((account.imageCount, account.assumedSizeCount) == (1, 1))
    #expect(account.assistant == 10 + 3 + 2)
    #expect(account.trained == 10 + 2)
    #expect(account.total == 19 + 37 + 3 + 5 * 3 + 3 + 10 + 21 + 765)
    #expect(!account.isCertain)
  }

  @Test func `A model's own rules change tools and images and nothing else`() throws {
    let line =
      #"{"messages":[{"role":"user","content":[{"image_url":"https://x.org/a"}]}],"#
      + #""tools":[{"function":{"name":"f"}}]}"#
    let standard = try account(line)
    let mini = try account(line, TokenRules(model: "gpt-4.1-mini"))
    let older = try account(line, TokenRules(model: "gpt-3.5-turbo"))
    #expect(mini.total - standard.total == 1_659 - 765)
    #expect(older.total - standard.total == 3)
  }
}
