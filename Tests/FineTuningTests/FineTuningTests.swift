import FineTuning
import Testing
