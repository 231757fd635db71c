import Datasets
import JSON
import Randomness
import Testing

/// Rows of four languages, some of them changed copies of others, against every pair of them.
@Suite struct NearRepeatsTests {
  static let threshold = 0.7

  private static let words: [String: [String]] = [
    "English":
      "the a parcel refund shoes return order customer service answer within thirty days label account box price send back ship north office Monday please write number invoice leather size colour store garden"
      .split(separator: " ").map { "\($0) " },
    "Korean":
      "환불은 언제까지 신청할 수 있나요 신발이 작아서 반품하고 싶습니다 구매하신 날부터 상자를 그대로 보내 주시면 확인한 뒤에 전액을 돌려 드립니다 배송 주소 변경은 고객 센터에서 도와 드려요"
      .split(separator: " ").map { "\($0) " },
    "Japanese": [
      "靴の", "サイズが", "合わない", "ので", "返品", "したい", "のですが", "お買い上げ", "から", "三十日", "以内に", "箱の", "まま",
      "お送り", "ください", "確認の", "うえ", "代金を", "全額", "お返し", "いたします", "配送先", "変更", "注文", "番号", "領収書",
    ],
    "code": [
      "for i in range(n):\n", "    total += price[i]\n", "return total\n", "if not rows:\n",
      "x = y + 1\n",
      "def load(path):\n", "    with open(path) as f:\n", "import json\n",
      "print(json.dumps(row))\n",
      "while left < right:\n", "    left += 1\n", "raise ValueError(name)\n", "except KeyError:\n",
      "class Shop(Base):\n", "assert len(rows) == 3\n", "self.items.append(item)\n",
    ],
  ]

  struct Row {
    let language: String
    let example: Example
  }

  /// Texts of several lengths, each with copies in which words were changed at several rates.
  private func rows(_ random: inout SeededGenerator) throws -> [Row] {
    var rows: [Row] = []
    for (language, words) in Self.words.sorted(by: { $0.key < $1.key }) {
      for base in 0..<24 {
        let text = (0..<(12 + 4 * base)).map { _ in words[random.below(words.count)] }
        for rate in [0, 0.01, 0.03, 0.06, 0.1] {
          let changed = text.map { word in
            random.unit() < rate ? words[random.below(words.count)] : word
          }
          let half = changed.count / 3
          let messages: JSONValue = [
            "messages": [
              ["role": "user", "content": .string(changed[..<half].joined())],
              ["role": "assistant", "content": .string(changed[half...].joined())],
            ]
          ]
          rows.append(Row(language: language, example: try Example(messages.encoded())))
        }
      }
    }
    return rows
  }

  /// The plain definition: runs of six bytes that begin with a character.
  private func shingles(_ text: [UInt8]) -> Set<ArraySlice<UInt8>> {
    Set(
      text.indices.filter { $0 + 6 <= text.count && text[$0] & 0xC0 != 0x80 }
        .map { text[$0..<$0 + 6] })
  }

  @Test func `Nearly all pairs that are alike are found, and no others`() throws {
    var random = SeededGenerator(seed: 5)
    let rows = try rows(&random)
    var sketcher = TextSketcher(of: .whole)
    var sketches = TextSketches()
    for row in rows { sketcher.add(row.example, to: &sketches) }
    let texts = rows.map { sketcher.text(of: $0.example) }
    let sets = texts.map(shingles)
    var alike: [String: Set<TextPair>] = [:]
    for one in rows.indices {
      for other in rows.indices
      where one < other && rows[one].language == rows[other].language {
        if min(sets[one].count, sets[other].count) * 10 < max(sets[one].count, sets[other].count)
          * 7
        {
          continue
        }
        let shared = sets[one].intersection(sets[other]).count
        let union = sets[one].count + sets[other].count - shared
        if Double(shared) >= Self.threshold * Double(union) {
          alike[rows[one].language, default: []].insert(TextPair(first: one, second: other))
        }
      }
    }
    let pairs = sketches.pairs(likeness: Self.threshold)
    let byIndex = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($0, $1) })
    let likenesses = PairCheck().likenesses(of: pairs, in: byIndex)
    var found = Set(zip(pairs, likenesses).filter { $1 >= Self.threshold }.map(\.0))
    // Equal texts are told apart from alike ones, and are alike to what the first of them is.
    let first = sketches.firstEqual()
    for (index, earlier) in first.enumerated() where index != earlier {
      for pair in found where pair.first == earlier || pair.second == earlier {
        let other = pair.first == earlier ? pair.second : pair.first
        found.insert(TextPair(first: min(index, other), second: max(index, other)))
      }
      found.insert(TextPair(first: earlier, second: index))
    }
    #expect(alike.count == 4)
    for (language, pairs) in alike.sorted(by: { $0.key < $1.key }) {
      let own = found.filter { rows[$0.first].language == language }
      let recall = Double(own.intersection(pairs).count) / Double(pairs.count)
      let precision = Double(own.intersection(pairs).count) / Double(own.count)
      #expect(pairs.count > 100, "\(language)")
      #expect(recall >= 0.97, "\(language): \(recall) of \(pairs.count)")
      #expect(precision >= 0.97, "\(language): \(precision) of \(own.count)")
    }
  }

  private static let likenesses: [(one: String, other: String, likeness: Double)] = [
    ("", "", 1), ("a", "a", 1), ("a", "b", 0), ("abcdef", "abcdef", 1),
    ("abcdefg", "bcdefgh", 1.0 / 3), ("가나다", "가나다", 1), ("가나다", "나다라", 1.0 / 3),
    ("가나", "나가", 0), ("aaaaaaaaaa", "aaaaaaa", 1),
  ]

  @Test(arguments: likenesses)
  func `Likeness is the share of common runs`(_ one: String, _ other: String, _ likeness: Double) {
    #expect(abs(exactLikeness(one, other) - likeness) < 1e-12)
    #expect(exactLikeness(one, other) == exactLikeness(other, one))
  }

  private func exactLikeness(_ one: String, _ other: String) -> Double {
    PairCheck().likenesses(
      of: [TextPair(first: 0, second: 1)], in: [0: Array(one.utf8), 1: Array(other.utf8)])[0]
  }

  private static let texts: [(text: String, system: WritingSystem)] = [
    ("한국어와 some words", .korean), ("日本語です", .japanese), ("中文文本没有假名", .chinese),
    ("中国的企业在日本市场很多很多很多很多の", .chinese), ("plain words", .latin),
    ("Привет", .cyrillic), ("123 +", .none), ("환불 정책은 API를 보세요", .korean),
  ]

  @Test(arguments: texts)
  func `A text's script is told by its letters`(_ text: String, _ system: WritingSystem) {
    #expect(WritingSystem(of: text) == system)
  }
}
