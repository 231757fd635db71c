import Datasets
import Testing

/// A text, and what of it is private: `kind:value`, in order.
struct Planted: Sendable, CustomTestStringConvertible {
  let text: String
  let wanted: [String]

  init(_ text: String, _ wanted: String...) {
    self.text = text
    self.wanted = wanted
  }

  var testDescription: String { text }
}

private func found(_ text: String, _ kinds: Set<PrivateKind>) -> [String] {
  let bytes = Array(text.utf8)
  return PrivateDataScanner(kinds).find(in: bytes).map {
    "\($0.kind.rawValue):\(String(decoding: bytes[$0.range], as: UTF8.self))"
  }
}

private let english = [
  Planted(
    "Write to jane.doe+news@mail.example.co.uk, please.", "email:jane.doe+news@mail.example.co.uk"),
  Planted("mailto:a_b%c@x-y.io?subject=hi", "email:a_b%c@x-y.io"),
  Planted("<Bob@Example.COM>; sue@example.org.", "email:Bob@Example.COM", "email:sue@example.org"),
  Planted("Call (415) 555-2671 or 415-555-2672.", "phone:(415) 555-2671", "phone:415-555-2672"),
  Planted("415.555.2671 is mine", "phone:415.555.2671"),
  Planted("1-415-555-2671, ext. 12", "phone:1-415-555-2671"),
  Planted(
    "+1 (415) 555-2671 and +1-415-555-2671", "phone:+1 (415) 555-2671", "phone:+1-415-555-2671"),
  Planted("+14155552671", "phone:+14155552671"),
  Planted("London: +44 20 7946 0958.", "phone:+44 20 7946 0958"),
  Planted(
    "+49 (30) 901820 or +33 1 42 68 53 00", "phone:+49 (30) 901820", "phone:+33 1 42 68 53 00"),
  Planted("My card is 4111 1111 1111 1111, 12/27.", "card:4111 1111 1111 1111"),
  Planted("5555-5555-5555-4444", "card:5555-5555-5555-4444"),
  Planted("amex 3782 822463 10005", "card:3782 822463 10005"),
  Planted("card=4012888888881881;", "card:4012888888881881"),
  Planted(
    "6011111111111117 and 3530111333300000", "card:6011111111111117", "card:3530111333300000"),
  Planted("IBAN DE89 3704 0044 0532 0130 00 please", "iban:DE89 3704 0044 0532 0130 00"),
  Planted(
    "GB29NWBK60161331926819, FR1420041010050500013M02606", "iban:GB29NWBK60161331926819",
    "iban:FR1420041010050500013M02606"),
  Planted(
    "export OPENAI_API_KEY=sk-proj-abcdefghij0123456789ABCDEFG",
    "key:sk-proj-abcdefghij0123456789ABCDEFG"),
  Planted("AKIAIOSFODNN7EXAMPLE is the id", "key:AKIAIOSFODNN7EXAMPLE"),
  Planted(
    "token ghp_abcdefghijklmnopqrstuvwxyz0123456789", "key:ghp_abcdefghijklmnopqrstuvwxyz0123456789"
  ),
  Planted("AIzaSyA1234567890abcdefghijklmnopqrstuv", "key:AIzaSyA1234567890abcdefghijklmnopqrstuv"),
  Planted("slack xoxb-123456789012-abcdefGHIJ.", "key:xoxb-123456789012-abcdefGHIJ"),
  Planted(
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w5N",
    "key:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w5N"),
  Planted("postgres://admin:s3cr3t!pw@db.example.com/x", "key:s3cr3t!pw"),
  Planted("password: hunter2hunter2", "key:hunter2hunter2"),
  Planted("{\"api_key\": \"9f8e7d6c5b4a\"}", "key:9f8e7d6c5b4a"),
  Planted(
    "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nb",
    "key:-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"),
  Planted("For orders call 415-555-2671.", "phone:415-555-2671"),
]

