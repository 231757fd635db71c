import JSON

/// The exchanges of one run of a script with services outside this machine, as text.
///
/// A tape is JSON Lines: one header, then a line for each exchange in the order of their requests.
/// No key gets into it: of the headers only those of ``keptHeaders`` are written, and values that
/// look like keys are masked in requests and answers.
package struct Tape: Sendable, Hashable {
  /// What is true of the whole tape.
  package struct Header: Sendable, Hashable {
    /// The version of the program that wrote it.
    package var program: String
    /// Seconds since 1970; a replay's clock begins here.
    package var recordedAt: Int
    /// The name of the script.
    package var script: String
    /// The values that the script's parameters were given on the line, by name.
    package var parameters: [String: String]
    /// The most that the recorded run was allowed to spend, in dollars; nil without such a limit.
    package var budget: String?
    /// The day of the price table that the recorded run reckoned with.
    package var prices: String?
    /// Where each provider was, in the order of their first request.
    package var providers: [Place]

    package init(
      program: String, recordedAt: Int, script: String, parameters: [String: String] = [:],
      budget: String? = nil, prices: String? = nil, providers: [Place] = []
    ) {
      self.program = program
      self.recordedAt = recordedAt
      self.script = script
      self.parameters = parameters
      self.budget = budget
      self.prices = prices
      self.providers = providers
    }
  }

  /// A provider that was asked, and where.
  package struct Place: Sendable, Hashable {
    package var name: String
    package var address: String
    /// The provider's own address, where another server answered in its place.
    package var standsInFor: String?

    package init(name: String, address: String, standsInFor: String? = nil) {
      self.name = name
      self.address = address
      self.standsInFor = standsInFor
    }
  }

  package var header: Header
  package internal(set) var exchanges: [TapedExchange]

  package init(header: Header, exchanges: [TapedExchange] = []) {
    self.header = header
    self.exchanges = exchanges
  }

  /// The headers of answers that a replay needs; all others stay out of the tape.
  static let keptHeaders = [
    "content-type", "retry-after", "retry-after-ms", "x-should-retry", "x-request-id",
  ]

  /// The form of the lines; another number is another form.
  private static let version = 1
  /// The most values that a line may have, since a tape may come from anywhere.
  private static let valueLimit = 4_000_000

  /// The models that were asked for, each once, in the order of the requests.
  package var models: [String] {
    var seen: Set<String> = []
    return exchanges.compactMap { $0.request.body?["model"]?.string }
      .filter { seen.insert($0).inserted }
  }

  /// The whole file.
  package var encoded: [UInt8] {
    let lines = [header.wire(models: models)] + exchanges.map(\.wire)
    return lines.flatMap { $0.encoded() + [10] }
  }

  /// Reads a tape's file.
  ///
  /// - Throws: ``TapeError`` with the line at fault.
  package init(parsing bytes: [UInt8]) throws(TapeError) {
    var header: Header?
    var exchanges: [TapedExchange] = []
    var number = 0
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      guard !line.allSatisfy({ $0 == 32 || $0 == 13 }) else { continue }
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONValue(parsing: Array(line), valueLimit: Self.valueLimit)
      } catch {
        throw TapeError(.unreadable(line: number, reason: "it is not JSON"))
      }
      if header == nil {
        guard value["tape"]?.integer == Self.version, let read = Header(value) else {
          throw TapeError(
            .unreadable(line: number, reason: "it is not the header of a tape of this ft"))
        }
        header = read
      } else {
        guard let exchange = TapedExchange(value) else {
          throw TapeError(.unreadable(line: number, reason: "it is no exchange"))
        }
        exchanges.append(exchange)
      }
    }
    guard let header else {
      throw TapeError(.unreadable(line: 1, reason: "there is no header"))
    }
    self.init(header: header, exchanges: exchanges)
  }
}

extension Tape.Header {
  fileprivate func wire(models: [String]) -> JSONValue {
    [
      "tape": 1, "ft": .string(program), "script": .string(script),
      "recorded_at": .integer(recordedAt), "parameters": JSONValue(parameters),
      "budget": JSONValue(budget), "prices": JSONValue(prices),
      "models": .array(models.map(JSONValue.string)),
      "providers": .array(
        providers.map { place in
          var members = [
            JSONMember("name", .string(place.name)), JSONMember("address", .string(place.address)),
          ]
          if let other = place.standsInFor {
            members.append(JSONMember("stands_in_for", .string(other)))
          }
          return .object(members)
        }),
    ]
  }

  fileprivate init?(_ value: JSONValue) {
    guard let recordedAt = value["recorded_at"]?.count else { return nil }
    self.init(
      program: value["ft"]?.string ?? "", recordedAt: recordedAt,
      script: value["script"]?.string ?? "", parameters: value["parameters"]?.pairs ?? [:],
      budget: value["budget"]?.string, prices: value["prices"]?.string,
      providers: (value["providers"]?.array ?? []).compactMap { place in
        guard let name = place["name"]?.string, let address = place["address"]?.string else {
          return nil
        }
        return Tape.Place(
          name: name, address: address, standsInFor: place["stands_in_for"]?.string)
      })
  }
}

/// Why a tape cannot be read, or does not answer a request.
package struct TapeError: Error, Sendable, Hashable {
  /// What is at fault.
  package enum Code: Sendable, Hashable {
    /// A line of the file; counted from 1.
    case unreadable(line: Int, reason: String)
    /// The request is another than the taped one; each difference is a line of text.
    case differs(request: String, cell: Int?, differences: [String])
    /// The tape has no such request, or no further one; `cell` made the last of them.
    case absent(request: String, cell: Int?)
    /// The same question was asked again and again, and the tape's last answer does not change.
    case stuck(request: String, cell: Int?)
  }

  package var code: Code

  package init(_ code: Code) { self.code = code }
}
