import CommandLanguage
import Engines
import Files
import FineTuning
import Quantities
import Workspaces

extension OwnModels {
  /// Writes the weights that a job has made, and beside them what they were made of.
  func export(_ export: EngineInput.Export) throws -> EngineResult {
    guard case .reference(.job(let name, _)) = export.job.value else {
      throw Failure(
        .wrongReference, "engine export needs a job, not \"\(export.job.text)\"",
        at: export.job.span, consequence: "nothing was written",
        remedy: "engine export @demo to \(export.folder.text)")
    }
    let record = try session.jobs.job(named: name, at: export.job.span)
    guard let model = record.job?.fineTunedModel else {
      throw Failure(
        .noModelYet, "@\(record.name) has made no model yet", at: export.job.span,
        consequence: "nothing was written", remedy: "tail @\(record.name)")
    }
    let target = Folder(path: session.path(export.folder.text))
    guard !LocalFile.exists(target.path) else {
      throw Failure(
        .fileExists, "\(export.folder.text) is there already", at: export.folder.span,
        consequence: "nothing was written", remedy: "name a folder that is not there yet")
    }
    do {
      try host.exportModel(model, to: target, isMerged: export.isMerged) { Task.isCancelled }
    } catch let fault as EngineFault {
      throw Failure(
        .engineFailed, fault.message, consequence: "nothing was written",
        remedy: "engine list shows whose models can be written")
    }
    try target.replace("README.md", with: Array(try card(of: record, model).utf8))
    return .export(model: model, folder: export.folder.text, isMerged: export.isMerged)
  }

  /// A model card, as model hubs show it: what the weights are, and every number that made them.
  private func card(of record: JobRecord, _ model: String) throws -> String {
    let metrics = try JobFollower(session: session).metrics(of: record)
    let losses = metrics.compactMap(\.trainLoss)
    let numbers = record.job?.method.hyperparameters
    var lines = ["# \(model)", "", "Fine-tuned by ft from `\(record.job?.model ?? "?")`.", ""]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("- \(name): \(value)") }
    }
    add("method", record.job?.method.kind.rawValue)
    let data = record.training
    let revision = record.launch.revision.map { ", revision \($0)" } ?? ""
    add("dataset", data.dataset.map { $0 + revision })
    add("training file, SHA-256", data.sha256)
    add("examples' tokens trained", record.job?.trainedTokens.map { NumberFormat.count($0) })
    add("epochs", numbers?.epochCount.number.map(String.init))
    add("batch size", numbers?.batchSize.number.map(String.init))
    add(
      "learning rate multiplier",
      numbers?.learningRateMultiplier.number.map { NumberFormat.measure($0) })
    add("seed", record.job.map { String($0.seed) })
    add("first loss", losses.first.map { NumberFormat.measure($0) })
    add("last loss", losses.last.map { NumberFormat.measure($0) })
    add("job", record.job?.id.rawValue)
    return lines.joined(separator: "\n") + "\n"
  }
}
