/// What is said while a verb talks to a model.
package enum ChatEvent: Sendable {}
