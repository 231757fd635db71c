import Presentation
import Testing

/// Sparklines, charts and histograms.
@Suite struct CurveTests {
  private let losses = [2.41, 1.9, 1.5, 1.2, 1.0, 0.85, 0.75, 0.68, 0.63, 0.6, 0.58, 0.61]

  @Test(
    arguments: [
      ([1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█", "-..::**#"),
      ([3, 3, 3], "▄▄▄", ":::"),
      ([1, nil, .nan, 2], "▁  █", "-  #"),
      ([nil, nil], "  ", "  "), ([], "", ""),
      ([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude], "▁█", "-#"),
    ] as [([Double?], String, String)])
  func `A sparkline spans lowest to highest`(values: [Double?], blocks: String, ascii: String) {
    #expect(sparkline(values, width: 20) == blocks)
    #expect(sparkline(values, width: 20, usesUnicode: false) == ascii)
  }

  @Test func `More values than columns are averaged`() {
    #expect(sparkline((0..<1_000).map { Double($0) }, width: 8) == "▁▂▃▄▅▆▇█")
  }

  @Test func `A sparkline gives way to its caption`() {
    let block = Block.sparkline(
      .init(losses, label: "loss 0.61", caption: "(first 2.41)", maximumWidth: 12))
    #expect(render([block], Layout(width: 80)) == "loss 0.61  █▆▅▃▃▂▂▁▁▁▁▁  (first 2.41)\n")
    #expect(render([block], Layout(width: 34)) == "loss 0.61  █▆▄▃▂▁▁▁▁  (first 2.41)\n")
    #expect(render([block], Layout(width: 20)) == "loss 0.61  █▆▄▃▂▁▁▁▁\n(first 2.41)\n")
  }

  @Test func `A histogram has a bar for each range`() {
    let block = Block.histogram(
      .init([.init("0-99", 12), .init("100-199", 3), .init("200-299", 0), .init("한글", 1)]))
    #expect(
      render([block], Layout(width: 24)) == """
           0-99  12  ███████████
        100-199   3  ██▊
        200-299   0
           한글   1  ▉

        """)
    #expect(
      render([block], Layout(width: 24, usesUnicode: false)) == """
           0-99  12  ###########
        100-199   3  ###
        200-299   0
           한글   1  #

        """)
  }

  @Test func `A chart has its scales and every series`() {
    let train = losses.enumerated().map { CurveChart.Point($0.offset + 1, $0.element) }
    let valid = [CurveChart.Point(4, 1.6), .init(8, 1.1), .init(12, 1.3)]
    let chart = Block.chart(
      CurveChart([.init("train loss", train), .init("valid loss", valid)], height: 5))
    #expect(
      render([chart], Layout(width: 40)) == """
        2.41 ┤█▄▁
             │███▅▂
        1.50 ┤█████▇▄▂ o
             │█████████▆▄▃▁        o           o
        0.58 ┤██████████████▇▆▅▄▄▃▃▂▂▁▁▁▁▁▁▁▁▁▁▁
             └──────────────────────────────────
              step 1                          12
              █ train loss   o valid loss

        """)
    #expect(
      render([chart], Layout(width: 40, usesUnicode: false)) == """
        2.41 +#:.
             |###:.
        1.50 +######:. o
             |#########::..        o           o
        0.58 +###############::::...............
             +----------------------------------
              step 1                          12
              # train loss   o valid loss

        """)
  }

  @Test func `A chart of extreme steps and values is drawn`() {
    let big = Double.greatestFiniteMagnitude
    let steps = [(Int.min, big), (-1, -big), (0, big), (1, big), (2, .infinity), (Int.max, -big)]
    let points = steps.map { CurveChart.Point($0.0, $0.1) }
    for width in [1, 20, 200] {
      let chart = CurveChart([.init("a", points), .init("b", points)])
      #expect(render([.chart(chart)], Layout(width: width)).contains("step"))
    }
  }

  @Test func `A chart without numbers says so, one with gaps leaves them`() {
    #expect(render([.chart(CurveChart([]))]) == "(nothing to plot yet)\n")
    let points = [CurveChart.Point(1, 2), .init(2, .nan), .init(3, 1), .init(4, 1)]
    #expect(
      render([.chart(CurveChart([.init("loss", points)], height: 2))], Layout(width: 16)) == """
        2.00 ┤█
        1.00 ┤█     ▁▁▁▁
             └──────────
              step 1   4
              █ loss

        """)
  }
}
