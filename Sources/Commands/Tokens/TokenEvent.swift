/// What is said while a verb counts tokens.
package enum TokenEvent: Sendable {}
