import JSON
import Workspaces

/// A dataset as lists and messages speak of it.
package struct DatasetFacts: Sendable, Hashable {
  package var name: String
  package var revision: Int
  package var exampleCount: Int
  /// nil when some examples were never counted.
  package var tokens: TokenFigure?
  /// The file that it was loaded from, without the folders before it.
  package var fileName: String?
  /// Whether it is kept unseen for the last test.
  package var isLocked: Bool
  let json: JSONValue

  init(_ dataset: Dataset) {
    name = dataset.name
    revision = dataset.revision
    exampleCount = dataset.exampleCount
    tokens = dataset.tokens.map { TokenFigure($0, isExact: dataset.tokenEncoding != nil) }
    fileName = dataset.fileName
    isLocked = dataset.isLocked
    json = dataset.json
  }
}

extension Dataset {
  /// The file that it was loaded from, without the folders before it.
  var fileName: String? { source?.split(separator: "/").last.map(String.init) }

  /// The dataset as every verb's `--json` names it.
  var json: JSONValue {
    [
      "name": .string(name), "revision": .integer(revision), "count": .integer(exampleCount),
      "tokens": tokens.map(JSONValue.integer) ?? .null,
      "trained_tokens": trainedTokens.map(JSONValue.integer) ?? .null,
      "tokens_are_exact": .bool(tokenEncoding != nil),
      "source": source.map(JSONValue.string) ?? .null, "created_at": .integer(createdAt),
      "locked": .bool(isLocked),
    ]
  }
}
