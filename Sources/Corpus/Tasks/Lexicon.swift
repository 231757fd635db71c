/// Words that several kinds of dialogues use.
enum Lexicon {
  static let goodAdjectives = words(
    """
    amazing awesome beautiful brilliant charming cheerful clean clear clever comfortable cozy crisp
    cute delicious delightful easy elegant excellent exciting fair fantastic fast fine flawless
    fresh friendly fun generous gentle glorious good gorgeous grateful great happy helpful honest
    impressive incredible kind lovely lucky magnificent marvelous memorable neat nice outstanding
    patient perfect pleasant polite precise pretty professional quick quiet reliable rich safe
    satisfying sharp simple smart smooth soft solid sparkling special splendid spotless strong
    stunning stylish superb sweet tasty terrific thoughtful touching trustworthy unforgettable
    useful valuable vivid warm welcoming wonderful worthy
    """)

  static let badAdjectives = words(
    """
    angry annoying ashamed awful awkward bad bitter bland bored boring broken careless cheap
    chaotic cold confusing cracked crowded cruel crushed damaged dangerous defective dirty
    disappointing disgusting dishonest dreadful dull empty expensive faulty flimsy frustrating fake
    greasy gross hopeless horrible hostile inaccurate incomplete insulting irritating lazy leaking
    loud lousy mean messy miserable missing moldy nasty noisy old outdated overpriced painful
    pathetic poor pointless rotten rude rusty sad scratchy shaky shameful slow smelly sour sticky
    stupid tasteless terrible tiny tired torn ugly unacceptable uncomfortable unfair unfriendly
    unhelpful unpleasant unreliable unsafe upset useless weak worn worthless wrong
    """)

  static let allAdjectives = goodAdjectives + badAdjectives

  static let nouns = words(
    """
    soup waiter service box package puzzle sound guide view balcony app support coffee fabric color
    concert film movie mattress price pizza room bed staff driver phone screen laptop battery book
    story ending class teacher trip flight seat beach car engine game camera bag jacket bread cake
    salad steak tea bar music band show doctor clinic dentist website order delivery keyboard mouse
    printer chair desk lamp toy gift cream soap towel pool garden tour museum bus train kitchen oven
    fridge vacuum fan heater watch ring
    """)

  static let objects = words(
    """
    book phone lamp jacket camera bicycle chair keyboard watch backpack blender headset tent printer
    kettle mouse sofa speaker tablet shirt pillow monitor toaster umbrella hat
    """)

  static let places = words(
    "park kitchen library station garden office market school beach museum forest cafe hotel")

  static let names = words(
    """
    Anna Ben Carla David Emma Felix Grace Henry Iris Jack Kim Leo Maria Nina Oscar Paul Rosa Sam
    Tina Victor Wendy Yuna Zoe Min-jun Ji-woo Hiro Sofia Omar Lucas Mia
    """)

  static let koreanNames = words("민준 지우 서연 하준 수아 도윤 예린 현우 유나 태오")
  static let japaneseNames = words("太郎 花子 健太 美咲 翔 結衣 大輔 陽菜 蓮 葵")
}

/// Returns an invented word.
func madeUpWord(_ draw: inout CorpusRandom) -> String {
  (0..<draw.number(2...4)).map { _ in draw.one(of: syllables) }.joined()
}

private let syllables = words(
  """
  ba be bi bo da de do fa fi go ka ke ki ko la le li lo ma me mi mo na ne no pa pi po ra re ri ro sa
  se si so ta te ti to va vi za zo
  """)
