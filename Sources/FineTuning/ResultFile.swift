internal import Digests
internal import JSON

/// Returns the table of a result file, whose content some services send in base64 and some raw.
///
/// A table has commas, which base64 does not have.
package func decodedResultFile(_ content: [UInt8]) -> [UInt8] {
  guard !content.isEmpty, !content.contains(UInt8(ascii: ",")) else { return content }
  return Base64.decoded(content) ?? content
}

/// Returns the steps of a result file, by its columns' names, whichever of them it has.
///
/// OpenAI's has `step, train_loss, train_accuracy, valid_loss, valid_mean_token_accuracy`, Azure's
/// also `full_valid_loss`; lines may end with a carriage return. Without a column of steps the rows
/// are counted. At most `limit` rows are read.
package func resultSteps(_ content: [UInt8], limit: Int = 100_000) -> [StepMetrics] {
  var text = String(decoding: decodedResultFile(content), as: UTF8.self)[...]
  if text.first == "\u{FEFF}" { text.removeFirst() }
  let lines = text.split(maxSplits: limit + 1, whereSeparator: \.isNewline).prefix(limit + 1)
  guard let head = lines.first else { return [] }
  let separator = ([",", ";", "\t"] as [Character]).first { head.contains($0) } ?? ","
  let names = cells(of: head, separator).map { $0.lowercased() }
  guard names.contains(where: { $0.hasSuffix("loss") || $0.hasSuffix("accuracy") }) else {
    return []
  }
  let hasSteps = names.contains("step")
  return lines.dropFirst().enumerated().compactMap { index, line in
    var values: [String: Double] = [:]
    for (name, cell) in zip(names, cells(of: line, separator)) {
      if let value = Double(cell), value.isFinite { values[name] = value }
    }
    let step = hasSteps ? values["step"].flatMap(Int.init(exactly:)) : index + 1
    guard let step, step >= 0, step <= JSONValue.largestCount else { return nil }
    var metrics = StepMetrics(step: step)
    metrics.trainLoss = values["train_loss"]
    metrics.trainAccuracy = values["train_accuracy"] ?? values["train_mean_token_accuracy"]
    metrics.validationLoss = values["valid_loss"] ?? values["validation_loss"]
    metrics.validationAccuracy =
      values["valid_accuracy"] ?? values["valid_mean_token_accuracy"]
      ?? values["validation_token_accuracy"]
    metrics.fullValidationLoss = values["full_valid_loss"] ?? values["full_validation_loss"]
    metrics.fullValidationAccuracy =
      values["full_valid_accuracy"] ?? values["full_valid_mean_token_accuracy"]
    return metrics
  }
}

/// The cells of a line without the blanks and quotes around them; no number has one within.
private func cells(of line: Substring, _ separator: Character) -> [String] {
  line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
    String(
      cell.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }.reversed())
  }
}
