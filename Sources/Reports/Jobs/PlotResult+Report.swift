import Commands
package import Presentation
import Quantities

extension PlotResult: Report {
  package var blocks: [Block] {
    var series = [CurveChart.Series("train", train)]
    let validation = validation
    if !validation.isEmpty { series.append(CurveChart.Series("valid", validation)) }
    return [.chart(CurveChart(series))] + readings.map { .text($0) }
  }
}

extension CurveChart.Series {
  fileprivate init(_ name: String, _ points: [CurvePoint]) {
    self.init(name, points.map { CurveChart.Point($0.step, $0.value) })
  }
}
