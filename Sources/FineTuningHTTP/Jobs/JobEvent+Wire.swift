import FineTuning
import JSON

extension JobEvent {
  /// The event's object; `data` is an object in the schema, so null becomes an empty one.
  var wire: JSONValue {
    [
      "object": "fine_tuning.job.event",
      "id": .string(id.rawValue),
      "created_at": .integer(createdAt),
      "level": .string(level),
      "message": .string(message),
      "data": data.members == nil ? .object([]) : data,
      "type": .string(type),
    ]
  }

  /// Reads an answer; only id and message must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: ID(try answer.requiredString("id")), createdAt: answer.seconds("created_at") ?? 0,
      level: answer.text("level") ?? "info", message: try answer.requiredString("message"),
      type: answer.text("type") ?? "message", data: answer["data"] ?? .object([]))
  }
}

extension Checkpoint {
  var wire: JSONValue {
    let numbers = (metrics.data.members ?? []).filter { $0.key != "total_steps" }
    return [
      "object": "fine_tuning.job.checkpoint",
      "id": .string(id.rawValue),
      "created_at": .integer(createdAt),
      "fine_tuned_model_checkpoint": .string(model),
      "fine_tuning_job_id": .string(job.rawValue),
      "metrics": .object(numbers),
      "step_number": .integer(metrics.step),
    ]
  }

  /// Reads an answer; id and model must be there.
  init(answer: JSONValue) throws {
    var metrics =
      answer["metrics"].flatMap { StepMetrics($0) }
      ?? StepMetrics(step: answer["step_number"]?.count ?? 0)
    metrics.step = answer["step_number"]?.count ?? metrics.step
    self.init(
      id: ID(try answer.requiredString("id")), createdAt: answer.seconds("created_at") ?? 0,
      model: try answer.requiredString("fine_tuned_model_checkpoint"),
      job: Job.ID(answer["fine_tuning_job_id"]?.string ?? ""), metrics: metrics)
  }
}
