import ArgumentParser
import Glibc

/// Loading, checking and counting a large chat file, each as a process of its own.
///
/// The rounds of ft and of the peer take turns, so that other work on the machine meets both.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "measure load, check and stats of a large chat file")

  @Option(help: "examples in the file that is made")
  var examples = 60_000

  @Option(help: "measure this file instead")
  var file: String?

  @Option(help: "the program to measure")
  var ft = ".build/release/ft"

  @Option(
    help: "another program that gets the file as its last argument; words separated by spaces")
  var peer: String?

  @Option(help: "rounds, of which the fastest and the median are shown")
  var rounds = 5

  @Option(help: "rounds of the peer")
  var peerRounds = 2

  @Option(help: "where the file and the workspace are kept meanwhile")
  var folder = ".build/bench-data"

  func run() throws {
    unsafe mkdir(folder, 0o755)
    let path = try file ?? madeFile()
    let workspace = "\(folder)/bench.ftdb"
    var table = [
      Row(name: "load"), Row(name: "check"), Row(name: "stats"), Row(name: "ft, all three"),
    ]
    var peerRow = Row(name: "peer")
    for round in 0..<max(rounds, peer == nil ? 0 : peerRounds) {
      if round < rounds {
        for ending in ["", "-wal", "-shm"] { unsafe unlink(workspace + ending) }
        var sum = Usage()
        for (index, words) in [["load", path, "as", "d"], ["check", "d"], ["stats", "d"]]
          .enumerated()
        {
          let usage = try Usage(running: [ft, "-w", workspace] + words)
          table[index].runs.append(usage)
          sum.add(usage)
        }
        table[3].runs.append(sum)
      }
      if let peer, round < peerRounds {
        peerRow.runs.append(
          try Usage(running: peer.split(separator: " ").map(String.init) + [path]))
      }
    }
    for ending in ["", "-wal", "-shm"] { unsafe unlink(workspace + ending) }
    print("\(path): \(Self.size(of: path) / 100_000 * 100_000 / 1_000_000) MB, \(rounds) rounds")
    print("               wall s, best  median     CPU s, best  median     peak MB")
    for row in table { print(row.text) }
    if peer != nil {
      print(peerRow.text)
      let ratio = peerRow.best(\.wall) / table[3].best(\.wall)
      print("the peer takes \(decimal(ratio)) times as long")
    }
  }

  /// Writes the file unless it is there from an earlier run.
  private func madeFile() throws -> String {
    let path = "\(folder)/chat-\(examples).jsonl"
    guard Self.size(of: path) == 0 else { return path }
    var lines = ChatLines(seed: 1)
    // Under another name until it is whole: a run that was stopped must not leave half a file.
    let partial = path + ".part"
    guard let file = unsafe fopen(partial, "w") else { throw MissingFile(path: partial) }
    // Line by line: what this process holds at its peak is counted to those that it starts.
    for _ in 0..<examples {
      guard unsafe fputs(lines.next() + "\n", file) >= 0 else {
        unsafe fclose(file)
        throw MissingFile(path: partial)
      }
    }
    guard unsafe fclose(file) == 0, unsafe rename(partial, path) == 0 else {
      throw MissingFile(path: path)
    }
    return path
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The runs of one program.
  private struct Row {
    let name: String
    var runs: [Usage] = []

    func best(_ measure: KeyPath<Usage, Double>) -> Double {
      runs.map { $0[keyPath: measure] }.min() ?? 0
    }

    private func median(_ measure: KeyPath<Usage, Double>) -> Double {
      let sorted = runs.map { $0[keyPath: measure] }.sorted()
      return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    var text: String {
      let cells = [
        best(\.wall), median(\.wall), best(\.cpu), median(\.cpu),
        runs.map(\.peakMegabytes).max() ?? 0,
      ]
      return padded(name, to: 15)
        + cells.map { padded(decimal($0), to: 12) }.joined()
    }
  }
}

/// What a finished process has used.
struct Usage {
  var wall = 0.0
  var cpu = 0.0
  var peakMegabytes = 0.0

  init() {}

  mutating func add(_ other: Usage) {
    wall += other.wall
    cpu += other.cpu
    peakMegabytes = max(peakMegabytes, other.peakMegabytes)
  }

  /// Runs `words` without input and output, to its end.
  init(running words: [String]) throws {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for stream: Int32 in 1...2 {
      unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    let start = Self.now()
    var process: pid_t = 0
    guard unsafe posix_spawnp(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
      throw ValidationError("\(words[0]) cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    guard unsafe wait4(process, &status, 0, &usage) == process, status == 0 else {
      throw ValidationError("\(words.joined(separator: " ")) failed; run it to see why")
    }
    wall = Self.now() - start
    cpu = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    peakMegabytes = Double(usage.ru_maxrss) * 1_024 / 1_000_000
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

private func decimal(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
