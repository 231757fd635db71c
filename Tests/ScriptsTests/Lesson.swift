/// The script that the language's design shows, whole.
let lesson = #"""
  #!/usr/bin/env ft
  # Teaching Marv some manners
  # Twelve examples, two flaws, one small job.
  param model = gpt-4.1-nano
  budget 0.05

  ## 1. Load the data
  hint "load reads a .jsonl file, and 'as' gives it a name."
  load marv.jsonl as marv
  expect marv.count = 12
  | marv  r1  12 examples  ~612 tokens  0 errors  2 warnings
  | ...

  ## 2. Repair example 7
  # The reply is empty, so the model would learn to say nothing.
  show marv#7
  hint "set changes one field:  set marv#7.assistant ..."
  set marv#7.assistant """
      Around 384,400 km. Give or take a few, like that really matters.
      """
  expect marv#7.assistant contains "384,400"

  ## 3. Drop the duplicate
  hint "drop takes the same 'where' that show takes"
  drop marv where duplicate
  expect marv.count = 11

  ## 4. Price it, then train it
  estimate marv --model $model --epochs 3
  launch marv --model $model --epochs 3 --max-cost 0.01 as demo
  | uploaded marv r3 as <file>, created @demo <job>, about <money> of $0.05
  tail @demo
  expect @demo.status = succeeded

  ## 5. Talk to it
  ask @demo "What's the capital of France?"
  expect % contains "Paris"
  ! launch marv --model $model --max-cost 0
  expect error E401

  """#
