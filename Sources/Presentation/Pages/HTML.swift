/// Returns text as HTML shows it: no sign of it is read as markup, in an element or in an attribute.
package func escapedHTML(_ text: String) -> String {
  guard text.utf8.contains(where: { #"&<>"'"#.utf8.contains($0) }) else { return text }
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

/// Returns blocks as HTML: what is text in a `pre` whose spans have the names of ``Style`` as their
/// classes, and a chart as a drawing.
package func html(_ blocks: [Block], width: Int = 80) -> String {
  let layout = Layout(width: width)
  var result = ""
  var text = ""
  func flush() {
    if !text.isEmpty { result += "<pre class=\"said\">\(text)</pre>\n" }
    text = ""
  }
  for block in blocks {
    if case .chart(let chart) = block, let drawing = svg(of: chart) {
      flush()
      result += drawing
    } else {
      for line in lines(of: block, layout) { text += html(line) + "\n" }
    }
  }
  flush()
  return result
}

/// Returns one line of styled text as HTML.
package func html(_ line: StyledText) -> String {
  line.sanitized(lines: .kept).runs.map { run in
    let text = escapedHTML(run.text)
    return run.style == .plain ? text : "<span class=\"\(run.style)\">\(text)</span>"
  }.joined()
}
