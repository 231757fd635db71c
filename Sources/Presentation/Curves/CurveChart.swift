/// Measurements over the steps of a training run, as a plot of several lines.
package struct CurveChart: Sendable, Hashable {
  /// A measurement at a step; not-a-number leaves a gap.
  package struct Point: Sendable, Hashable {
    package var step: Int
    package var value: Double

    package init(_ step: Int, _ value: Double) {
      self.step = step
      self.value = value
    }
  }

  /// Points of one name in ascending order of step.
  package struct Series: Sendable, Hashable {
    package var name: String
    package var points: [Point]

    package init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The first is drawn as a filled curve, the others as marks over it.
  package var series: [Series]
  /// Lines for the curve alone, without axis and legend; at least 2.
  package var height: Int

  package init(_ series: [Series], height: Int = 8) {
    self.series = series
    self.height = max(height, 2)
  }
}
