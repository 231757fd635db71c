import Commands
import Conversions
import Presentation
import Quantities

extension ConversionTally {
  /// What the conversion left out, and what it did besides.
  var blocks: [Block] {
    let left = ChatLogNoise.allCases.compactMap { noise in leftOut[noise].map(noise.words) }
    let noise: [Block] =
      left.isEmpty ? [] : [.note(StyledText("left out: \(left.joined(separator: ", "))"))]
    return noise
      + losses.map {
        .note("left out in \(NumberFormat.count($0.rowCount, "row")): \($0.loss.words)")
      }
      + notes.compactMap { noted in
        noted.note.words.map {
          .note("in \(NumberFormat.count(noted.rowCount, "row")) \($0)")
        }
      }
  }
}
