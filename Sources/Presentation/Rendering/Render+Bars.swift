import Quantities

func lines(of sparkline: Sparkline, _ layout: Layout) -> [StyledText] {
  let label = sparkline.label.sanitized()
  let caption = sparkline.caption.sanitized()
  let labelWidth = label.isEmpty ? 0 : label.width + 2
  let captionWidth = caption.isEmpty ? 0 : caption.width + 2
  // Blocks give way to the numbers, yet a few always stay; then the caption has its own line.
  let available = layout.width - labelWidth
  let fits = available - captionWidth >= min(8, sparkline.values.count)
  let width = max(1, min(sparkline.maximumWidth, fits ? available - captionWidth : available))
  let blocks = Presentation.sparkline(
    sparkline.values, width: width, usesUnicode: layout.usesUnicode)
  var line = label
  if !label.isEmpty { line.append("  ") }
  line.append(blocks)
  guard !caption.isEmpty else { return [trimmed(line)] }
  if fits { return [line + "  " + caption] }
  return [trimmed(line)] + caption.wrapped(to: layout.width)
}

func lines(of histogram: Histogram, _ layout: Layout) -> [StyledText] {
  let labels = histogram.bins.map { StyledText($0.label).sanitized() }
  let labelWidth = labels.map(\.width).max() ?? 0
  let counts = histogram.bins.map { NumberFormat.count($0.count) }
  let countWidth = counts.map(\.count).max() ?? 0
  let largest = histogram.bins.map(\.count).max() ?? 0
  let available = max(1, min(layout.chartWidth - labelWidth - countWidth - 4, 40))
  return histogram.bins.indices.map { index in
    let share = largest > 0 ? Double(histogram.bins[index].count) / Double(largest) : 0
    let head = padded(labels[index], to: labelWidth, .trailing) + "  "
    let number = padded(StyledText(counts[index]), to: countWidth, .trailing)
    let drawn = bar(share, columns: available, usesUnicode: layout.usesUnicode)
    return trimmed(head + number + "  " + StyledText(drawn, .accent))
  }
}

/// A bar of a share of `columns`; any share above zero shows.
private func bar(_ share: Double, columns: Int, usesUnicode: Bool) -> String {
  guard share > 0 else { return "" }
  guard usesUnicode else {
    return String(
      repeating: "#", count: max(1, Int(saturating: (share * Double(columns)).rounded())))
  }
  let eighths = max(1, Int(saturating: (share * Double(columns * 8)).rounded()))
  let parts: [Character] = Array("▏▎▍▌▋▊▉")
  let rest = eighths % 8
  return String(repeating: "█", count: eighths / 8) + (rest > 0 ? String(parts[rest - 1]) : "")
}
