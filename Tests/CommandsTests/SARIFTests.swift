import CommandLanguage
import Commands
import Foundation
import JSON
import Reports
import Sessions
import TestSupport
import Testing

/// What the schema of SARIF 2.1.0 requires of a log, and what readers need beyond it.
private func faults(of log: JSONValue) -> [String] {
  var faults: [String] = []
  func require(_ condition: Bool, _ fault: String) { if !condition { faults.append(fault) } }
  require(log["version"]?.string == "2.1.0", "version (3.13.2)")
  require(log["$schema"]?.string?.hasSuffix("sarif-2.1.0.json") == true, "$schema (3.13.3)")
  guard let runs = log["runs"]?.array, !runs.isEmpty else { return faults + ["runs (3.13.4)"] }
  for run in runs {
    let driver = run["tool"]?["driver"]
    require(driver?["name"]?.string?.isEmpty == false, "tool.driver.name (3.19.8)")
    let rules = driver?["rules"]?.array ?? []
    require(Set(rules.map { $0["id"]?.string }).count == rules.count, "rules are unique (3.19.23)")
    for rule in rules { require(rule["id"]?.string?.isEmpty == false, "rule.id (3.49.3)") }
    require(
      ["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"]?.string), "columnKind")
    guard let results = run["results"]?.array else { return faults + ["results (3.14.23)"] }
    for result in results {
      require(result["message"]?["text"]?.string?.isEmpty == false, "message.text (3.11)")
      require(
        ["none", "note", "warning", "error"].contains(result["level"]?.string), "level (3.27.10)")
      let index = result["ruleIndex"]?.integer ?? -1
      require(
        rules.indices.contains(index) && rules[index]["id"] == result["ruleId"],
        "ruleIndex (3.27.6)")
      for location in result["locations"]?.array ?? [] {
        let physical = location["physicalLocation"]
        let uri = physical?["artifactLocation"]?["uri"]?.string ?? ""
        require(!uri.isEmpty && !uri.contains(" "), "uri (3.4.3)")
        guard let region = physical?["region"] else { continue }
        require(region["startLine"]?.integer ?? 0 >= 1, "startLine (3.30.5)")
        guard let start = region["startColumn"]?.integer else { continue }
        require(start >= 1, "startColumn (3.30.6)")
        require(region["endColumn"]?.integer ?? 0 >= start, "endColumn (3.30.8)")
      }
      for suppression in result["suppressions"]?.array ?? [] {
        require(
          ["inSource", "external"].contains(suppression["kind"]?.string),
          "suppression.kind (3.35.2)")
      }
    }
  }
  return faults
}

@Suite struct SARIFTests {
  @Test(arguments: ["marv", "places", "repairs", "clean", "pictures", "ko", "long"])
  func `A log has the structure that SARIF requires`(_ name: String) async throws {
    let fixture = try SessionFixture()
    _ = await fixture.run("load \(name).jsonl as data")
    _ = await fixture.run("waive W01 data \"two of them\"")
    let log = try JSONValue(parsing: await fixture.run("check data --sarif --json"))
    #expect(faults(of: log) == [])
    let written = await fixture.run("check data --for mistral --all --sarif to \"my log.sarif\"")
    #expect(written.hasSuffix("→ my log.sarif\n"))
    let text = try #require(fixture.folder.text(of: "my log.sarif"))
    #expect(faults(of: try JSONValue(parsing: text)) == [])
  }

  @Test func `Columns are counted in characters of the line, and waived findings are suppressed`()
    async throws
  {
    let fixture = try SessionFixture()
    let line =
      #"{"messages":[{"role":"user","content":"안녕, café"},{"role":"gpt","content":"Hi"}]}"#
    try Data((line + "\n").utf8).write(
      to: URL(filePath: fixture.folder.path + "/two words.jsonl"))
    _ = await fixture.run("load \"two words.jsonl\" as data")
    _ = await fixture.run("waive D16 data \"a sample\"")
    let log = try JSONValue(parsing: await fixture.run("check data --sarif --json"))
    let results = try #require(log["runs"]?[0]?["results"]?.array)
    let role = try #require(results.first { $0["ruleId"]?.string == "D06" })
    let location = try #require(role["locations"]?[0])
    #expect(location["physicalLocation"]?["artifactLocation"]?["uri"] == "two%20words.jsonl")
    let start = line.distance(
      from: line.startIndex, to: try #require(line.firstRange(of: #""gpt""#)).lowerBound)
    #expect(
      location["physicalLocation"]?["region"] == [
        "startLine": 1, "startColumn": .integer(start + 1), "endColumn": .integer(start + 6),
      ])
    let name = location["logicalLocations"]?[0]?["fullyQualifiedName"]
    #expect(name == "data#1.messages[1].role")
    let few = try #require(results.first { $0["ruleId"]?.string == "D16" })
    #expect(few["suppressions"] == [["kind": "external", "justification": "a sample"]])
  }

  /// A line that runs alone ends with 1 where errors were found; the line itself went well.
  @Test(arguments: [
    ("check places", ExitCode.failed), ("check clean", .failed),
    ("check clean --for fireworks", .success), ("check places --for all", .success),
    ("check places --sarif", .failed), ("check clean --for fireworks --sarif", .success),
    ("list", .success),
  ])
  func `A check tells a shell whether errors were found`(_ line: String, _ code: ExitCode)
    async throws
  {
    let fixture = try SessionFixture()
    _ = await fixture.run("load places.jsonl as places")
    _ = await fixture.run("load clean.jsonl as clean")
    let statement = try #require(try fixture.interpreter.parser.statement(line))
    let report = try await fixture.interpreter.run(statement).result.get()
    #expect(report.exitCode == code)
  }
}
