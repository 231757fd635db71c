/// Where a provider is and what opens it, as the environment says.
package struct Connection: Sendable {
  package let provider: Provider
  package let baseURL: BaseURL
  /// nil for a provider that wants none.
  package let key: Secret?

  /// - Throws: ``ProviderError`` when `key` would cross a network in the open.
  package init(provider: Provider, baseURL: BaseURL, key: Secret?) throws(ProviderError) {
    guard key == nil || baseURL.keepsSecrets else {
      throw ProviderError(.keyWouldTravelInTheOpen(baseURL), provider: provider.name)
    }
    self.provider = provider
    self.baseURL = baseURL
    self.key = key
  }
}

/// Why a provider cannot be asked.
package struct ProviderError: Error, Sendable, Hashable {
  /// What is missing or wrong in its settings.
  package enum Code: Sendable, Hashable {
    case runsInProcess
    case missingAddress(variable: String)
    case malformedAddress(variable: String)
    case missingKey(variable: String)
    case malformedKey(variable: String)
    case keyWouldTravelInTheOpen(BaseURL)
  }

  package let code: Code
  package let provider: String

  package init(_ code: Code, provider: String) {
    self.code = code
    self.provider = provider
  }
}

extension ProviderError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .runsInProcess: "provider '\(provider)' runs inside this program and has no address"
    case .missingAddress(let variable):
      "provider '\(provider)' needs its address in \(variable)"
    case .malformedAddress(let variable):
      "\(variable) holds no http address for provider '\(provider)'"
    case .missingKey(let variable): "provider '\(provider)' needs its key in \(variable)"
    case .malformedKey(let variable):
      "\(variable) holds no key for provider '\(provider)' that a header can carry"
    case .keyWouldTravelInTheOpen(let url):
      "a key for provider '\(provider)' would travel unencrypted to '\(url.authority)'"
    }
  }
}

extension Provider {
  /// Returns the address and the key that `environment` gives for this provider.
  package func connection(
    environment: (String) -> String?
  ) throws(ProviderError) -> Connection {
    guard !isInProcess else { throw ProviderError(.runsInProcess, provider: name) }
    return try Connection(
      provider: self, baseURL: address(environment), key: key(environment))
  }

  private func address(
    _ environment: (String) -> String?
  ) throws(ProviderError) -> BaseURL {
    guard let variable = addressVariable, let text = environment(variable), !text.isEmpty else {
      if let baseURL { return baseURL }
      throw ProviderError(.missingAddress(variable: addressVariable ?? ""), provider: name)
    }
    guard let url = BaseURL(text) else {
      throw ProviderError(.malformedAddress(variable: variable), provider: name)
    }
    guard url.path.isEmpty, !defaultPath.isEmpty else { return url }
    let query = url.query.isEmpty ? "" : "?\(url.query)"
    return BaseURL("\(url.scheme)://\(url.authority)\(defaultPath)\(query)") ?? url
  }

  private func key(_ environment: (String) -> String?) throws(ProviderError) -> Secret? {
    guard authentication != .none, let variable = keyVariable else { return nil }
    guard let text = environment(variable), !text.isEmpty else {
      throw ProviderError(.missingKey(variable: variable), provider: name)
    }
    guard let key = Secret(text) else {
      throw ProviderError(.malformedKey(variable: variable), provider: name)
    }
    return key
  }
}
