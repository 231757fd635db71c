import Commands
package import Presentation

extension UploadResult: Report {
  package var blocks: [Block] {
    switch self {
    case .sent(let sent): [.line(sent.line)]
    case .shown(let shown):
      shown.text.split(separator: "\n").map { .preformatted(StyledText(String($0))) }
    }
  }
}

extension SentFile {
  /// What was sent, or was there, and the provider's name of it.
  var line: StyledText {
    let name: StyledText = "\(dataset, .accent) r\(revision)"
    return wasThere ? name + " is there already as \(id)" : "uploaded " + name + " as \(id)"
  }
}