private let korean = [
  Planted("제 번호는 010-1234-5678입니다.", "phone:010-1234-5678"),
  Planted("01012345678로 연락 주세요", "phone:01012345678"),
  Planted(
    "전화: 010 9876 5432, 메일: minsu.kim@naver.com으로", "phone:010 9876 5432",
    "email:minsu.kim@naver.com"),
  Planted("대표전화 02-123-4567, 02-1234-5678", "phone:02-123-4567", "phone:02-1234-5678"),
  Planted("(031) 123-4567 또는 031-1234-5678", "phone:(031) 123-4567", "phone:031-1234-5678"),
  Planted("02)555-1234번", "phone:02)555-1234"),
  Planted(
    "해외에서는 +82-10-1234-5678, +82 2 123 4567", "phone:+82-10-1234-5678", "phone:+82 2 123 4567"),
  Planted("안심번호 0502-1234-5678, 인터넷 070-1234-5678", "phone:0502-1234-5678", "phone:070-1234-5678"),
  Planted("주민번호 900101-1234568 입니다", "resident:900101-1234568"),
  Planted("주민등록번호는 9001011234568", "resident:9001011234568"),
  Planted("０１０－１２３４－５６７８", "phone:０１０－１２３４－５６７８"),
  Planted("카드 4111-1111-1111-1111로 결제", "card:4111-1111-1111-1111"),
]

private let japanese = [
  Planted("電話は090-1234-5678です。", "phone:090-1234-5678"),
  Planted("０９０－１２３４－５６７８まで", "phone:０９０－１２３４－５６７８"),
  Planted("09012345678、03-1234-5678", "phone:09012345678", "phone:03-1234-5678"),
  Planted("03(1234)5678、(03)1234-5678", "phone:03(1234)5678", "phone:(03)1234-5678"),
  Planted("045-123-4567と0422-12-3456", "phone:045-123-4567", "phone:0422-12-3456"),
  Planted("+81 90-1234-5678、+81-3-1234-5678", "phone:+81 90-1234-5678", "phone:+81-3-1234-5678"),
  Planted("マイナンバーは123456789018です", "my-number:123456789018"),
  Planted("個人番号：１２３４５６７８９０１８", "my-number:１２３４５６７８９０１８"),
  Planted("1234-5678-9018", "my-number:1234-5678-9018"),
  Planted("メールはtaro@example.jpへ。", "email:taro@example.jp"),
  Planted("電話０３ー１２３４ー５６７８", "phone:０３ー１２３４ー５６７８"),
]

/// Numbers and words that look like private data, and are not.
private let falseFriends: [String] = [
  // Orders, parcels, tickets.
  "Order number 123456789012", "order #01012345678", "주문번호 01012345678", "注文番号：1234-5678-9018",
  "ORD-010-1234-5678", "tracking 4111111111111111", "운송장번호 123456789018", "SKU 4155552671",
  "Order: 4111 1111 1111 1111", "123456789018", "invoice no. 090-1234-5678",
  // Dates, times, versions.
  "2024-01-15", "2024.01.15 10:30:00", "01-02-2024", "20240115", "10:30:45.123456789",
  "1700000000", "1700000000000", "1711150312345", "2024-01-15T10:30:00+0900", "version 10.15.7.1",
  "v1.2.3-rc.4", "1.2.3.4-5678", "UTC+09:00", "2024/01/15 12345678",
  // Books and goods.
  "ISBN 978-0-306-40615-7", "ISBN 978-89-7914-874-9", "9780306406157", "4006381333931",
  "0-306-40615-2",
  // Amounts and counts.
  "$4,155,552,671", "₩10,000,000", "12345678원", "3.14159265358979", "1,000,000,000",
  "0.1234567890123456", "415 555 2671 900", "4155552671", "010-1234", "010-12345-6789",
  // No checksum.
  "4111 1111 1111 1112", "900101-1234567", "901301-1234568", "DE88 3704 0044 0532 0130 00",
  "9999 9999 9999 9999", "1234-5678-9012",
  // Not addresses.
  "icon@2x.png", "git@github.com:swift/swift.git", "npm i react@18.2.0", "@user", "a@b",
  "user@host",
  "1@2.3", "foo@bar..com", "@example.com", "price @ 5.99",
  // Not secrets.
  "sk-learn", "sk-", "password: required", "password: ********", "token: [TOKEN]",
  "api_key = ${API_KEY_V2}", "hf_transformers", "secret: <your-secret-1>", "eyJ", "the SG.1 unit",
  "pwd=/home/user1/data", "-----BEGIN CERTIFICATE-----", "AKIAS are", "const sk_live_ = 1",
  // Placeholders.
  "[EMAIL_1] and [PHONE_12]", "{email}", "<phone number>",
  // Others.
  "1588-1234", "112 is in no list", "std::vector",
  "/api/v1/01012345678", "#01012345678", "x=1234567890", "A12345678901234567",
]

