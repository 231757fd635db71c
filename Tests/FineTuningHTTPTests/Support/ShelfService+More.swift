import FineTuning
import FineTuningHTTP

/// Uploads in parts, permissions, chats and responses.
extension ShelfService {
  func createUpload(_ request: UploadRequest) async throws -> Upload {
    let id = Upload.ID(tick("upload_"))
    let upload = Upload(
      id: id, byteCount: request.byteCount, createdAt: now, expiresAt: now + 3600,
      name: request.name, purpose: request.purpose)
    uploadShelf[id] = (upload, [])
    return upload
  }

  func addPart(_ body: UploadPartBody, to upload: Upload.ID) async throws -> UploadPart {
    let content = try await body.chunks.collected()
    _ = try openUpload(upload)
    let part = UploadPart(id: .init(tick("part_")), createdAt: now, upload: upload)
    uploadShelf[upload]?.parts.append((part.id, content))
    return part
  }

  func completeUpload(
    _ id: Upload.ID, parts: [UploadPart.ID], md5: String?
  ) async throws -> Upload {
    var upload = try openUpload(id)
    let kept = uploadShelf[id]?.parts ?? []
    let content = parts.flatMap { part in kept.first { $0.0 == part }?.1 ?? [] }
    guard content.count == upload.byteCount else {
      throw ServiceError(status: 400, message: "The parts do not add up.", parameter: "part_ids")
    }
    upload.file = try await uploadFile(
      FileUpload(name: upload.name, purpose: upload.purpose, body: .chunks([content])))
    upload.status = .completed
    uploadShelf[id]?.upload = upload
    return upload
  }

  func cancelUpload(_ id: Upload.ID) async throws -> Upload {
    var upload = try openUpload(id)
    upload.status = .cancelled
    uploadShelf[id]?.upload = upload
    return upload
  }

  private func openUpload(_ id: Upload.ID) throws -> Upload {
    guard let upload = uploadShelf[id]?.upload else { throw missing("Upload", id.rawValue) }
    guard upload.status == .pending else {
      throw ServiceError(status: 400, message: "Upload is \(upload.status.rawValue).")
    }
    return upload
  }

  func permissions(
    of checkpoint: String, _ query: PageQuery
  ) async throws -> Page<CheckpointPermission> {
    let all = (permissionShelf[checkpoint] ?? []).filter {
      query.project == nil || $0.project == query.project
    }
    return page(
      query.order == .ascending ? all : all.reversed(), query, limit: 10, id: \.id.rawValue)
  }

  func grantPermissions(
    of checkpoint: String, to projects: [String]
  ) async throws -> [CheckpointPermission] {
    let made = projects.map { project in
      let id = CheckpointPermission.ID(tick("cp_"))
      return CheckpointPermission(id: id, createdAt: now, project: project)
    }
    permissionShelf[checkpoint, default: []] += made
    return made
  }

  func revokePermission(
    _ id: CheckpointPermission.ID, of checkpoint: String
  ) async throws -> Deletion {
    permissionShelf[checkpoint]?.removeAll { $0.id == id }
    return Deletion(id: id.rawValue, object: "checkpoint.permission", isDeleted: true)
  }

  /// Answers with the last message in capitals, one word for each token.
  func chat(_ request: ChatRequest) async throws -> ChatCompletion {
    note(request)
    _ = try await model(request.model)
    let text = (request.messages.last?.text ?? "").uppercased()
    let choices = (0..<(request.sampling.choiceCount ?? 1)).map { index in
      ChatCompletion.Choice(
        index: index, message: ChatMessage(role: "assistant", text: text), finishReason: "stop",
        logProbabilities: request.sampling.wantsLogProbabilities ? tokens(text) : nil)
    }
    return ChatCompletion(
      id: tick("chatcmpl-"), createdAt: now, model: request.model, choices: choices,
      usage: usage(request.messages, text), systemFingerprint: "fp_shelf")
  }

  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    let whole = try await chat(request)
    var deltas: [ChatDelta] = [
      .started(
        id: whole.id, createdAt: whole.createdAt, model: whole.model,
        systemFingerprint: whole.systemFingerprint)
    ]
    for choice in whole.choices {
      for word in choice.message.text.split(separator: " ") {
        let tokens = choice.logProbabilities?.filter { $0.token == word } ?? []
        deltas.append(.text(index: choice.index, String(word), logProbabilities: tokens))
      }
      deltas.append(.finished(index: choice.index, reason: choice.finishReason))
    }
    if let usage = whole.usage { deltas.append(.usage(usage)) }
    return .chunks(deltas)
  }

  func createResponse(_ request: ResponseRequest) async throws -> ModelResponse {
    let history = try history(before: request)
    let answer = try await chat(request.chat(after: history))
    let message = ModelResponse.Message(
      id: tick("msg_"), text: answer.choices[0].message.text,
      logProbabilities: answer.choices[0].logProbabilities)
    var response = ModelResponse(
      id: .init(tick("resp_")), createdAt: answer.createdAt, status: .completed,
      model: request.model, request: request, output: [message], usage: answer.usage)
    response.completedAt = now
    if request.isStored {
      let turns = history + request.input + [answer.choices[0].message]
      responseShelf[response.id] = (response, turns)
    }
    return response
  }

  func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error> {
    let whole = try await createResponse(request)
    var opening = whole
    opening.status = .inProgress
    opening.completedAt = nil
    opening.output = []
    opening.usage = nil
    let words = whole.text.split(separator: " ", omittingEmptySubsequences: false)
    let texts = words.map { ResponseDelta.text(String($0), logProbabilities: []) }
    return .chunks(
      [.started(opening, messageID: whole.output[0].id)] + texts + [.finished(whole)])
  }

  func response(_ id: ModelResponse.ID) async throws -> ModelResponse {
    guard let kept = responseShelf[id] else { throw missing("response", id.rawValue) }
    return kept.response
  }

  func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion {
    _ = try await response(id)
    responseShelf[id] = nil
    return Deletion(id: id.rawValue, object: "response", isDeleted: true)
  }

  private func history(before request: ResponseRequest) throws -> [ChatMessage] {
    guard let previous = request.previous else { return [] }
    guard let kept = responseShelf[previous] else {
      throw ServiceError(
        status: 400, message: "Previous response with id '\(previous)' not found.",
        parameter: "previous_response_id", code: "previous_response_not_found")
    }
    return kept.history
  }

  private func tokens(_ text: String) -> [TokenLogProbability] {
    text.split(separator: " ").map { word in
      TokenLogProbability(
        token: String(word), logProbability: -0.5, bytes: Array(word.utf8),
        alternatives: [
          TokenLogProbability(token: "no", logProbability: -1.5, bytes: Array("no".utf8))
        ])
    }
  }

  private func usage(_ messages: [ChatMessage], _ text: String) -> TokenUsage {
    let words = messages.map { $0.text.split(separator: " ").count }.reduce(0, +)
    return TokenUsage(prompt: words, completion: text.split(separator: " ").count)
  }
}

/// Objects to what is loud.
extension ShelfService: ModerationService {
  func moderate(_ request: ModerationRequest) async throws -> [Moderation] {
    request.texts.map { text in
      let isLoud = text.contains("loud")
      var scores = [request.model ?? "usual": 0.25]
      if isLoud { scores["noise"] = 0.75 }
      return Moderation(flagged: isLoud ? ["noise"] : [], scores: scores)
    }
  }
}
