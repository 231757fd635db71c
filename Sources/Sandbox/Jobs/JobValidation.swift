import Files
import FineTuning
import JSON
import Training

/// Reads a job's files before it is queued, and decides what it left to the service.
struct JobValidation {
  let job: Job
  /// Holds `training` and perhaps `validation`.
  let folder: Folder
  /// Ends the reading early.
  let stop: WorkerThread.StopFlag
  /// How the model that learns reads examples.
  let encoder: ExampleEncoder

  /// What a job needs to be trained.
  struct Findings {
    var exampleCount: Int
    /// Tokens of one pass over the training file.
    var epochTokens: Int
    var hyperparameters: Hyperparameters
    /// What whoever follows the job should know before it trains.
    var notices: [NewEvent] = []
  }

  /// - Throws: ``InvalidJob`` with the service's code and words; ``FileError``; `CancellationError`.
  func run() throws -> Findings {
    let training = try ExampleFile(path: folder.path(of: "training"), until: stop)
    guard training.count >= Limits.leastExamples else {
      throw InvalidJob(error: .tooFewExamples(training.count))
    }
    let size = try check(training, .training)
    guard size.learned > 0 else { throw nothingLearned }
    if job.validationFile != nil {
      _ = try check(ExampleFile(path: folder.path(of: "validation"), until: stop), .validation)
    }
    return Findings(
      exampleCount: training.count, epochTokens: size.tokens,
      hyperparameters: job.method.resolved(exampleCount: training.count))
  }

  private enum Use: String { case training, validation }

  private func check(_ file: ExampleFile, _ use: Use) throws -> ExampleSize {
    let reader = TrainingExampleReader(method: job.method.kind)
    var size = ExampleSize()
    for index in 0..<file.count {
      let bytes = try file.bytes(at: index)
      do throws(ExampleFault) {
        let line = file.line(at: index)
        let read = encoder.size(try reader.read(bytes, example: index + 1, line: line))
        size.tokens += read.tokens
        size.learned += read.learned
      } catch {
        if index == 0, let other = otherFormat(of: bytes, use) { throw other }
        throw failure(use, "\(error)", isFormatError: error.isFormatError)
      }
    }
    return size
  }

  /// The fault of a file that is good for another method.
  private func otherFormat(of line: [UInt8], _ use: Use) -> InvalidJob? {
    guard let value = try? JSONValue(parsing: line) else { return nil }
    let file = use == .training ? job.trainingFile : job.validationFile ?? job.trainingFile
    let isChat = value["messages"] != nil
    guard isChat != (job.method.kind == .supervised), isChat || value["input"] != nil else {
      return nil
    }
    let (format, method) = isChat ? ("chat", "supervised") : ("preference", "dpo")
    return failure(
      use,
      "Input file \(file) is in the fine-tune-\(format) format, but the specified fine-tuning job "
        + "is not using '\(method)' as the training method "
        + "(provided method=\(job.method.kind.rawValue)). ")
  }

  /// The sandbox's own: a job that would only cost time.
  private var nothingLearned: InvalidJob {
    InvalidJob(
      error: JobError(
        code: "nothing_to_train",
        message: "The job failed because nothing of the training file would be trained: every "
          + "answer lies beyond the \(encoder.limit) tokens that the model reads of an example",
        parameter: "training_file"))
  }

  private func failure(_ use: Use, _ fault: String, isFormatError: Bool = false) -> InvalidJob {
    let reason =
      isFormatError
      ? "a file format error in the \(use.rawValue) file" : "an invalid \(use.rawValue) file"
    return InvalidJob(
      error: JobError(
        code: isFormatError ? "invalid_file_format" : "invalid_\(use.rawValue)_file",
        message: "The job failed due to \(reason). Invalid file format. \(fault)",
        parameter: "\(use.rawValue)_file"))
  }
}

/// A job that cannot be trained, with what its `error` will say.
struct InvalidJob: Error, Hashable {
  let error: JobError
}
