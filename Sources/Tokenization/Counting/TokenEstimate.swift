/// Returns roughly how many tokens a text has, for when there is no vocabulary.
///
/// Figures made with it are marked `~`. A word of ASCII is about 4 bytes a token; other scripts
/// come to about one token for each 1.5 characters in o200k.
package func estimatedTokenCount(utf8 text: UnsafeRawBufferPointer) -> Int {
  var asciiCount = 0
  var otherCount = 0
  for index in 0..<text.count {
    let byte = unsafe text[index]
    if byte < 0x80 { asciiCount += 1 } else if byte & 0xC0 != 0x80 { otherCount += 1 }
  }
  return (asciiCount + 3) / 4 + (otherCount * 2 + 2) / 3
}
