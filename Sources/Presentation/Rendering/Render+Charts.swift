import Quantities

func lines(of chart: CurveChart, _ layout: Layout) -> [StyledText] {
  let points = chart.series.flatMap(\.points).filter(\.value.isFinite)
  guard let lowest = points.map(\.value).min(), let highest = points.map(\.value).max(),
    let first = points.map(\.step).min(), let last = points.map(\.step).max()
  else { return [StyledText("(nothing to plot yet)", .dim)] }
  let plot = Plot(
    values: lowest...highest, steps: first...last, height: chart.height,
    width: layout.chartWidth, usesUnicode: layout.usesUnicode)
  return plot.lines(of: chart.series)
}

/// The scales of one chart, and its drawing.
private struct Plot {
  let values: ClosedRange<Double>
  let steps: ClosedRange<Int>
  let height: Int
  let usesUnicode: Bool
  let labelWidth: Int
  /// Columns of the curve.
  let columns: Int

  /// Marks of the series after the first; ASCII, since wider marks shift in some fonts.
  private static let marks: [Character] = ["o", "x", "+", "*"]

  init(
    values: ClosedRange<Double>, steps: ClosedRange<Int>, height: Int, width: Int,
    usesUnicode: Bool
  ) {
    self.values = values
    self.steps = steps
    self.height = height
    self.usesUnicode = usesUnicode
    labelWidth =
      [values.lowerBound, values.upperBound].map { NumberFormat.measure($0).count }.max() ?? 0
    columns = max(8, width - labelWidth - 2)
  }

  func lines(of series: [CurveChart.Series]) -> [StyledText] {
    guard let main = series.first else { return [] }
    let levels = columnValues(main.points, filling: true).map { $0.map(level) }
    let overlays = series.dropFirst().map { columnValues($0.points, filling: false) }
    let rows = (0..<height).map { row -> StyledText in
      var line = axis(row)
      for column in 0..<columns {
        let mark = overlays.indices.last { index in
          overlays[index][column].map { self.row(of: $0) == row } ?? false
        }
        if let mark {
          line.append(String(Self.marks[(mark - overlays.startIndex) % Self.marks.count]), .caution)
        } else {
          line.append(String(block(levels[column], row)), .accent)
        }
      }
      return trimmed(line)
    }
    return rows + footer(series)
  }

  /// One value per column: the mean of the points there.
  ///
  /// Between points of a filled curve stands their straight line, unless a value is missing there.
  private func columnValues(_ points: [CurveChart.Point], filling: Bool) -> [Double?] {
    var sums = [(total: Double, count: Int)](repeating: (0, 0), count: columns)
    var result = [Double?](repeating: nil, count: columns)
    for point in points where point.value.isFinite {
      let column = self.column(of: point.step)
      sums[column].total += point.value
      sums[column].count += 1
      result[column] = sums[column].total / Double(sums[column].count)
    }
    guard filling else { return result }
    for (left, right) in zip(points, points.dropFirst())
    where left.value.isFinite && right.value.isFinite {
      let start = column(of: left.step)
      let end = column(of: right.step)
      guard end > start + 1 else { continue }
      for column in (start + 1)..<end {
        let share = Double(column - start) / Double(end - start)
        result[column] = left.value + (right.value - left.value) * share
      }
    }
    return result
  }

  private func column(of step: Int) -> Int {
    // As distances without a sign, since steps may be as far apart as two numbers can be.
    let span = UInt(bitPattern: steps.upperBound &- steps.lowerBound)
    guard span > 0, steps.contains(step) else { return 0 }
    let distance = UInt(bitPattern: step &- steps.lowerBound)
    return Int(span.dividingFullWidth(distance.multipliedFullWidth(by: UInt(columns - 1))).quotient)
  }

  /// The height of a value in eighths of a line, at least 1.
  private func level(_ value: Double) -> Int {
    let span = values.upperBound / 2 - values.lowerBound / 2
    guard span > 0 else { return height * 4 }
    let share = (value / 2 - values.lowerBound / 2) / span
    return min(max(1, Int(saturating: (share * Double(height * 8)).rounded())), height * 8)
  }

  /// The line of a value, from the top.
  private func row(of value: Double) -> Int { height - 1 - (level(value) - 1) / 8 }

  private func block(_ level: Int?, _ row: Int) -> Character {
    let filled = (level ?? 0) - (height - 1 - row) * 8
    if filled <= 0 { return " " }
    let blocks: [Character] = Array(usesUnicode ? "▁▂▃▄▅▆▇█" : "...:::##")
    return blocks[min(filled, 8) - 1]
  }

  /// The left edge of a line, with a value at the top, in the middle and at the bottom.
  private func axis(_ row: Int) -> StyledText {
    let shown: Double? =
      switch row {
      case 0: values.upperBound
      case height - 1: values.lowerBound
      case height / 2 where height >= 5:
        values.upperBound
          - (values.upperBound - values.lowerBound) * (Double(row) + 0.5) / Double(height)
      default: nil
      }
    let label = StyledText(shown.map(NumberFormat.measure) ?? "", .dim)
    let edge = shown == nil ? (usesUnicode ? "│" : "|") : (usesUnicode ? "┤" : "+")
    return padded(label, to: labelWidth, .trailing) + StyledText(" " + edge, .dim)
  }

  private func footer(_ series: [CurveChart.Series]) -> [StyledText] {
    let indent = String(repeating: " ", count: labelWidth + 1)
    let rule =
      (usesUnicode ? "└" : "+") + String(repeating: usesUnicode ? "─" : "-", count: columns)
    let first = "step " + NumberFormat.count(steps.lowerBound)
    let last = NumberFormat.count(steps.upperBound)
    let gap = max(1, columns - first.count - last.count)
    let scale = indent + " " + first + String(repeating: " ", count: gap) + last
    var legend = StyledText(indent + " ")
    for (index, one) in series.enumerated() {
      if index > 0 { legend.append("   ") }
      let mark = index == 0 ? (usesUnicode ? "█" : "#") : Self.marks[(index - 1) % Self.marks.count]
      legend.append(String(mark), index == 0 ? .accent : .caution)
      legend.append(" " + sanitized(one.name))
    }
    return [StyledText(indent + rule, .dim), StyledText(scale, .dim), legend]
  }
}
