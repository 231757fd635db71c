import Glibc
import Randomness
import Testing

extension SessionTests {
  /// `kill -9` at any moment: what was told is kept, and nothing is half done.
  @Suite struct CrashTests {
    private static let size = 5_000

    @Test func `A bulk change that is killed was made whole or not at all`() async throws {
      let place = try Place()
      try place.write("big.jsonl", chatFile(Self.size))
      _ = try await place.run("ft -w x.ftdb load big.jsonl as big && cp x.ftdb whole.ftdb")
      let change = "set 'big#1..\(Self.size).assistant' Changed --yes"
      let whole = try await duration { _ = try await place.run("ft -w whole.ftdb \(change)") }
      var random = SeededGenerator(seed: 4)
      for _ in 0..<6 {
        _ = try await place.run("rm -f x.ftdb* out.jsonl && ft -w x.ftdb load big.jsonl as big")
        try await place.kill("exec ft -w x.ftdb \(change)", after: whole * random.unit())
        #expect(try place.isSound("x.ftdb"))
        #expect(try await place.run("ft -w x.ftdb export big to out.jsonl").status == 0)
        let changed = try place.text("out.jsonl").split(separator: "\n")
          .count { $0.contains("Changed") }
        #expect(changed == 0 || changed == Self.size)
        let undone = try await place.run("ft -w x.ftdb undo")
        #expect(undone.output.contains(changed == 0 ? "loaded" : ".assistant of 5,000 examples"))
      }
    }

    @Test func `A load that is killed has loaded all or nothing`() async throws {
      let place = try Place()
      try await place.loadSmall()
      try place.write("big.jsonl", chatFile(Self.size))
      let load = "ft -w x.ftdb load big.jsonl as big"
      let whole = try await duration { _ = try await place.run(load) }
      var random = SeededGenerator(seed: 1)
      for _ in 0..<6 {
        _ = try await place.run("ft -w x.ftdb drop big --confirm big")
        try await place.kill("exec \(load)", after: whole * random.unit())
        #expect(try place.isSound("x.ftdb"))
        let names = try await place.run("ft -w x.ftdb list --json").output
        #expect(names.contains(#""name": "small""#))
        #expect(names.contains(#""name": "big""#) == names.contains(#""count": 5000"#))
      }
    }

    @Test(arguments: [3, 17, 40]) func `Every change that was told is kept`(count: Int) async throws
    {
      let place = try Place()
      try await place.loadSmall()
      let changes = (1...200).map { "set small#1.assistant \"version \($0)\"\n" }.joined()
      let ft = try place.start("exec ft -w x.ftdb", input: changes)
      try await ft.see("r\(count) → r\(count + 1) ")
      ft.kill(SIGKILL)
      #expect(try await ft.ended().status == 128 + SIGKILL)
      #expect(try place.isSound("x.ftdb"))
      let shown = try await place.run("ft -w x.ftdb show small#1").output
      let version = try #require(shown.firstMatch(of: /version (\d+)/).flatMap { Int($0.1) })
      #expect(version >= count)
      let undone = try await place.run("ft -w x.ftdb undo --steps \(version)")
      #expect(undone.status == 0)
      #expect(try await place.run("ft -w x.ftdb export small to out.jsonl").status == 0)
      #expect(try place.text("out.jsonl") == chatFile(12))
    }

    @Test func `A launch or a training that is killed goes on and succeeds`() async throws {
      let place = try Place()
      try await place.loadSmall()
      _ = try await place.run("cp x.ftdb fresh.ftdb")
      let launch = "launch small --epochs 4 --batch-size 4 --seed 1 as demo"
      let whole = try await duration {
        let ended = try await place.run(
          "ft -w whole.ftdb load small.jsonl as small; ft -w whole.ftdb \(launch)"
            + " && ft -w whole.ftdb tail @demo")
        #expect(ended.output.contains("succeeded"))
      }
      var random = SeededGenerator(seed: 9)
      for _ in 0..<5 {
        _ = try await place.run("rm -rf x.ftdb* && cp fresh.ftdb x.ftdb")
        try await place.kill(
          "ft -w x.ftdb \(launch) && exec ft -w x.ftdb tail @demo",
          after: whole * random.unit())
        #expect(try place.isSound("x.ftdb"))
        let again = try await place.run("ft -w x.ftdb \(launch)")
        #expect(again.status == 0, "\(again)")
        let tail = try await place.run("ft -w x.ftdb tail @demo --all")
        #expect(tail.output.contains("succeeded   @demo.model is "), "\(tail)")
        #expect(tail.output.contains("step 12/12"))
        #expect(
          try await place.run("ft -w x.ftdb list jobs --json | grep -c '\"id\"'").output == "1\n")
      }
    }

    private func duration(_ body: () async throws -> Void) async rethrows -> Duration {
      let clock = ContinuousClock()
      let start = clock.now
      try await body()
      return clock.now - start
    }
  }
}

extension Place {
  /// Starts a line, and ends it and all that it started in the middle of its work.
  fileprivate func kill(_ line: String, after moment: Duration) async throws {
    let program = try start(line)
    // The moment itself is what is tried here; nothing is waited for.
    try await ContinuousClock().sleep(for: moment)
    program.kill(SIGKILL)
    _ = try await program.ended()
  }
}
