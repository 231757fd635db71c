import Quantities

/// Returns a chart as an SVG drawing that takes its colors from the page; nil where nothing is to be
/// drawn.
func svg(of chart: CurveChart) -> String? {
  let points = chart.series.flatMap(\.points).filter(\.value.isFinite)
  guard let lowest = points.map(\.value).min(), let highest = points.map(\.value).max(),
    let first = points.map(\.step).min(), let last = points.map(\.step).max()
  else { return nil }
  return Drawing(values: lowest...highest, steps: first...last).text(of: chart.series)
}

/// The scales of one drawing; lengths are in its own units, of which it is 640 wide.
private struct Drawing {
  let values: ClosedRange<Double>
  let steps: ClosedRange<Int>

  private static let size = (width: 640.0, height: 260.0)
  /// Of the plot, inside the labels.
  private static let (left, right, top, bottom) = (64.0, 628.0, 12.0, 204.0)
  /// A series with fewer points has a mark at each.
  private static let markLimit = 60

  func text(of series: [CurveChart.Series]) -> String {
    let names = series.map { sanitized($0.name) }.joined(separator: ", ")
    let label =
      "\(names): \(NumberFormat.measure(values.lowerBound)) to "
      + "\(NumberFormat.measure(values.upperBound)), step \(steps.lowerBound) to \(steps.upperBound)"
    var parts = [
      "<svg class=\"chart\" viewBox=\"0 0 640 260\" role=\"img\" aria-label=\"\(escapedHTML(label))\">"
    ]
    parts += axes
    for (index, one) in series.enumerated() { parts += curve(one, index) }
    parts += legend(series)
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }

  private var axes: [String] {
    let (left, right, top, bottom) = (Self.left, Self.right, Self.top, Self.bottom)
    let middle = values.lowerBound / 2 + values.upperBound / 2
    let levels =
      values.lowerBound < values.upperBound
      ? [values.upperBound, middle, values.lowerBound] : [values.lowerBound]
    let rules = levels.flatMap { value -> [String] in
      let y = fixed(y(of: value))
      return [
        "<line class=\"rule\" x1=\"\(fixed(left))\" y1=\"\(y)\" x2=\"\(fixed(right))\" y2=\"\(y)\"/>",
        "<text x=\"\(fixed(left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
          + "\(NumberFormat.measure(value))</text>",
      ]
    }
    let below = fixed(bottom + 18)
    return rules + [
      "<path class=\"axis\" d=\"M\(fixed(left)) \(fixed(top))V\(fixed(bottom))H\(fixed(right))\"/>",
      "<text x=\"\(fixed(left))\" y=\"\(below)\">step \(NumberFormat.count(steps.lowerBound))</text>",
      "<text x=\"\(fixed(right))\" y=\"\(below)\" text-anchor=\"end\">"
        + "\(NumberFormat.count(steps.upperBound))</text>",
    ]
  }

  /// The line of a series, broken where a value is missing, and its marks.
  private func curve(_ series: CurveChart.Series, _ index: Int) -> [String] {
    var path = ""
    var isDrawing = false
    for point in series.points {
      guard point.value.isFinite else {
        isDrawing = false
        continue
      }
      path += (isDrawing ? "L" : "M") + place(of: point)
      isDrawing = true
    }
    guard !path.isEmpty else { return [] }
    let shape = "series s\(index % 5)"
    var parts = ["<path class=\"\(shape)\" d=\"\(path)\"/>"]
    if series.points.count <= Self.markLimit {
      parts += series.points.filter(\.value.isFinite).map { point in
        "<circle class=\"mark s\(index % 5)\" cx=\"\(fixed(x(of: point.step)))\" "
          + "cy=\"\(fixed(y(of: point.value)))\" r=\"2.5\"/>"
      }
    }
    return parts
  }

  private func legend(_ series: [CurveChart.Series]) -> [String] {
    var x = Self.left
    return series.enumerated().flatMap { index, one -> [String] in
      let name = sanitized(one.name)
      let (start, end) = (fixed(x), fixed(x + 18))
      let text = fixed(x + 24)
      x += 48 + 8 * Double(displayWidth(name))
      return [
        "<path class=\"series s\(index % 5)\" d=\"M\(start) 244H\(end)\"/>",
        "<text x=\"\(text)\" y=\"248\">\(escapedHTML(name))</text>",
      ]
    }
  }

  private func place(of point: CurveChart.Point) -> String {
    "\(fixed(x(of: point.step))) \(fixed(y(of: point.value)))"
  }

  private func x(of step: Int) -> Double {
    // Halves, since steps may be as far apart as two numbers can be.
    let span = Double(steps.upperBound) / 2 - Double(steps.lowerBound) / 2
    guard span > 0 else { return Self.left }
    let share = (Double(step) / 2 - Double(steps.lowerBound) / 2) / span
    return Self.left + share * (Self.right - Self.left)
  }

  private func y(of value: Double) -> Double {
    let span = values.upperBound / 2 - values.lowerBound / 2
    guard span > 0 else { return (Self.top + Self.bottom) / 2 }
    let share = (value / 2 - values.lowerBound / 2) / span
    return Self.bottom - share * (Self.bottom - Self.top)
  }

  /// With one digit behind the point, whatever the locale.
  private func fixed(_ value: Double) -> String {
    let tenths = Int(saturating: (value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
