// Engines: programs that train and answer for models of the user's own, which a sandbox runs. Here
// is what an engine is, where a store keeps it, how its program is started, and what the events
// that it writes mean. The program itself is in scripts/engine; README.md there is the protocol.
// Start with ``EngineDescription``, then ``EngineTraining`` for one job.

package import JSON

/// A model folder of the user's own, with how it is trained and served.
package struct EngineDescription: Sendable, Hashable {
  /// How much of the model a job changes.
  package enum Tuning: String, Sendable, Hashable, CaseIterable {
    /// A low-rank adapter beside the weights: Hu et al. 2021, https://arxiv.org/abs/2106.09685
    case lora
    /// Every weight.
    case full
  }

  /// The numbers that the weights are trained in.
  package enum Precision: String, Sendable, Hashable, CaseIterable {
    /// `bfloat16` on a GPU that has it, else `float32`.
    case auto
    case float32, bfloat16
  }

  /// Machines that Ray gives work to.
  ///
  /// The model's folder and the interpreter have the same paths on each of them.
  package struct Cluster: Sendable, Hashable {
    /// The address of the head's Jobs API, such as `http://head:8265`.
    package var address: String
    /// The absolute path of a folder that every machine sees, this one as well.
    package var storage: String

    package init(address: String, storage: String) {
      self.address = address
      self.storage = storage
    }
  }

  /// The name of the model at the service.
  package var name: String
  /// The absolute path of the folder with weights, tokenizer and chat template.
  package var model: String
  /// The absolute path of the Python interpreter that has the packages.
  package var python: String
  package var tuning = Tuning.lora
  /// The rank of the adapter.
  package var rank = 16
  package var precision = Precision.auto
  /// Processes that train together, one for each GPU.
  package var processes = 1
  /// Tokens of an example or a prompt; longer examples are left out, and named.
  package var contextLimit = 2048
  /// Where jobs train; nil for this machine.
  package var cluster: Cluster?
  /// Seconds since 1970.
  package var createdAt = 0

  package init(name: String, model: String, python: String) {
    self.name = name
    self.model = model
    self.python = python
  }
}

extension EngineDescription {
  /// nil when `value` was not written by ``value``.
  package init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let model = value["model"]?.string,
      let python = value["python"]?.string,
      let tuning = value["tuning"]?.string.flatMap(Tuning.init(rawValue:)),
      let precision = value["precision"]?.string.flatMap(Precision.init(rawValue:))
    else { return nil }
    self.init(name: name, model: model, python: python)
    self.tuning = tuning
    self.precision = precision
    rank = value["rank"]?.integer ?? rank
    processes = value["processes"]?.integer ?? processes
    contextLimit = value["context_limit"]?.integer ?? contextLimit
    createdAt = value["created_at"]?.integer ?? 0
    if let address = value["ray"]?.string, let storage = value["storage"]?.string {
      cluster = Cluster(address: address, storage: storage)
    }
  }

  /// All of it as JSON.
  package var value: JSONValue {
    .object(
      [
        JSONMember("name", .string(name)), JSONMember("model", .string(model)),
        JSONMember("python", .string(python)), JSONMember("tuning", .string(tuning.rawValue)),
        JSONMember("rank", .integer(rank)), JSONMember("precision", .string(precision.rawValue)),
        JSONMember("processes", .integer(processes)),
        JSONMember("context_limit", .integer(contextLimit)),
        JSONMember("created_at", .integer(createdAt)),
      ]
        + (cluster.map { cluster in
          [
            JSONMember("ray", .string(cluster.address)),
            JSONMember("storage", .string(cluster.storage)),
          ]
        } ?? []))
  }
}
