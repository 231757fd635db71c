import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Testing

/// Whole answers of the router against samples.
@Suite struct AnswerShapeTests {
  @Test func `A file's answer is the published object`() async throws {
    let shelf = ShelfService()
    let file = try await shelf.trainingFile()
    let told = try await ServiceRouter(shelf).tell(Ask(path: "/v1/files/\(file)"))
    #expect(told.status == 200)
    #expect(
      told.text == """
        {"object":"file","id":"file-1","purpose":"fine-tune","filename":"train.jsonl","bytes":3,\
        "created_at":1700000001,"status":"processed"}
        """)
    let list = try await ServiceRouter(shelf).tell(Ask(path: "/v1/files?limit=5&order=asc"))
    #expect(
      list.text
        == #"{"object":"list","data":["# + told.text
        + #"],"first_id":"file-1","last_id":"file-1","has_more":false}"#)
  }

  @Test func `An empty list says so without null where the schema has none`() async throws {
    let router = ServiceRouter(ShelfService())
    let files = try await router.tell(Ask(path: "/v1/files"))
    #expect(
      files.text == #"{"object":"list","data":[],"first_id":"","last_id":"","has_more":false}"#)
    let jobs = try await router.tell(Ask(path: "/v1/fine_tuning/jobs"))
    #expect(jobs.text == #"{"object":"list","data":[],"has_more":false}"#)
  }

  @Test func `A new job's answer says auto and null`() async throws {
    let shelf = ShelfService()
    _ = try await shelf.trainingFile()
    let told = try await ServiceRouter(shelf).tell(
      .post(
        "/v1/fine_tuning/jobs",
        ["model": "base", "training_file": "file-1", "suffix": "marv", "metadata": ["a": "b"]]))
    #expect(told.status == 200)
    #expect(
      told.text == """
        {"object":"fine_tuning.job","id":"ftjob-2","model":"base","created_at":1700000002,\
        "finished_at":null,"fine_tuned_model":null,"organization_id":"org-shelf",\
        "result_files":[],"status":"validating_files","validation_file":null,\
        "training_file":"file-1","hyperparameters":{"n_epochs":"auto","batch_size":"auto",\
        "learning_rate_multiplier":"auto"},"trained_tokens":null,"error":null,\
        "user_provided_suffix":"marv","seed":7,"estimated_finish":null,"integrations":[],\
        "metadata":{"a":"b"},"method":{"type":"supervised","supervised":{"hyperparameters":\
        {"n_epochs":"auto","batch_size":"auto","learning_rate_multiplier":"auto"}}}}
        """)
  }

  @Test func `Events and checkpoints are lists of published objects`() async throws {
    let shelf = ShelfService()
    let file = try await shelf.trainingFile()
    let job = try await shelf.createJob(JobRequest(model: "base", trainingFile: file))
    var metrics = StepMetrics(step: 2, stepCount: 4)
    metrics.trainLoss = 0.5
    await shelf.addEvent("Step 2/4", to: job.id, type: "metrics", data: metrics.data)
    await shelf.addEvent("started", to: job.id, data: .null)
    await shelf.addCheckpoint("ft:base:o::x:ckpt-step-2", to: job.id, metrics: metrics)
    let router = ServiceRouter(shelf)
    let events = try await router.tell(
      Ask(path: "/v1/fine_tuning/jobs/\(job.id)/events?limit=2"))
    #expect(
      events.text == """
        {"object":"list","data":[{"object":"fine_tuning.job.event","id":"ftevent-5",\
        "created_at":1700000005,"level":"info","message":"started","data":{},"type":"message"},\
        {"object":"fine_tuning.job.event","id":"ftevent-4","created_at":1700000004,\
        "level":"info","message":"Step 2/4","data":{"step":2,"total_steps":4,"train_loss":0.5},\
        "type":"metrics"}],"has_more":true}
        """)
    let checkpoints = try await router.tell(
      Ask(path: "/v1/fine_tuning/jobs/\(job.id)/checkpoints"))
    #expect(
      checkpoints.text == """
        {"object":"list","data":[{"object":"fine_tuning.job.checkpoint","id":"ftckpt_6",\
        "created_at":1700000006,"fine_tuned_model_checkpoint":"ft:base:o::x:ckpt-step-2",\
        "fine_tuning_job_id":"ftjob-2","metrics":{"step":2,"train_loss":0.5},"step_number":2}],\
        "first_id":"ftckpt_6","last_id":"ftckpt_6","has_more":false}
        """)
  }

  @Test func `Models tell their end`() async throws {
    let told = try await ServiceRouter(ShelfService()).tell(Ask(path: "/v1/models"))
    #expect(
      told.text == """
        {"object":"list","data":[{"id":"base","object":"model","created":1,"owned_by":"shelf"},\
        {"id":"old-base","object":"model","created":2,"owned_by":"shelf",\
        "shutdown_date":"2027-01-14"}]}
        """)
  }

  @Test func `An error is an envelope of four keys`() async throws {
    let told = try await ServiceRouter(ShelfService()).tell(Ask(path: "/v1/models/nobody"))
    #expect(told.status == 404)
    #expect(
      told.text == """
        {"error":{"message":"The model 'nobody' does not exist","type":"invalid_request_error",\
        "param":"model","code":"model_not_found"}}
        """)
    #expect(told.headers[.contentType] == "application/json")
  }

  @Test func `An upload's answer grows its file`() async throws {
    let router = ServiceRouter(ShelfService())
    let created = try await router.tell(
      .post(
        "/v1/uploads",
        ["filename": "a", "purpose": "fine-tune", "bytes": 2, "mime_type": "text/jsonl"]))
    #expect(
      created.text == """
        {"id":"upload_1","object":"upload","bytes":2,"created_at":1700000001,"filename":"a",\
        "purpose":"fine-tune","status":"pending","expires_at":1700003601}
        """)
    let form = MultipartForm(parts: [
      .init(name: "data", filename: "x", content: .chunks([[1, 2]]))
    ])
    let part = try await router.tell(
      Ask(
        method: .post, path: "/v1/uploads/upload_1/parts",
        headers: [("content-type", form.contentType)], body: .multipart(form)))
    #expect(
      part.text == """
        {"id":"part_2","object":"upload.part","created_at":1700000002,"upload_id":"upload_1"}
        """)
    let done = try await router.tell(
      .post("/v1/uploads/upload_1/complete", ["part_ids": ["part_2"]]))
    #expect(done.json?["status"] == "completed")
    #expect(done.json?["file"]?["bytes"] == 2)
  }
}
