/// A chemical element and its symbol.
struct Element {
  let name: String
  let symbol: String
  let korean: String
  let japanese: String

  static let all = table(
    """
    gold|Au|금|金
    silver|Ag|은|銀
    iron|Fe|철|鉄
    copper|Cu|구리|銅
    oxygen|O|산소|酸素
    hydrogen|H|수소|水素
    carbon|C|탄소|炭素
    nitrogen|N|질소|窒素
    helium|He|헬륨|ヘリウム
    sodium|Na|나트륨|ナトリウム
    potassium|K|칼륨|カリウム
    lead|Pb|납|鉛
    tin|Sn|주석|スズ
    zinc|Zn|아연|亜鉛
    calcium|Ca|칼슘|カルシウム
    mercury|Hg|수은|水銀
    """
  ).map { Element(name: $0[0], symbol: $0[1], korean: $0[2], japanese: $0[3]) }
}
