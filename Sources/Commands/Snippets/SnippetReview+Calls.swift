import Pricing

extension SnippetReview {
  mutating func review(_ call: PythonCall) {
    reviewOpening(call)
    reviewWriting(call)
    if call.makesJob, let name = call["model"]?.string, let model = PriceTable.openAI.model(name),
      model.aliases.contains(name)
    {
      add(
        call.line,
        "\(name) names no snapshot: it is \(model.snapshot) today, and may be another one later")
    }
  }

  // MARK: Files

  /// Files that are opened without an encoding, or never closed.
  private mutating func reviewOpening(_ call: PythonCall) {
    let isOfPath = call.receiver?.call?.function.lastPart == "Path"
    let name = call.function.lastPart
    let isBare = ["open", "io.open"].contains(call.function)
    let isOpening = isBare || (name == "open" && isOfPath)
    let isWhole = name == "read_text" || name == "write_text"
    guard isOpening || isWhole, !call.hasUnreadArguments else { return }
    let placed = call.arguments.filter { $0.name == nil }.map(\.value)
    let place = (isBare ? 1 : 0, isBare ? 3 : isOpening ? 2 : name == "read_text" ? 0 : 1)
    let mode = call["mode"] ?? (placed.indices.contains(place.0) ? placed[place.0] : nil)
    let isText = isWhole || mode == nil || mode?.string?.contains("b") == false
    if isText, call["encoding"] == nil, !placed.indices.contains(place.1) {
      add(
        call.line, "a file in text mode has the encoding of the machine; say encoding=\"utf-8\"")
    }
    let isGivenAway = call.isReturned && call.outer == nil
    let isClosed = call.target.map { target in
      let spelled = target.replacing(".", with: " . ") + " . close ("
      return statements.contains { $0.spelling.contains(spelled) }
    }
    if isOpening, !call.isManaged, !isGivenAway, isClosed != true,
      !["closing", "enter_context"].contains(call.outer?.lastPart ?? "")
    {
      add(call.line, "the file is never closed; with open(...) as f: closes it")
    }
  }

  /// Examples that are written in another form than a line each.
  private mutating func reviewWriting(_ call: PythonCall) {
    let name = call.function.lastPart
    let isJSON = call.function.hasPrefix("json.") || call.function == name
    let isDump = isJSON && (name == "dump" || name == "dumps")
    if isDump, let indent = call["indent"], !indent.isAbsent, isWritten(call) {
      add(
        call.line,
        "indent writes an example over several lines; JSON Lines has a line for each:  "
          + "load FILE --repair")
      return
    }
    let written = name == "write" ? call.first?.call : name == "dump" && isDump ? call : nil
    let isBareLine =
      name == "write" ? call.first == written.map { .call($0) } : written != nil
    if let written, isBareLine,
      ["json.dumps", "dumps", "json.dump", "dump"].contains(written.function),
      call.isRepeated, !writesNewlines
    {
      add(
        call.line,
        "the examples are written on one line; JSON Lines has a line for each:  "
          + "load FILE --repair")
    }
  }

  /// Whether what a call gives goes into a file of JSON Lines.
  private func isWritten(_ call: PythonCall) -> Bool {
    if call.function.lastPart == "dump" {
      let file = call["fp"] ?? call.arguments.dropFirst().first?.value
      if let path = file?.call?.first?.string { return path.hasSuffix(".jsonl") }
    } else {
      let isArgument = ["write", "writelines", "write_text"].contains(call.outer?.lastPart ?? "")
      let isNamed = call.target.map { target in
        statements.contains { $0.spelling.contains("write ( \(target)") }
      }
      guard isArgument || isNamed == true else { return false }
    }
    return call.isRepeated || source.texts.contains { $0.text.hasSuffix(".jsonl") }
  }

  /// Whether ends of lines are written by themselves.
  private var writesNewlines: Bool {
    calls.contains { call in
      let isEnd = call.function.lastPart == "write" && call.first?.string?.contains("\n") == true
      return isEnd || (call.function == "print" && call["file"] != nil)
    }
  }
}
