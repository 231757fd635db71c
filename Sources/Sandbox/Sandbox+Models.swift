package import FineTuning

extension Sandbox {
  package func models() async throws -> [Model] { [base] }

  package func model(_ id: String) async throws -> Model {
    guard id == Sandbox.baseModel else { throw Sandbox.noModel(id) }
    return base
  }

  package func deleteModel(_ id: String) async throws -> Deletion {
    throw Sandbox.noModel(id)
  }

  /// 2026-11-21, the day of the first base model.
  private var base: Model {
    Model(id: Sandbox.baseModel, createdAt: 1_795_219_200, ownedBy: "system")
  }

  /// The service's words, and what to name instead.
  static func noModel(_ id: String) -> ServiceError {
    ServiceError(
      status: 404,
      message: "The model `\(id)` does not exist or you do not have access to it. "
        + "(The sandbox's own model is `\(baseModel)`.)",
      parameter: "model", code: "model_not_found")
  }
}
