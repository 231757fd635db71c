import Commands
import Datasets
package import Presentation
import Quantities

extension ExportResult: Report {
  package var blocks: [Block] {
    let shape = format.map { " as \($0.name)" } ?? delivery.map { " for \($0.profile.title)" } ?? ""
    return [
      .line(
        """
        wrote \(NumberFormat.count(exampleCount, "example")) of \(name, .accent) to \
        \(file)\(shape)  \(NumberFormat.bytes(byteCount))
        """)
    ] + (tally?.blocks(of: name, keepsMetadata: delivery == nil) ?? [])
      + (delivery?.blocks(of: name, in: file) ?? [])
  }
}

extension ExportTally {
  /// What the rows do not say, which examples have none, and what was done besides.
  fileprivate func blocks(of dataset: String, keepsMetadata: Bool) -> [Block] {
    var blocks: [Block] = losses.map {
      .note(StyledText("lost: \($0.loss.words) in \($0.count.words(of: dataset))"))
    }
    blocks += unwritable.map {
      .note(
        StyledText("no row, since \($0.code.sentence), for \($0.count.words(of: dataset))"))
    }
    if !leftOut.isEmpty {
      let named = leftOut.prefix(6).map(\.key).joined(separator: ", ")
      let more = leftOut.count > 6 ? " and more" : ""
      let option = keepsMetadata ? ";  --with-metadata  keeps them" : ""
      blocks.append(.note(StyledText("without the further columns \(named)\(more)\(option)")))
    }
    return blocks
      + notes.compactMap { noted in
        noted.note.words.map {
          .note(StyledText("in \(NumberFormat.count(noted.rowCount, "example")) \($0)"))
        }
      }
  }
}
