import Datasets
import FineTuning
import JSON
import Training

/// One line of a training file, as turns.
enum TrainingExample: Hashable {
  case chat([Turn])
  case preference(prompt: [Turn], preferred: Turn, rejected: Turn)
}

extension TrainingExample {
  /// The example of a line as a job would read it, whatever rules it breaks; nil for no example.
  init?(measuring line: [UInt8]) {
    guard let example = try? Example(line) else { return nil }
    switch example.kind {
    case .chat: self = TrainingExampleReader.chat(example)
    case .preference: self = TrainingExampleReader.preference(example)
    case .completion: return nil
    }
  }
}

/// Reads the lines of a training file; the first fault ends it.
///
/// What a fault is say the rules of `Datasets`, which `check` asks too; here they get the words of
/// the service. Columns of the example that training does not use are refused here alone: ft does
/// not send them.
struct TrainingExampleReader {
  /// `supervised` reads chats, `dpo` preferences.
  let method: TrainingMethod.Kind

  func read(_ bytes: [UInt8], example number: Int, line: Int) throws(ExampleFault)
    -> TrainingExample
  {
    let example: Example
    do throws(ReadingFault) {
      example = try Example(bytes)
    } catch {
      let code = ExampleFault.Code(error.code, at: error.offset, in: bytes, method)
      throw ExampleFault(code: code, example: number, line: line)
    }
    if let code = fault(of: example) {
      throw ExampleFault(code: code, example: number, line: line)
    }
    return method == .dpo ? Self.preference(example) : Self.chat(example)
  }

  private func fault(of example: Example) -> ExampleFault.Code? {
    guard example.kind == (method == .dpo ? .preference : .chat) else {
      return .unlike(example.bytes, method)
    }
    if let key = example.unsentKeys.first {
      return .extraKey(key.hasPrefix("input.") ? String(key.dropFirst(6)) : key)
    }
    return example.errors.first.map { ExampleFault.Code($0, in: example) }
  }

  fileprivate static func chat(_ example: Example) -> TrainingExample {
    .chat(example.messages.map { Turn($0, in: example) })
  }

  /// A preference that broke no rule has one message in each answer.
  fileprivate static func preference(_ example: Example) -> TrainingExample {
    let answers = [example.preferred, example.rejected].map { answer in
      answer.last.map { Turn($0, in: example) } ?? Turn(.assistant, "")
    }
    return .preference(
      prompt: example.messages.map { Turn($0, in: example) }, preferred: answers[0],
      rejected: answers[1])
  }
}

extension Turn {
  /// The turn that a message of a checked example is to the model, which sees no images.
  fileprivate init(_ message: Message, in example: Example) {
    let speaker = message.role.flatMap { Turn.speakers[$0.rawValue] } ?? .user
    var text = ""
    switch message.content {
    case .missing, .null: break
    case .text(let span): text = example.text(span)
    case .parts(let parts):
      for part in parts {
        let refusal = part.text == nil ? example.value(in: part.range)?["refusal"]?.string : nil
        text += part.text.map(example.text) ?? refusal ?? ""
      }
    }
    if let calls = (message.toolCalls ?? message.functionCall).flatMap(example.value) {
      text += calls.text
    }
    self.init(speaker, text)
    if message.isWeightZero { weight = 0 }
  }
}
