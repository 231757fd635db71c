import CommandLanguage
import Testing

@Suite struct ReferenceTests {
  @Test(arguments: [
    (
      "#12",
      Reference.examples(dataset: nil, revision: nil, ranges: [.init(.number(12))], field: .init())
    ),
    ("마브#$", .examples(dataset: "마브", revision: nil, ranges: [.init(.last)], field: .init())),
    (
      "marv@r3#3..7,9,11..$.messages[2].content",
      .examples(
        dataset: "marv", revision: 3,
        ranges: [
          .init(.number(3), .number(7)), .init(.number(9)), .init(.number(11), .last),
        ],
        field: .init([.name("messages"), .index(2), .name("content")]))
    ),
    ("marv@r3", .dataset("marv", revision: 3, field: .init())),
    ("marv@r", .dataset("marv", revision: .snapshot("r"), field: .init())),
    ("마브@전", .dataset("마브", revision: .snapshot("전"), field: .init())),
    (
      "marv@before-2.count",
      .dataset("marv", revision: .snapshot("before-2"), field: .init([.name("count")]))
    ),
    (
      "marv@r2d2#3",
      .examples(
        dataset: "marv", revision: .snapshot("r2d2"), ranges: [.init(.number(3))], field: .init())
    ),
    ("marv@r3.count", .dataset("marv", revision: 3, field: .init([.name("count")]))),
    ("marv.count", .dataset("marv", revision: nil, field: .init([.name("count")]))),
    ("@last", .job("last", field: .init())),
    ("@demo-2.loss[0]", .job("demo-2", field: .init([.name("loss"), .index(0)]))),
    ("%", .result(cell: nil, field: .init())),
    ("%12.p95", .result(cell: 12, field: .init([.name("p95")]))),
    ("%.count", .result(cell: nil, field: .init([.name("count")]))),
  ])
  func `A reference reads in parts and writes itself back`(
    _ text: String, _ expected: Reference
  ) {
    #expect(Reference(text) == expected)
    #expect("\(expected)" == text)
  }

  @Test(arguments: [
    "", "marv", "#", "#x", "#0", "#7..3", "#$..3", "#3,", "#3..", "#3.", "marv#3.a..b", "@", "@-x",
    "@demo.", "%x", "%3x", "4.1", "a b#3", "marv@", "marv@-x", "marv@r99999999999999999999", "50%",
    "#99999999999999999999",
    "marv.", "marv.count x", "#3[", "#3[x]",
  ])
  func `Other text is no reference`(_ text: String) {
    #expect(Reference(text) == nil)
  }

  @Test(arguments: [
    ("tokens", ".tokens"), (".messages[2].content", ".messages[2].content"),
    ("a[0][1]", ".a[0][1]"),
    ("[3]", "[3]"), ("a..b", nil), (".", nil), ("", nil), ("a b", nil), ("a[", nil), ("-a", nil),
  ])
  func `A field's way begins with or without a dot`(_ text: String, _ expected: String?) {
    #expect(FieldPath(text).map { "\($0)" } == expected)
  }

  @Test(arguments: [
    ("12", 12.0), ("-3", -3), ("0.10", 0.1), ("1e-5", 0.000_01), ("2E3", 2_000), ("1,000", nil),
    ("--3", nil), ("1.", nil), (".5", nil), ("0x10", nil), ("nan", nil), ("inf", nil),
    ("1e999", nil),
    ("", nil), ("-", nil), ("٣", nil),
  ])
  func `A number is digits with a sign, fraction and exponent`(_ text: String, _ value: Double?) {
    #expect(Number(text)?.value == value)
  }

  @Test(arguments: [
    ("ftjob-8hQz", RawIdentifier.job("ftjob-8hQz")), ("file-Q7ab", .file("file-Q7ab")),
    ("ft:gpt-4.1:acme", .model("ft:gpt-4.1:acme")), ("ftjob-8h", nil), ("file-", nil),
    ("ft:", nil), ("marv", nil),
  ])
  func `A provider's id is known by its first letters`(_ word: String, _ expected: RawIdentifier?) {
    #expect(RawIdentifier(word) == expected)
  }

  @Test(arguments: [
    ("marv", true), ("marv-ko_2", true), ("마브", true), ("_a", true), ("2marv", false), ("", false),
    ("a b", false), ("a.b", false), ("-a", false), ("where", true), ("marv\n", false),
  ])
  func `A name is a letter, then letters, digits and two signs`(_ text: String, _ isOne: Bool) {
    #expect(isName(text) == isOne)
  }
}
