import Conversions
package import Datasets
package import JSON
package import Workspaces

/// A dataset that was read from a file, and what was odd about the file.
package struct LoadResult: VerbResult {
  /// A line that was left out.
  package struct RejectedLine: Sendable {
    package var line: Int
    /// In characters, counted from 1.
    package var column: Int
    /// The code of the data rule that the line breaks.
    package var rule: String
    /// What is wrong with the line.
    package var sentence: String
  }

  /// The path as it was typed.
  package var file: String
  /// What the file was taken for; nil for JSONL of examples.
  package var source: SourceFacts?
  /// What the conversion did, and what it left out; nil where nothing was converted.
  package var conversion: ConversionTally?
  /// The line that makes messages of prompts with separators; nil where there are none.
  package var chatLine: String?
  /// The line that makes pairs of the other answers, of a ChatGPT export or beside the messages;
  /// nil where there are none.
  package var pairsLine: String?
  package var dataset: DatasetFacts
  /// nil where the dataset is too large to be checked at once.
  package var findings: FindingList?
  /// Not all of ``rejectedCount`` where there are very many.
  package var rejected: [RejectedLine]
  package var rejectedCount: Int
  package var hasByteOrderMark: Bool
  /// Lines that end in CR LF.
  package var carriageReturnCount: Int
  /// In which ways the file was only nearly JSONL.
  package var repairs: [NearJSONL]

  package var json: JSONValue {
    var members = [
      JSONMember("dataset", .string(dataset.name)),
      JSONMember("revision", .integer(dataset.revision)),
      JSONMember("count", .integer(dataset.exampleCount)),
      JSONMember("tokens", JSONValue(dataset.tokens?.count)),
      JSONMember("errors", JSONValue(findings?.errorCount)),
      JSONMember("warnings", JSONValue(findings?.warningCount)),
      JSONMember("rejected", .array(rejected.map(\.json))),
    ]
    if let source { members.append(JSONMember("source", source.json)) }
    if let losses = conversion?.losses {
      let lost = losses.map { JSONMember($0.loss.rawValue, .integer($0.rowCount)) }
      members.append(JSONMember("lost", .object(lost)))
    }
    if let leftOut = conversion?.leftOut, !leftOut.isEmpty {
      members.append(
        JSONMember(
          "left_out",
          .object(
            ChatLogNoise.allCases.compactMap { noise in
              leftOut[noise].map { JSONMember(noise.rawValue, .integer($0)) }
            })))
    }
    return .object(members)
  }

  package var explained: JSONValue {
    let found = JSONMember("findings", .array((findings?.shown ?? []).map(\.json)))
    return .object((json.members ?? []) + [found])
  }

  /// A script repeats a load that somebody agreed to with `--yes`.
  package var replayFacts: ReplayFacts {
    ReplayFacts(dataset: dataset.name, changedCount: source == nil ? 0 : dataset.exampleCount)
  }
}

extension LoadResult.RejectedLine {
  fileprivate var json: JSONValue {
    [
      "line": .integer(line), "column": .integer(column), "rule": .string(rule),
      "message": .string(sentence),
    ]
  }
}
