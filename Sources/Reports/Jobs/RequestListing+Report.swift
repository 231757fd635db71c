import Commands
import JSON
package import Presentation

extension RequestListing: Report {
  package var blocks: [Block] {
    let text =
      switch form {
      case .curl: commented(CurlScript(self).text)
      case .python: commented(PythonScript(self).text)
      case .json: String(decoding: list.encoded(.pretty), as: UTF8.self)
      }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { .preformatted(StyledText(String($0))) }
  }

  /// The script, with what the line has done already as a comment behind it.
  private func commented(_ script: String) -> String {
    guard !requests.isEmpty else { return "# this line asked no service" }
    guard wasSentNow else { return script }
    let outcome = launched.map { ": @\($0.name) is \($0.status)" } ?? ""
    return script + "\n# these requests were sent\(outcome); to run this sends them once more"
  }
}

/// Names for what earlier requests of a listing made, so that later ones use them.
struct AnswerNames {
  private var names: [String: String] = [:]
  private var counts: [String: Int] = [:]

  /// Names what a request makes; nil where it makes nothing.
  mutating func name(of request: ServiceRequest) -> String? {
    guard let id = request.answerID, request.method == "POST" else { return nil }
    let word = request.path.hasPrefix("/files") ? "file" : "job"
    counts[word, default: 0] += 1
    let count = counts[word] ?? 1
    let name = count == 1 ? word : "\(word)\(count)"
    names[id] = name
    return name
  }

  /// The name of the thing with that id; nil for one that was there before.
  subscript(id: String) -> String? { names[id] }

  /// Whether an id with a name stands somewhere in the value.
  func occur(in value: JSONValue) -> Bool {
    switch value {
    case .string(let text): names[text] != nil
    case .array(let elements): elements.contains(where: occur)
    case .object(let members): members.contains { occur(in: $0.value) }
    case .null, .bool, .integer, .number: false
    }
  }
}

extension RequestListing {
  /// What is told of a provider's address and key, by its name.
  func provider(of request: ServiceRequest) -> ProviderSummary {
    providers.first { $0.name == request.provider } ?? ProviderSummary(name: request.provider)
  }
}

extension ProviderSummary {
  /// The variable that holds the key; that of the official client for the sandbox, which `ft serve`
  /// serves.
  var keyVariableForClients: String? {
    trainsOnlyWhileOpen ? "OPENAI_API_KEY" : keyVariable
  }

  /// Whether the official client finds address and key by itself.
  var suitsOfficialClient: Bool {
    trainsOnlyWhileOpen || (keyVariable == "OPENAI_API_KEY" && keyHeader == nil)
  }
}

extension ServiceRequest {
  /// The dataset whose bytes a file holds, as `upload NAME --show` prints them; nil for others.
  var uploadedDataset: String? {
    guard let filename, filename.hasSuffix(".jsonl"), let sign = filename.lastRange(of: "-r")
    else { return nil }
    let revision = filename[sign.upperBound...].dropLast(".jsonl".count)
    guard !revision.isEmpty, revision.allSatisfy(\.isNumber) else { return nil }
    return "\(filename[..<sign.lowerBound])@r\(revision)"
  }
}

extension String {
  fileprivate func lastRange(of part: String) -> Range<String.Index>? { ranges(of: part).last }
}
