/// What must be known of a service to speak with it; the key itself is never part of it.
package struct Provider: Sendable, Hashable {
  /// How the key goes out.
  package enum Authentication: Sendable, Hashable {
    case none
    /// `Authorization: Bearer KEY`.
    case bearer
    /// The key alone, as the value of the header with this name.
    case header(String)
  }

  /// What a service wants otherwise than OpenAI does.
  package enum Dialect: String, Sendable, Hashable, CaseIterable {
    case openAI = "openai"
    /// `-1` stands for `auto`, files are `pending` for a while, models need a deployment.
    case azure
    /// A learning rate multiplier is an absolute learning rate.
    case nebius
  }

  /// Bounds that a request can be checked against before it is sent; nil where none is known.
  package struct Limits: Sendable, Hashable {
    package var fileByteCount: Int?
    package var suffixLength: Int?

    package init(fileByteCount: Int? = nil, suffixLength: Int? = nil) {
      self.fileByteCount = fileByteCount
      self.suffixLength = suffixLength
    }
  }

  package var name: String
  /// nil when only ``addressVariable`` knows it, or when the service runs inside this program.
  package var baseURL: BaseURL?
  /// The environment variable that overrules ``baseURL``.
  package var addressVariable: String?
  /// What follows an address that has no path of its own, such as `/v1`.
  package var defaultPath: String
  package var authentication: Authentication
  /// The environment variable that holds the key; nil when no key is needed.
  package var keyVariable: String?
  package var dialect: Dialect
  package var limits: Limits
  /// Whether it charges for what it does.
  package var isPriced: Bool
  /// Sentences that a person should read before using it.
  package var notes: [String]

  package init(
    name: String, baseURL: BaseURL?, addressVariable: String? = nil, defaultPath: String = "",
    authentication: Authentication = .bearer, keyVariable: String? = nil,
    dialect: Dialect = .openAI, limits: Limits = Limits(), isPriced: Bool = true,
    notes: [String] = []
  ) {
    self.name = name
    self.baseURL = baseURL
    self.addressVariable = addressVariable
    self.defaultPath = defaultPath
    self.authentication = authentication
    self.keyVariable = keyVariable
    self.dialect = dialect
    self.limits = limits
    self.isPriced = isPriced
    self.notes = notes
  }

  /// Whether the service runs inside this program and has no address.
  package var isInProcess: Bool { baseURL == nil && addressVariable == nil }
}
