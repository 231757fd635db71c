import Digests
import Testing

@Suite struct HexadecimalTests {
  @Test func `Every byte has two digits, and each digit its value`() {
    #expect(Hexadecimal.text(of: [0, 9, 10, 0xAB, 0xFF]) == "00090aabff")
    #expect(Hexadecimal.text(of: []) == "")
    let values = "09afAF".utf8.map { Hexadecimal.value(of: $0) }
    #expect(values == [0, 9, 10, 15, 10, 15])
    #expect("/:@G`g ".utf8.allSatisfy { Hexadecimal.value(of: $0) == nil })
  }
}
