package import FineTuning

extension Sandbox {
  /// The base first, then the others as they were made.
  package func models() async throws -> [Model] { try models.models() }

  /// The base, a tuned model or a checkpoint, by its full name.
  package func model(_ id: String) async throws -> Model {
    guard let model = try models.model(id) else { throw Sandbox.noModel(id) }
    return model
  }

  /// Removes the weights; the base cannot be deleted.
  package func deleteModel(_ id: String) async throws -> Deletion {
    guard id.hasPrefix("ft:") else {
      guard try models.model(id) != nil else { throw Sandbox.noModel(id) }
      throw ServiceError(
        status: 403, message: "The model `\(id)` is the sandbox's own and cannot be deleted.",
        parameter: "model")
    }
    guard try models.remove(id) else { throw Sandbox.noModel(id) }
    return Deletion(id: id, object: "model", isDeleted: true)
  }

  /// The service's error, with what to name instead.
  static func noModel(_ id: String) -> ServiceError {
    ServiceError(
      status: 404,
      message: "The model `\(id)` does not exist or you do not have access to it. "
        + "(The sandbox's own model is `\(baseModel)`.)",
      parameter: "model", code: "model_not_found")
  }
}
