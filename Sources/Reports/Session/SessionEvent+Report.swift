import Commands
import Presentation
import Quantities

/// A thing to say, and where it goes.
enum ConsoleOutput {
  /// A part of the result, to standard output.
  case result([Block])
  /// A line beside the result, to standard error.
  case notice(StyledText)
  /// How far the work is, on one line that the next one replaces; nil removes it.
  case progress(String?)
}

extension SessionEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .migrated(let workspace, let copy):
      .notice("\(workspace) was of an older ft and is of this one now; as it was:  \(copy)")
    case .data(let event): event.output
    case .change(let event): event.output
    case .review(let event): event.output
    case .tokens(let event): event.output
    case .training(let event): event.output
    case .spending(let event): event.output
    case .chat(let event): event.output
    case .script(let event): event.output
    case .guide(let event, let language): event.output(in: language)
    case .presenter(let event): event.output
    }
  }
}

extension Question {
  /// The question without the choices behind it.
  var text: String {
    switch self {
    case .changeExamples(let count, let total):
      "change \(NumberFormat.count(count, "example")) of \(NumberFormat.count(total))?"
    case .askModel(let model, let count):
      "ask \(model) for \(NumberFormat.count(count, "answer"))?"
    case .nameOfRemoved(let dataset, let count):
      "this removes \(dataset) with \(NumberFormat.count(count, "example")); "
        + "type its name to go on:"
    case .replaceChanged(let example):
      "\(example) was changed after this draft was begun; replace it?"
    case .readAs(let file, _): "read \(file) so?"
    case .unpack(let file, let packedCount, let size):
      "\(file) unpacks to more than \(NumberFormat.bytes(size)), from "
        + "\(NumberFormat.bytes(packedCount)) so far; unpack all of it?"
    case .takeChange(let number, let count): "(\(number)/\(count)) take it? [y,n,a,q,?]"
    case .reviewKey: "k d e t n 1-5 s u q ?:"
    case .reviewText(.find): "find:"
    case .reviewText(let key): "\(key.rawValue):"
    case .editAgain: "edit again? (no keeps the draft)"
    case .installEngine(let folder, let byteCount):
      "download PyTorch, transformers, trl and peft into \(folder): about "
        + "\(NumberFormat.bytes(byteCount)) and some minutes, once?"
    case .spend(let words, let provider): "spend \(words) at \(provider)?"
    }
  }

  /// Whether Enter alone means yes.
  var defaultsToYes: Bool {
    switch self {
    case .changeExamples(let count, _): count <= 20
    case .readAs(_, let isSure): isSure
    case .editAgain: true
    case .askModel, .nameOfRemoved, .replaceChanged, .reviewKey, .reviewText, .spend, .unpack,
      .installEngine, .takeChange:
      false
    }
  }
}
