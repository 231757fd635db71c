import Glibc
import Tokenization

struct TokenizeBench {
  init(arguments: ArraySlice<String>) { self.arguments = Array(arguments) }
  let arguments: [String]
  func run() throws {
    var clock = CPUClock()
    _ = try StoredVocabularyFile.vocabulary(.cl100k)
    let vocabulary = try StoredVocabularyFile.vocabulary(.o200k)
    print("load", clock.lap())
    let tokenizer = Tokenizer(vocabulary)
    for path in arguments where path != "-" {
      guard let file = MappedFile(path) else { throw MissingFile(path: path) }
      for _ in 0..<3 {
        let counter = TokenCounter(tokenizer)
        clock = CPUClock()
        let n = unsafe counter.count(utf8: file.bytes)
        let t = clock.lap()
        let n2 = unsafe counter.count(utf8: file.bytes)
        let t2 = clock.lap()
        let ids = unsafe counter.encode(utf8: file.bytes)
        let m = ids.count
        let t3 = clock.lap()
        let mb = unsafe Double(file.bytes.count) / 1e6
        print(path, n, n2, m, "count", mb / t, "again", mb / t2, "encode", mb / t3)
      }
    }
  }
}

struct CPUClock {
  var last = CPUClock.now()
  static func now() -> Double {
    var t = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t)
    return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9
  }
  mutating func lap() -> Double {
    let n = Self.now()
    defer { last = n }
    return n - last
  }
}
