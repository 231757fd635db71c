import Commands
import Engines
package import Presentation
import Quantities

extension EngineResult: Report {
  package var blocks: [Block] {
    switch self {
    case .list(let all):
      guard !all.isEmpty else {
        return [.hint(";  engine add NAME --model FOLDER", after: "no engine yet")]
      }
      return [
        .table(
          Table(
            [
              .init("engine"), .init("trains"), .init("context", alignment: .trailing),
              .init("model folder", priority: 1),
            ],
            rows: all.map { engine in
              [
                StyledText(engine.name, .accent), StyledText(engine.trained),
                StyledText(NumberFormat.count(engine.contextLimit)),
                StyledText(engine.model, .dim),
              ]
            }))
      ]
    case .add(let engine, let isReplaced):
      return [
        .line(
          "\(isReplaced ? "replaced" : "added") \(engine.name, .accent): trains \(engine.trained)"),
        .hint("engine check \(engine.name)  tells whether it can be trained"),
      ]
    case .check(let engine, let check): return check.blocks(of: engine)
    case .export(let model, let folder, let isMerged):
      return [
        .line("wrote \(isMerged ? "the whole of " : "")\(model, .accent) to \(folder)"),
        .note("README.md in it says what it was made of"),
      ]
    case .remove(let name):
      return [
        .line("removed \(name, .accent); its folder and the models it made are as they were"),
        .note("those models answer again when it is added again"),
      ]
    }
  }
}

extension EngineDescription {
  /// What of the model a job changes, and on how many devices.
  fileprivate var trained: String {
    let what = tuning == .lora ? "an adapter of rank \(rank)" : "all weights"
    let devices = processes > 1 ? " on \(processes) devices" : ""
    return what + devices + (cluster.map { " at \($0.address)" } ?? "")
  }
}

extension EngineCheck {
  fileprivate func blocks(of engine: EngineDescription) -> [Block] {
    var blocks: [Block] = []
    let versions = packages.map { package in
      let isProven = package.version == nil || package.version == package.provenVersion
      let proven = isProven ? "" : " (proven with \(package.provenVersion))"
      return "\(package.name) \(package.version ?? "missing")\(proven)"
    }
    if !versions.isEmpty { blocks.append(.line("packages   \(versions.joined(separator: ", "))")) }
    let count = deviceCount > 1 ? "\(deviceCount) x " : ""
    if device != "unknown" { blocks.append(.line("device     \(count)\(device)")) }
    if let parameterCount {
      blocks.append(.line("model      \(NumberFormat.count(parameterCount, "parameter"))"))
    }
    if let neededBytes {
      let free = freeBytes.map { ", \(NumberFormat.bytes($0)) free" } ?? ""
      blocks.append(.line("memory     about \(NumberFormat.bytes(neededBytes)) to train\(free)"))
    }
    if stepCount > 0, let secondsPerStep {
      blocks.append(
        .line(
          "trained    \(NumberFormat.count(stepCount, "step")), "
            + "\(NumberFormat.duration(.seconds(secondsPerStep))) each"))
    }
    if let cluster {
      let most = cluster.deviceCount
      blocks.append(
        .line(
          "cluster    Ray \(cluster.version), \(NumberFormat.count(cluster.machineCount, "machine"))"
            + (most > 0 ? ", the largest with \(NumberFormat.count(most, "GPU"))" : ", no GPU")))
    }
    blocks += problems.map { .line("\("problem", .bad)    \($0.message)") }
    if problems.contains(where: { $0.code == "packages_missing" }) {
      blocks.append(
        .note(
          "engine add \(engine.name) --model \(engine.model)  takes an environment that ft makes"))
    }
    blocks.append(
      problems.isEmpty
        ? .line(
          "\(engine.name, .accent) \(cluster == nil ? "trains here" : "trains there", .good);  launch NAME --model \(engine.name)"
        )
        : .line("\(engine.name, .accent) cannot be trained yet"))
    return blocks
  }
}
