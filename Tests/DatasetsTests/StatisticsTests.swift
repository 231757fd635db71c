import Datasets
import Testing

@Suite struct DistributionTests {
  /// Expected figures from NumPy 2: `percentile(x, [5, 50, 95])`.
  @Test(arguments: [
    ([7], 7.0, 7.0, 7.0),
    ([1, 2], 1.05, 1.5, 1.95),
    ([3, 1, 2], 1.1, 2.0, 2.9),
    ([1, 1, 1, 100], 1.0, 1.0, 85.15),
    (Array(0...20), 1.0, 10.0, 19.0),
    ([5, 9, 12, 12, 12, 40, 41, 77, 1000, 1001], 6.8, 26.0, 1000.55),
  ])
  func `Percentiles are those of NumPy`(
    _ values: [Int], _ p5: Double, _ median: Double, _ p95: Double
  ) throws {
    let summary = try #require(Distribution(values).summary)
    #expect(abs(summary.p5 - p5) < 1e-9)
    #expect(abs(summary.median - median) < 1e-9)
    #expect(abs(summary.p95 - p95) < 1e-9)
    #expect(summary.minimum == values.min())
    #expect(summary.maximum == values.max())
    #expect(summary.mean == Double(values.reduce(0, +)) / Double(values.count))
  }

  @Test func `Nothing has no summary and no histogram`() {
    #expect(Distribution().summary == nil)
    #expect(Distribution().histogram() == [])
    #expect(Distribution().quantile(0.5) == nil)
  }

  @Test func `A histogram has round bins that hold every number`() {
    let bins = Distribution([3, 12, 14, 99, 100]).histogram(limit: 6)
    #expect(bins.map(\.lowerBound) == [0, 20, 40, 60, 80, 100])
    #expect(bins.map(\.count) == [3, 0, 0, 0, 1, 1])
    #expect(bins.allSatisfy { $0.width == 20 })
  }

  @Test(arguments: [2, 3, 5, 20])
  func `A histogram never has more bins than allowed`(_ limit: Int) {
    let values = (0..<500).map { ($0 * 7_919) % 1_013 - 300 }
    let bins = Distribution(values).histogram(limit: limit)
    #expect(bins.count <= limit)
    #expect(bins.reduce(0) { $0 + $1.count } == values.count)
  }

  @Test func `Parts merge without loss`() {
    let values = (0..<500).map { ($0 * 7_919) % 1_013 }
    var merged = Distribution(values.prefix(123))
    merged.merge(Distribution(values.dropFirst(123)))
    #expect(merged == Distribution(values))
  }
}

@Suite struct DatasetStatisticsTests {
  @Test func `Each example adds its messages, roles and tokens`() throws {
    let lines = [
      #"{"messages":[{"role":"system","content":"ab"},{"role":"user","content":"c"},{"role":"assistant","content":"def"}]}"#,
      #"{"messages":[{"role":"user","content":"c"},{"role":"assistant","content":"defg","weight":0}]}"#,
    ]
    var statistics = DatasetStatistics()
    for line in lines {
      let example = try Example(Array(line.utf8))
      statistics.add(example, tokens: unsafe ExampleTokens(of: example) { $0.count })
    }
    #expect(statistics.exampleCount == 2)
    #expect(statistics.byteCount == lines.reduce(0) { $0 + $1.utf8.count })
    #expect(statistics.roles == ["system": 1, "user": 2, "assistant": 2])
    #expect(statistics.missingSystemCount == 1)
    // 3 per message, 3 per conversation, and a token per byte of role and content.
    #expect(statistics.tokens == Distribution([9 + 3 + 19 + 6, 6 + 3 + 13 + 5]))
    #expect(statistics.assistantTokens == Distribution([3, 4]))
    #expect(statistics.trainedTokens == Distribution([3, 0]))
  }

  @Test func `Tools and images are noticed, since their counts are estimates`() throws {
    let image = #"{"type":"image_url","image_url":{"url":"https://x.org/a.png"}}"#
    let lines = [
      #"{"messages":[{"role":"user","content":[\#(image),{"type":"text","text":"a"},\#(image)]}]}"#,
      #"{"messages":[{"role":"user","content":[\#(image)]}],"tools":[]}"#,
      #"{"messages":[{"role":"user","content":"image_url"}]}"#,
    ]
    var whole = DatasetStatistics()
    for line in lines {
      var part = DatasetStatistics()
      part.add(try Example(Array(line.utf8)))
      whole.merge(part)
    }
    #expect((whole.imageCount, whole.toolExampleCount) == (3, 1))
  }
}
