package import Files
package import JSON

/// A service that trains models of the user's own, each by an engine.
package protocol EngineHosting: Sendable {
  /// In the order of names.
  func engines() throws -> [EngineDescription]

  /// Keeps an engine, in the place of one of the same name.
  func addEngine(_ engine: EngineDescription) throws

  /// Forgets an engine, and says whether it was there; models that it has made stay, and answer no
  /// more until it is added again.
  func removeEngine(_ name: String) throws -> Bool

  /// Loads the model, trains it for some steps and drops the result; up to minutes.
  ///
  /// `isStopped` is asked several times a second.
  func checkEngine(
    _ engine: EngineDescription, isStopped: @escaping @Sendable () -> Bool
  ) throws -> EngineCheck

  /// What renders examples as training on `model` will; nil where no engine trains it.
  func renderer(for model: String) throws -> EngineRenderer?

  /// Puts what an engine has made of `model` into the folder `target`, which must not be there:
  /// the adapter, or with it the whole model that the base becomes.
  ///
  /// - Throws: ``EngineFault`` for a model that no engine has made, ``FileError``.
  func exportModel(
    _ model: String, to target: Folder, isMerged: Bool, isStopped: @escaping @Sendable () -> Bool
  ) throws

  /// The end of what the libraries have printed for a job, up to `byteCount` bytes; nil where
  /// nothing is kept of it.
  func log(ofJob id: String, byteCount: Int) throws -> [UInt8]?

  /// What engines share on this machine.
  var engineHome: EngineHome { get }
}

/// Whether a machine can train and answer with a model.
package struct EngineCheck: Sendable, Hashable {
  /// Something that stands in the way, by a name for programs and a sentence.
  package struct Problem: Sendable, Hashable {
    package let code: String
    package let message: String

    package init(code: String, message: String) {
      self.code = code
      self.message = message
    }
  }

  /// Each package with its version, and the version that the engine was proven with.
  package var packages: [Package]
  /// `cpu` or `cuda`, and how many.
  package var device: String
  package var deviceCount: Int
  package var parameterCount: Int?
  /// Bytes that training takes at least, and bytes that are free where it goes.
  package var neededBytes: Int?
  package var freeBytes: Int?
  /// Steps that were trained, and how long one took in seconds.
  package var stepCount: Int
  package var secondsPerStep: Double?
  package var problems: [Problem]
  /// Where jobs would train; nil for this machine.
  package var cluster: ClusterState?

  /// A package of the interpreter.
  package struct Package: Sendable, Hashable {
    package let name: String
    /// nil where it is missing.
    package let version: String?
    package let provenVersion: String
  }

  /// Reads what the program answers to `check`.
  package init(_ value: JSONValue) {
    packages = (value["packages"]?.array ?? []).map { package in
      Package(
        name: package["name"]?.string ?? "?", version: package["found"]?.string,
        provenVersion: package["wanted"]?.string ?? "?")
    }
    device = value["device"]?.string ?? "unknown"
    deviceCount = value["devices"]?.integer ?? 0
    parameterCount = value["model"]?["parameters"]?.integer
    neededBytes = value["memory"]?["needed"]?.integer
    freeBytes =
      (value["memory"]?["device_free"] ?? .null).integer
      ?? value["memory"]?["host_free"]?.integer
    stepCount = value["training"]?["steps"]?.integer ?? 0
    secondsPerStep = value["training"]?["seconds_per_step"]?.double
    problems = (value["problems"]?.array ?? []).map { problem in
      Problem(
        code: problem["code"]?.string ?? "unknown",
        message: problem["message"]?.string ?? "the engine did not say what")
    }
  }
}
