/// What is said while a verb sends files and follows jobs.
package enum TrainingEvent: Sendable {}
