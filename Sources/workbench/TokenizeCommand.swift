import ArgumentParser
import Glibc
import Tokenization

/// Throughput of counting and encoding, in megabytes of text a second: of one thread's CPU time, or
/// of several threads by the clock.
///
/// "Fresh" text is read once: segment after segment of text that has not been seen, after a first
/// segment that is not counted, since it brings the tables into memory. "Repeated" is the last
/// segment again.
struct TokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize", abstract: "measure counting and encoding")

  @Option(help: "write the texts to this folder and measure nothing")
  var write: String?

  @Option(help: "read the texts from the folder that --write made")
  var texts: String?

  @Option(help: "measure this text alone")
  var only: String?

  @Option(help: "o200k_base or cl100k_base; both when it is not given")
  var encoding: String?

  @Option(help: "rounds with new caches, of which the best is shown")
  var rounds = 5

  @Option(help: "threads that share the segments; one, then two, when it is not given")
  var threads: Int?

  @Flag(help: "print name, columns and nothing else, for a program to read")
  var plain = false

  func run() throws {
    if let write { return try writeTexts(to: write) }
    guard threads ?? 1 > 0, rounds > 0 else {
      throw ValidationError("one thread and one round at least")
    }
    for encoding in TokenEncoding.allCases
    where self.encoding == nil || self.encoding == encoding.rawValue {
      let clock = Stopwatch()
      let tokenizer = Tokenizer(try StoredVocabularyFile.vocabulary(encoding))
      if !plain { print("\(encoding.rawValue): loaded in \(Int(clock.seconds * 1_000_000)) µs") }
      for threads in threads.map({ [$0] }) ?? [1, 2] {
        if !plain { printHeading(threads: threads) }
        for text in measuredTexts(threads: threads) { measure(text, tokenizer, threads: threads) }
      }
    }
  }

  private func printHeading(threads: Int) {
    let time = threads == 1 ? "of CPU time" : "by the clock, \(threads) threads"
    print("text        count       encode      count       encode    MB/s \(time)")
    print("            fresh       fresh       repeated    repeated")
  }

  private func measuredTexts(threads: Int) -> [SegmentedText] {
    let all = texts.map { SegmentedText.stored(in: $0) } ?? SegmentedText.all
    // A text of one long piece is work for one thread.
    return all.filter {
      (only == nil || only == $0.name) && (threads == 1 || $0.segments.count > threads)
    }
  }

  private func writeTexts(to directory: String) throws {
    unsafe mkdir(directory, 0o755)
    for text in SegmentedText.all {
      for (index, segment) in text.segments.enumerated() {
        try StoredVocabularyFile.write(segment, to: "\(directory)/\(text.name).\(index).txt")
      }
    }
  }

  /// Prints the best of several rounds: other work on the machine only slows.
  private func measure(_ text: SegmentedText, _ tokenizer: Tokenizer, threads: Int) {
    let measured = (0..<rounds).map { _ in
      threads == 1 ? text.round(tokenizer) : text.round(tokenizer, threads: threads)
    }
    let best = (0..<4).map { column in measured.map { $0[column] }.max() ?? 0 }
    let cells = ([text.name] + best.map { "\(Int($0))" }).map { cell in
      cell + String(repeating: " ", count: max(1, 12 - cell.count))
    }
    print(cells.joined())
  }
}

/// CPU time of the thread that made it.
struct Stopwatch {
  private let start = Self.now()

  var seconds: Double { Self.now() - start }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
