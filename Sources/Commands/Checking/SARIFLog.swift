import Datasets
import Digests
package import JSON
import Workspaces

/// A check as a SARIF log, which code hosts and editors show at the lines.
///
/// Static Analysis Results Interchange Format 2.1.0 (OASIS, 27 March 2020); the sections are named
/// where a property needs a reason.
package struct SARIFLog: Sendable {
  package var value: JSONValue
  package var resultCount: Int
  /// The path as it was typed; nil where it is only shown.
  package var file: String?
  package var errorCount: Int

  /// The log as it is written to a file.
  package var text: String { String(decoding: value.encoded(.pretty), as: UTF8.self) }

  /// What stands in one finding's line of the file.
  struct Place {
    var uri: String
    var line: Int?
    /// Counted from 1 in code points.
    var columns: Range<Int>?
  }

  init(
    _ report: CheckReport, waived: [WaivedFinding], of dataset: String, titles: [String: String],
    place: (Finding) throws -> Place
  ) throws {
    let all = report.findings.map { ($0, String?.none) } + waived.map { ($0.finding, $0.reason) }
    let codes = Set(all.map(\.0.rule)).sorted()
    var results: [JSONValue] = []
    for (finding, reason) in all {
      results.append(
        Self.result(
          finding, of: dataset, index: codes.firstIndex(of: finding.rule) ?? 0,
          at: try place(finding), waivedFor: reason))
    }
    value = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "ft", "version": .string(ProgramFacts.version),
              "rules": .array(codes.map { Self.descriptor($0, titles) }),
            ]
          ],
          "columnKind": "unicodeCodePoints",
          "results": .array(results),
        ]
      ],
    ]
    resultCount = results.count
    errorCount = report.count(.error)
  }

  /// A reporting descriptor (3.49).
  private static func descriptor(_ code: String, _ titles: [String: String]) -> JSONValue {
    guard let rule = Rule.named(code) else {
      return [
        "id": .string(code), "shortDescription": ["text": .string(titles[code] ?? code)],
      ]
    }
    var members = [
      JSONMember("id", .string(code)), JSONMember("name", .string(rule.slug)),
      JSONMember("shortDescription", ["text": .string(rule.title)]),
      JSONMember("fullDescription", ["text": .string(rule.explanation)]),
      JSONMember("defaultConfiguration", ["level": .string(rule.severity.level)]),
    ]
    if let remedy = rule.remedy {
      members.append(JSONMember("help", ["text": .string(remedy.replacing("REF", with: "NAME#N"))]))
    }
    return .object(members)
  }

  /// A result (3.27); one that is waived is suppressed (3.35).
  private static func result(
    _ finding: Finding, of dataset: String, index: Int, at place: Place, waivedFor reason: String?
  ) -> JSONValue {
    var physical = [JSONMember("artifactLocation", ["uri": .string(place.uri)])]
    if let line = place.line {
      var region = [JSONMember("startLine", .integer(line))]
      if let columns = place.columns {
        region.append(JSONMember("startColumn", .integer(columns.lowerBound)))
        region.append(JSONMember("endColumn", .integer(columns.upperBound)))
      }
      physical.append(JSONMember("region", .object(region)))
    }
    let example = finding.example.map { "\(dataset)#\($0)" } ?? dataset
    let name = finding.field.isEmpty ? example : "\(example).\(finding.field)"
    var members = [
      JSONMember("ruleId", .string(finding.rule)), JSONMember("ruleIndex", .integer(index)),
      JSONMember("level", .string(finding.severity.level)),
      JSONMember("message", ["text": .string(finding.detail)]),
      JSONMember(
        "locations",
        [
          [
            "physicalLocation": .object(physical),
            "logicalLocations": [["fullyQualifiedName": .string(name)]],
          ]
        ]),
    ]
    if let reason {
      members.append(
        JSONMember(
          "suppressions", [["kind": "external", "justification": .string(reason)]]))
    }
    return .object(members)
  }

  /// A relative path, or a file URI for an absolute one, as RFC 3986 writes it.
  static func uri(ofPath path: String) -> String {
    (path.hasPrefix("/") ? "file://" : "") + PercentEncoding.encoded(path, keeping: "/")
  }
}

extension Severity {
  /// The level of a result (3.27.10).
  fileprivate var level: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }
}
