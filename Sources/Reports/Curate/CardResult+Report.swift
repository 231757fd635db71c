import Commands
import Datasets
package import Presentation
import Quantities

extension CardResult: Report {
  /// Values of a list that are named.
  private static var namedLimit: Int { 3 }

  package var blocks: [Block] {
    let head: StyledText = """
      \(name, .accent)  r\(revision)  \(NumberFormat.count(exampleCount, "example"))  \
      \(mark)\(NumberFormat.count(tokenCount, "token"))
      """
    guard exampleCount > 0 else { return [.line(head), .note("no example to sum up")] }
    let fields: [Field?] = [
      Field("kinds", StyledText(shares(kinds))), turns.map { Field("turns", words($0)) },
      tokens.map { Field("tokens", "\(mark)" + words($0)) },
      Field("trained", StyledText("\(share(trainedTokenCount, of: tokenCount)) of the tokens")),
      Field("system", system), Field("languages", StyledText(shares(languages))),
      Field("repeats", StyledText(repeats)), Field("findings", findings), split, leaks,
      cost.map { Field("cost", StyledText(words($0))) },
      lastChange.map { Field("last", StyledText("r\(revision) \($0)")) },
    ]
    return [.line(head), .fields(fields.compactMap(\.self)), .hint(StyledText(remedy))]
  }

  private var mark: String { isExact ? "" : "~" }

  /// What to type next.
  private var remedy: String {
    if errorCount + warningCount > 0 { return "check \(name)  lists the findings" }
    if duplicateCount > 0 { return "duplicates \(name)  shows the repeats" }
    return "estimate \(name)  shows the arithmetic of the cost"
  }

  private func words(_ spread: Spread) -> StyledText {
    if spread.p5 == spread.p95 { return "\(number(spread.median)) each" }
    return "p5 \(number(spread.p5)), median \(number(spread.median)), p95 \(number(spread.p95))"
  }

  private func number(_ value: Double) -> String {
    Int(exactly: value).map { NumberFormat.count($0) } ?? NumberFormat.decimal(value, places: 1)
  }

  private func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "0 %" : NumberFormat.decimal(100 * Double(part) / Double(whole), places: 1) + " %"
  }

  private func shares(_ shares: [Share]) -> String {
    if shares.count == 1 { return "all \(shares[0].name)" }
    let named = shares.prefix(Self.namedLimit).map {
      "\($0.name) \(NumberFormat.count($0.count))"
    }
    let hidden = shares.count - named.count
    return named.joined(separator: ", ") + (hidden > 0 ? " and \(hidden) more" : "")
  }

  private var system: StyledText {
    guard let topSystem else { return "none" }
    var text: StyledText = "\(NumberFormat.count(systemCount, "prompt"))"
    if missingSystemCount > 0 { text.append(", \(NumberFormat.count(missingSystemCount)) without") }
    if systemCount > 1 { text.append("; \(NumberFormat.count(topSystem.count)) have") }
    let line = topSystem.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    text.append(systemCount > 1 ? " " : ": ")
    text.append("\"\(truncated(sanitized(line), to: 40))\"", .dim)
    return text
  }

  private var repeats: String {
    let equal = NumberFormat.count(duplicateCount, "duplicate")
    guard let nearDuplicateCount else { return "\(equal); near: duplicates \(name) near" }
    return "\(equal), \(NumberFormat.count(nearDuplicateCount, "near-duplicate"))"
  }

  private var findings: StyledText {
    var text = StyledText(
      NumberFormat.count(errorCount, "error") + ", " + NumberFormat.count(warningCount, "warning"))
    for (index, rule) in rules.filter({ $0.severity > .note }).prefix(4).enumerated() {
      text.append(index == 0 ? ": " : ", ")
      text.append(rule.code, rule.severity == .error ? .bad : .caution)
      if let slug = rule.slug { text.append(" \(slug)") }
      text.append(" \(NumberFormat.count(rule.count))")
    }
    return text
  }

  private var split: Field? {
    var words = origin.map { ["from \($0)"] } ?? []
    if !parts.isEmpty {
      words.append(
        "parts "
          + parts.prefix(4).map { "\($0.name) \(NumberFormat.count($0.exampleCount))" }
          .joined(separator: ", "))
    }
    return words.isEmpty ? nil : Field("split", StyledText(words.joined(separator: "; ")))
  }

  private var leaks: Field? {
    guard !siblings.isEmpty else { return nil }
    let shared = siblings.filter { ($0.sharedCount ?? 0) > 0 }
    if shared.isEmpty {
      let names = siblings.map(\.name).joined(separator: ", ")
      return Field("leaks", StyledText("none into \(names)"))
    }
    let text = shared.map { "\(NumberFormat.count($0.sharedCount ?? 0)) into \($0.name)" }
    return Field("leaks", StyledText(text.joined(separator: ", "), .bad))
  }

  private func words(_ cost: Money) -> String {
    let model = "\(NumberFormat.count(epochs, "epoch")) of \(model ?? "")"
    return isFree ? "free, \(model)" : "\(isExact ? "" : "about ")\(cost) for \(model)"
  }
}