@Suite struct PrivateDataTests {
  @Test(arguments: english + korean + japanese)
  func `Private data is found as it is written, and nothing else of the text`(_ planted: Planted) {
    #expect(found(planted.text, PrivateKind.usual) == planted.wanted)
  }

  @Test(arguments: falseFriends)
  func `What only looks like private data is left alone`(_ text: String) {
    #expect(found(text, PrivateKind.usual) == [])
  }

  /// What the forms and checksums cannot tell; the list may only grow shorter.
  private static let known = (
    missed: [
      "Ring 415 555 2671", "내 번호는 공일공 1234 5678", "jane at example dot com",
      "私の番号は123456789018です", "9001011234568",
    ],
    mistaken: ["meeting 010-0101-2024"]
  )

  @Test func `Of a planted text most is found, and little else`() {
    let planted = english + korean + japanese
    let all = planted.map(\.text) + falseFriends + Self.known.missed + Self.known.mistaken
    let wanted = planted.reduce(0) { $0 + $1.wanted.count }
    let isFound = all.reduce(0) { $0 + found($1, PrivateKind.usual).count }
    let precision = Double(wanted) / Double(isFound)
    let recall = Double(wanted) / Double(wanted + Self.known.missed.count)
    #expect(isFound == wanted + Self.known.mistaken.count)
    #expect(precision > 0.98, "precision \(precision)")
    #expect(recall > 0.92, "recall \(recall)")
  }

  @Test(arguments: [
    Planted("from 203.0.113.7, port 80", "ip:203.0.113.7"),
    Planted("2001:db8::8a2e:370:7334.", "ip:2001:db8::8a2e:370:7334"),
    Planted(
      "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "ip:2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
    Planted("127.0.0.1 and 0.0.0.0"), Planted("version 1.2.3.4"), Planted("1.2.3.4.5"),
    Planted("256.1.1.1"), Planted("10:30:45"), Planted("a::b and std::vector"), Planted("01.2.3.4"),
  ])
  func `Addresses of machines are found when they are asked for`(_ planted: Planted) {
    #expect(found(planted.text, [.ip]) == planted.wanted)
    #expect(found(planted.text, PrivateKind.usual) == [])
  }

  @Test(arguments: [
    (PrivateKind.email, ["Bob@Example.com", "bob@example.COM"]),
    (
      .phone,
      ["010-1234-5678", "01012345678", "+82-10-1234-5678", "０１０－１２３４－５６７８", "+82 010 1234 5678"]
    ),
    (.phone, ["(415) 555-2671", "+1 415 555 2671", "415.555.2671"]),
    (.phone, ["03(1234)5678", "+81-3-1234-5678"]),
    (.card, ["4111 1111 1111 1111", "4111-1111-1111-1111"]),
    (.iban, ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000"]),
  ])
  func `A value is one, whichever way it is written`(_ kind: PrivateKind, _ values: [String]) {
    #expect(Set(values.map { PrivateData.identity(of: $0, kind) }).count == 1)
  }

  @Test func `Any bytes are scanned to their end, and what is found lies in order`() {
    let parts = english + korean + japanese
    for (index, planted) in parts.enumerated() {
      var bytes = Array(planted.text.utf8)
      for cut in bytes.indices {
        bytes[cut] = bytes[cut] &+ UInt8(truncatingIfNeeded: index)
        var end = 0
        for data in PrivateDataScanner(Set(PrivateKind.allCases)).find(in: bytes) {
          #expect(data.range.lowerBound >= end && data.range.upperBound <= bytes.count)
          end = data.range.upperBound
        }
      }
    }
  }
}
