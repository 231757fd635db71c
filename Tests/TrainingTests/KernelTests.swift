import CTraining
import Randomness
import Testing
import Training

/// Each kernel against its definition, and each copy against the plain one, bit by bit.
@Suite struct KernelTests {
  static let copies: [ct_set] = [CT_PLAIN, CT_AVX2, CT_AVX512].filter { ct_supports($0) != 0 }

  /// Numbers in -1 ..< 1 with an even spread.
  private func noise(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float(generator.unit() * 2 - 1) }
  }

  private func doubles(_ values: some Sequence<Float>) -> [Double] { values.map(Double.init) }

  /// Whether two results differ by no more than rounding.
  private func agree(_ left: [Float], _ right: [Double], within limit: Double = 1e-4) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { (Double($0) - $1).magnitude <= limit * max(1, $1.magnitude) }
  }

  /// Runs `kernel` in every copy, and returns the result after all agreed on its bits.
  private func result(_ kernel: (ct_set) -> [Float]) -> [Float] {
    let results = Self.copies.map(kernel)
    for other in results { #expect(other.map(\.bitPattern) == results[0].map(\.bitPattern)) }
    return results[0]
  }

  @Test(arguments: [
    (1, 33, 8), (5, 32, 24), (13, 70, 100), (56, 384, 128), (12, 16, 1), (7, 262, 32),
  ])
  func `A product is the sum over k, straight or transposed`(m: Int, n: Int, k: Int) {
    let a = noise(m * k, seed: 1)
    let b = noise(k * n, seed: 2)
    let expected = PlainKernels.product(doubles(a), doubles(b), m: m, n: n, k: k)
    let straight = result { set in product(set, a, b, m, n, k, row: n, column: 1) }
    #expect(agree(straight, expected))
    var turned = [Float](repeating: 0, count: k * n)
    for row in 0..<k { for column in 0..<n { turned[column * k + row] = b[row * n + column] } }
    let transposed = result { set in product(set, a, turned, m, n, k, row: 1, column: k) }
    #expect(transposed == straight)
  }

  private func product(
    _ set: ct_set, _ a: [Float], _ b: [Float], _ m: Int, _ n: Int, _ k: Int, row: Int, column: Int
  ) -> [Float] {
    var packed = [Float](repeating: 0, count: ct_packed_count(Int32(k), Int32(n)))
    var c = [Float](repeating: .nan, count: m * n)
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        let left = unsafe ct_matrix(values: a.baseAddress, row: k, column: 1)
        let right = unsafe ct_matrix(values: b.baseAddress, row: row, column: column)
        unsafe ct_pack(set, Int32(k), Int32(n), right, &packed)
        unsafe ct_multiply(set, Int32(m), Int32(n), Int32(k), left, packed, &c, 0)
      }
    }
    return c
  }

  @Test func `A row is brought to unit root mean square and scaled by the gain`() {
    let x = noise(3 * 40, seed: 3)
    let gain = noise(40, seed: 4)
    let y = result { set in
      var y = [Float](repeating: 0, count: 120)
      var inverse = [Float](repeating: 0, count: 3)
      unsafe ct_rmsnorm(set, 3, 40, x, gain, &y, &inverse)
      return y
    }
    let expected = (0..<3).flatMap { row in
      PlainKernels.normalized(doubles(x[row * 40..<row * 40 + 40]), gain: doubles(gain))
    }
    #expect(agree(y, expected))
  }

  @Test func `Attention weighs values by the softmax of its scores`() {
    let rows = 11
    let q = noise(rows * 16, seed: 5)
    let k = noise(rows * 16, seed: 6)
    let v = noise(rows * 16, seed: 7)
    let out = result { set in
      var weights = [Float](repeating: 0, count: 2 * rows * rows)
      var out = [Float](repeating: 0, count: rows * 16)
      let shape = unsafe ct_heads(
        rows: Int32(rows), heads: 2, width: 8, first: 0, cosine: nil, sine: nil)
      unsafe ct_attention(set, shape, q, k, v, 16, &weights, &out)
      return out
    }
    for head in 0..<2 {
      func part(_ values: [Float]) -> [[Double]] {
        (0..<rows).map { doubles(values[$0 * 16 + head * 8..<$0 * 16 + head * 8 + 8]) }
      }
      let expected = PlainKernels.attention(part(q), part(k), part(v)).flatMap { $0 }
      #expect(agree(part(out).flatMap { $0 }.map(Float.init), expected))
    }
  }

  @Test func `The exponential is right to seven digits and zero far below`() {
    let x = noise(1000, seed: 8).map { $0 * 80 }
    let y = result { set in
      var y = [Float](repeating: 0, count: x.count)
      unsafe ct_exp(set, x.count, x, &y)
      return y
    }
    for (argument, power) in zip(x, y) {
      let expected = PlainKernels.exponential(Double(argument))
      #expect((Double(power) - expected).magnitude <= 3e-7 * expected)
    }
  }

  @Test func `The loss is minus the logarithm of the target's probability`() {
    let width = 70
    let logits = noise(4 * width, seed: 9).map { $0 * 5 }
    let targets: [Int32] = [0, 69, 12, 33]
    let losses = result { set in
      var values = logits
      var loss = [Float](repeating: 0, count: 4)
      var best = [Int32](repeating: 0, count: 4)
      unsafe ct_softmax_loss(set, 4, Int32(width), &values, targets, &loss, &best)
      return loss + values + best.map(Float.init)
    }
    for row in 0..<4 {
      let values = doubles(logits[row * width..<(row + 1) * width])
      let probability = PlainKernels.softmax(values)[Int(targets[row])]
      #expect((PlainKernels.exponential(-Double(losses[row])) - probability).magnitude < 1e-6)
      let best = values.indices.max { values[$0] < values[$1] }
      #expect(best == Int(losses[4 + 4 * width + row]))
    }
  }

  @Test func `Equal logits count as the lowest index`() {
    var logits: [Float] = [1, 7, 7, 7, 0, 0, 0, 0, 0]
    var loss: [Float] = [0]
    var best: [Int32] = [9]
    unsafe ct_softmax_loss(CT_PLAIN, 1, 9, &logits, [2], &loss, &best)
    #expect(best == [1])
  }

  @Test func `The first step of Adam has the length of the learning rate`() {
    let gradient = noise(100, seed: 10)
    let start = noise(100, seed: 11)
    let step = ct_adam_step(
      rate: 0.01, scale: 1, beta1: 0.9, beta2: 0.99, bias1: 1 / (1 - 0.9), bias2: 1 / (1 - 0.99))
    let weights = result { set in
      var m = [Float](repeating: 0, count: 100)
      var v = m
      var weights = start
      unsafe ct_adam(set, 100, step, gradient, &m, &v, &weights)
      return weights
    }
    let expected = zip(start, gradient).map {
      PlainKernels.firstAdamStep(Double($0), gradient: Double($1), rate: 0.01)
    }
    #expect(agree(weights, expected))
  }

  @Test func `Squares of the positive part, blends and lengths agree with their definitions`() {
    let x = noise(777, seed: 12)
    let y = noise(777, seed: 13)
    let squares = result { set in
      var out = [Float](repeating: 0, count: 777)
      unsafe ct_relu2(set, 777, x, &out)
      return out
    }
    #expect(agree(squares, x.map { Double(max($0, 0)) * Double(max($0, 0)) }))
    let slopes = result { set in
      var out = [Float](repeating: 0, count: 777)
      unsafe ct_relu2_backward(set, 777, x, y, &out)
      return out
    }
    #expect(agree(slopes, zip(x, y).map { 2 * Double(max($0, 0)) * Double($1) }))
    let blend = result { set in
      var out = y
      unsafe ct_blend(set, 777, 0.5, x, -2, &out)
      return out
    }
    #expect(agree(blend, zip(x, y).map { 0.5 * Double($0) - 2 * Double($1) }))
    let length = result { [Float(unsafe ct_sum_of_squares($0, 777, x))] }
    #expect(agree(length, [x.reduce(0) { $0 + Double($1) * Double($1) }]))
  }
}
