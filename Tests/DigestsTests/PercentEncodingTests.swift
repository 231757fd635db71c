import Digests
import Testing

/// Text in an address (RFC 3986 §2.1), with what its callers let stand.
@Suite struct PercentEncodingTests {
  @Test(arguments: [
    ("marv.jsonl", "", "marv.jsonl"), ("ft:gpt-4o:x", ":", "ft:gpt-4o:x"), ("a:b", "", "a%3Ab"),
    ("data/my file.jsonl", "/", "data/my%20file.jsonl"), ("a/b", "", "a%2Fb"),
    ("100%", "", "100%25"), ("\u{7F}\n", "", "%7F%0A"), ("질문", "", "%EC%A7%88%EB%AC%B8"),
  ])
  func `What is not plain becomes its bytes`(text: String, kept: String, encoded: String) {
    #expect(PercentEncoding.encoded(text, keeping: kept) == encoded)
    #expect(PercentEncoding.decoded(encoded) == text)
  }

  @Test(arguments: ["%", "%2", "%zz", "%FF"])
  func `A broken escape is none`(text: String) {
    #expect(PercentEncoding.decoded(text) == nil)
  }
}
