import Commands
package import Presentation

extension SnippetResult: Report {
  package var blocks: [Block] {
    var blocks: [Block] = lines.map { .preformatted(StyledText($0.command)) }
    if lines.isEmpty { blocks.append(.note("no call in it has a line of ft")) }
    guard !remarks.isEmpty else { return blocks }
    blocks.append(.blank)
    blocks += remarks.map { .paragraph("\("\(file):\($0.line):", .strong) \($0.text)") }
    return blocks
  }
}
