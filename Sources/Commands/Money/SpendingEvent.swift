/// What is said while a verb asks what may be spent.
package enum SpendingEvent: Sendable {}
