extension PythonReader {
  /// A function of the source's own.
  struct Function {
    var parameters: [Parameter]
    /// The tokens of its body.
    var body: Range<Int>
    var indent: Int
    var wasCalled = false
    var isRunning = false

    struct Parameter {
      var name: String
      var preset: PythonValue?
      /// `*` or `**` for one that takes all that is left.
      var rest: String?
    }
  }

  mutating func readFunction(_ indent: Int, to end: Int) {
    let name = name(1) ?? ""
    position += 2
    var parameters: [Function.Parameter] = []
    if sign() == "(", let close = closings[position] {
      position += 1
      while position < close {
        let start = position
        if sign() == "," { position += 1 }
        let rest = sign() == "*" || sign() == "**" ? sign() : nil
        if rest != nil { position += 1 }
        if let parameter = self.name() {
          position += 1
          if sign() == ":" {
            position += 1
            _ = readExpression()
          }
          var preset: PythonValue?
          if sign() == "=" {
            position += 1
            preset = readExpression()
          }
          parameters.append(Function.Parameter(name: parameter, preset: preset, rest: rest))
        }
        if position == start { position += 1 }
      }
      position = close + 1
    }
    let body = suite(indent, to: end)
    if let known = functions[name], !known.wasCalled { replaced.append(known) }
    functions[name] = Function(parameters: parameters, body: body, indent: indent)
  }

  private mutating func bind(_ parameters: [Function.Parameter], to given: Elements?) {
    var named = given?.arguments.filter { $0.name != nil } ?? []
    var places = given?.arguments.filter { $0.name == nil }[...] ?? []
    for parameter in parameters where !["self", "cls"].contains(parameter.name) {
      if parameter.rest == "*" {
        values[parameter.name] = given?.hasUnread == false ? .list(places.map(\.value)) : nil
        places = []
      } else if parameter.rest == "**" {
        let entries = named.map {
          PythonValue.Entry(key: .string($0.name ?? ""), value: $0.value)
        }
        values[parameter.name] = given?.hasUnread == false ? .dictionary(entries) : nil
      } else if let index = named.lastIndex(where: { $0.name == parameter.name }) {
        values[parameter.name] = named.remove(at: index).value
      } else {
        let preset = given?.hasUnread == true ? nil : parameter.preset
        values[parameter.name] = places.popFirst()?.value ?? preset
      }
    }
  }

  /// What a function of the source's own gives; its calls are added.
  ///
  /// Without arguments nothing calls it, and what it is given is not known.
  mutating func run(
    _ function: Function, named name: String, with arguments: Elements?
  ) -> PythonValue {
    let (start, saved, before) = (position, returned, values)
    let (with, back) = (isInWith, isInReturn)
    (isInWith, isInReturn, returned) = (false, false, nil)
    bind(function.parameters, to: arguments)
    // A function that calls itself is not followed into itself.
    functions[name]?.isRunning = true
    functions[name]?.wasCalled = true
    read(function.body)
    functions[name]?.isRunning = false
    let result = returned ?? .word("None")
    values = before.merging(values.filter { $0.key.hasPrefix("self.") }) { $1 }
    (position, returned, isInWith, isInReturn) = (start, saved, with, back)
    return result
  }
}
