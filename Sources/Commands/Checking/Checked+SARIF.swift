import CommandLanguage
import Datasets
import Files
import Workspaces

extension Checked {
  /// The findings as a SARIF log, written where the line says so.
  func log(
    _ input: CheckInput, _ selection: Selection, in session: Session
  ) throws -> SARIFLog {
    let places = try FindingPlaces(of: selection, in: session)
    var log = try SARIFLog(
      report, waived: waived, of: selection.dataset.name, titles: titles, place: places.place)
    guard let file = input.file else { return log }
    let path = session.path(file.text)
    if !input.replacesFile, LocalFile.exists(path) {
      throw Failure(
        .fileExists, "\(file.text) is there already", at: file.span,
        consequence: "nothing was written",
        remedy: "check \(selection.name) --sarif to \(file.text) --force")
    }
    try LocalFile.write(Array(log.text.utf8) + [0x0A], to: path)
    log.file = file.text
    return log
  }
}

/// Where findings stand in the files that a dataset was loaded from.
private struct FindingPlaces {
  let session: Session
  let selection: Selection
  let sources: [LoadedSource]

  init(of selection: Selection, in session: Session) throws {
    self.selection = selection
    self.session = session
    sources = try session.workspace.sources(of: selection.dataset, revision: selection.revision)
  }

  func place(_ finding: Finding) throws -> SARIFLog.Place {
    let dataset = selection.dataset
    let source = finding.example.flatMap { number in
      sources.first { $0.numbers.contains(number) }?.name
    }
    let path = source ?? dataset.source ?? "\(dataset.name).jsonl"
    var place = SARIFLog.Place(uri: SARIFLog.uri(ofPath: path))
    guard let number = finding.example,
      let stored = try? session.workspace.example(
        number, of: dataset, revision: selection.revision)
    else {
      place.line = finding.line
      return place
    }
    place.line = finding.line ?? stored.facts.line
    // What was changed since, or written anew by a conversion, stands at another column.
    if let range = finding.range, stored.facts.version == 0, path.hasSuffix(".jsonl"),
      range.upperBound <= stored.bytes.count
    {
      let start = codePoints(stored.bytes[..<range.lowerBound]) + 1
      place.columns = start..<start + codePoints(stored.bytes[range])
    }
    return place
  }

  /// The code points that begin in some bytes of UTF-8.
  private func codePoints(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
