import CommandLanguage
package import JSON
package import Quantities

/// The cap that `budget` sets; nil to look alone.
package struct BudgetInput: Sendable {
  var cap: Money?
}

/// What was spent, what is set aside, and the most that a day may cost.
package struct BudgetResult: VerbResult {
  package var spentToday: Money
  package var spentInAll: Money
  package var cap: Money
  /// Whether a higher cap was asked for, which a script cannot give itself.
  package var isKeptLower = false

  package var json: JSONValue {
    [
      "spent_today": .number(Double(spentToday.microdollars) / 1e6),
      "spent_in_all": .number(Double(spentInAll.microdollars) / 1e6),
      "cap": .number(Double(cap.microdollars) / 1e6),
    ]
  }
}

extension Verb where Input == BudgetInput, Result == BudgetResult {
  /// `budget`: what was spent, and the most that a day may cost.
  package static var budget: Self {
    Self(
      VerbDeclaration(
        "budget", .money, "show what was spent, or set the most that a day may cost",
        usage: ["budget", "budget DOLLARS"],
        examples: [
          .init("budget", "spent and reserved today, and the cap"),
          .init("budget 0.50", "at most 50 cents a day in this workspace"),
        ], traits: .reading),
      read: { reader throws(Failure) in
        guard let argument = reader.optionalArgument() else { return BudgetInput() }
        guard let cap = Money(argument.text) else {
          throw Failure(
            .badAmount, "\"\(argument.text)\" is not an amount", at: argument.span,
            consequence: "the cap is as it was", remedy: "budget 0.50")
        }
        return BudgetInput(cap: cap)
      },
      perform: { input, session in
        let spending = session.spending
        if let cap = input.cap { try spending.setCap(cap) }
        return BudgetResult(
          spentToday: try spending.spentToday, spentInAll: try spending.spentInAll,
          cap: try spending.cap, isKeptLower: try input.cap.map { try spending.cap < $0 } ?? false)
      })
  }
}
