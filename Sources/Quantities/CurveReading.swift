/// A measurement at a step of a training run; not-a-number where it is missing.
package struct CurvePoint: Sendable, Hashable {
  package var step: Int
  package var value: Double

  package init(_ step: Int, _ value: Double) {
    self.step = step
    self.value = value
  }
}

/// What a measurement should do while a model learns.
package enum Aim: Sendable, Hashable {
  /// A loss.
  case low
  /// An accuracy.
  case high
}

/// Returns what a curve shows in one line, for those who see no plot.
///
/// For example `loss 2.41 to 0.61, lowest 0.58 at step 27; still falling at the end`. How it ends
/// is said from six values on: the last quarter's straight line (least squares) must rise or fall
/// by more than a twentieth of the curve's range and by more than its own scatter.
package func reading(
  of points: [CurvePoint], named name: String = "loss", aim: Aim = .low
) -> String {
  let known = points.filter(\.value.isFinite)
  guard let first = known.first, let last = known.last else { return "no \(name) yet" }
  var text: String
  if known.count == 1 {
    text = "\(name) \(NumberFormat.measure(first.value)) at step \(NumberFormat.count(first.step))"
  } else {
    let best = known.dropFirst().reduce(first) {
      (aim == .low ? $1.value < $0.value : $1.value > $0.value) ? $1 : $0
    }
    let extreme = aim == .low ? "lowest" : "highest"
    text = "\(name) \(NumberFormat.measure(first.value)) to \(NumberFormat.measure(last.value)), "
    text +=
      best == last
      ? "the \(extreme), at step \(NumberFormat.count(last.step))"
      : "\(extreme) \(NumberFormat.measure(best.value)) at step \(NumberFormat.count(best.step))"
    if let ending = ending(of: known, best: best, aim: aim) { text += "; " + ending }
  }
  if known.count < points.count {
    text += "; \(NumberFormat.count(points.count - known.count, "value")) missing"
  }
  return text
}

/// How a curve ends, or nil where it is too short to tell.
private func ending(of points: [CurvePoint], best: CurvePoint, aim: Aim) -> String? {
  guard points.count >= 6 else { return nil }
  let tail = points.suffix(max(4, points.count / 4))
  let values = points.map(\.value)
  guard let lowest = values.min(), let highest = values.max() else { return nil }
  let line = fittedLine(tail)
  let threshold = max((highest - lowest) / 20, line.scatter)
  guard line.change.magnitude > threshold else {
    let mean = tail.map(\.value).reduce(0, +) / Double(tail.count)
    let loss = aim == .low ? mean - best.value : best.value - mean
    let isWorse = loss > max((highest - lowest) / 5, 2 * line.scatter)
    guard isWorse, best != points.first, best.step < tail.first?.step ?? 0 else {
      return "level at the end"
    }
    let verb = aim == .low ? "risen" : "fallen"
    return "\(verb) since step \(NumberFormat.count(best.step)), level at the end"
  }
  let direction = line.change < 0 ? "falling" : "rising"
  let isGood = (line.change < 0) == (aim == .low)
  if isGood { return "still \(direction) at the end" }
  // A turn is worth its place only when the curve got better before.
  return best == points.first
    ? "\(direction) at the end" : "\(direction) since step \(NumberFormat.count(best.step))"
}

/// The change over the stretch by its least-squares line, and the standard deviation around it.
private func fittedLine(_ points: ArraySlice<CurvePoint>) -> (change: Double, scatter: Double) {
  let count = Double(points.count)
  let origin = points.first?.step ?? 0
  let xs = points.map { Double($0.step) - Double(origin) }
  let ys = points.map(\.value)
  let meanX = xs.reduce(0, +) / count
  let meanY = ys.reduce(0, +) / count
  var covariance = 0.0
  var variance = 0.0
  for (x, y) in zip(xs, ys) {
    covariance += (x - meanX) * (y - meanY)
    variance += (x - meanX) * (x - meanX)
  }
  guard variance > 0 else { return (0, 0) }
  let slope = covariance / variance
  let squares = zip(xs, ys).map { x, y in
    let distance = y - meanY - slope * (x - meanX)
    return distance * distance
  }
  return (slope * (xs.last ?? 0), (squares.reduce(0, +) / count).squareRoot())
}
