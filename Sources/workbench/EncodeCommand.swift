import ArgumentParser
import Files
import Tokenization

/// Prints the ids of many texts, for a comparison with another tokenizer.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "print the ids of each line's text")

  @Argument(help: "o200k_base or cl100k_base")
  var encoding: String

  @Argument(help: "a file whose every line is {\"text\": \"…\"}")
  var file: String

  func run() throws {
    guard let encoding = TokenEncoding(rawValue: encoding), let file = try? MappedFile(file) else {
      throw ValidationError("no such encoding or file")
    }
    let counter = TokenCounter(Tokenizer(try StoredVocabularyFile.vocabulary(encoding)))
    let (opening, closing) = (#"{"text": ""#.utf8.count, #""}"#.utf8.count)
    for line in file.copy().split(separator: 0x0A) {
      let string = Array(line.dropFirst(opening).dropLast(closing))
      let ids = unsafe string.withUnsafeBytes { unsafe counter.encode(jsonString: $0) }
      print(ids.map(String.init).joined(separator: " "))
    }
  }
}
