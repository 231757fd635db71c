import Digests
import Testing

@Suite struct Base64Tests {
  /// The test vectors of RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `The vectors of the standard hold`(plain: String, coded: String) {
    #expect(Base64.encoded(plain.utf8) == Array(coded.utf8))
    #expect(Base64.decoded(coded.utf8) == Array(plain.utf8))
  }

  @Test func `Every byte comes back`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 256) }
    for count in [0, 1, 2, 3, 255, 1000] {
      #expect(Base64.decoded(Base64.encoded(bytes.prefix(count))) == Array(bytes.prefix(count)))
    }
  }

  @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "Zg==Zg==", "Z-9v", "====", "Zm 9v"])
  func `What is not base64 is not read`(text: String) {
    #expect(Base64.decoded(text.utf8) == nil)
  }

  @Test func `A byte is decoded alone, in both alphabets`() {
    let bytes = (0..<256).map { UInt8($0) }
    let letters = Base64.encoded(bytes)
    let other = letters.map { letter in
      switch letter {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: letter
      }
    }
    for text in [letters, other].map({ Base64.Text($0[...]) }) {
      #expect((0..<256).map { text[$0] } == bytes)
      #expect(text[400] == nil)
    }
    #expect(Base64.Text(Array("!!!!".utf8)[...])[0] == nil)
  }
}
