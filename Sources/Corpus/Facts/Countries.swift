/// A country by its names, and what is asked about it.
struct Country {
  /// English names, the common one first; likewise in the other languages.
  let english: [String]
  let capital: String
  let language: String
  let continent: String
  let currency: String
  let korean: [String]
  let koreanCapital: String
  let japanese: [String]
  let japaneseCapital: String

  /// Common names come twice as often as formal ones.
  static func name(_ names: [String], _ draw: inout CorpusRandom) -> String {
    draw.chance(0.6) ? names[0] : draw.one(of: names)
  }

  static let all = table(countries).map { row in
    Country(
      english: alternatives(row[0]), capital: row[1], language: row[2], continent: row[3],
      currency: row[4], korean: alternatives(row[5]), koreanCapital: row[6],
      japanese: alternatives(row[7]), japaneseCapital: row[8])
  }
}

/// Names; capital; language; continent; currency; Korean names; capital; Japanese names; capital.
private let countries = """
  France|Paris|French|Europe|euro|프랑스|파리|フランス|パリ
  Japan|Tokyo|Japanese|Asia|yen|일본|도쿄|日本|東京
  Italy|Rome|Italian|Europe|euro|이탈리아|로마|イタリア|ローマ
  Germany|Berlin|German|Europe|euro|독일|베를린|ドイツ|ベルリン
  Spain|Madrid|Spanish|Europe|euro|스페인|마드리드|スペイン|マドリード
  Portugal|Lisbon|Portuguese|Europe|euro|포르투갈|리스본|ポルトガル|リスボン
  Canada|Ottawa|English|North America|dollar|캐나다|오타와|カナダ|オタワ
  Australia|Canberra|English|Oceania|dollar|호주;오스트레일리아|캔버라|オーストラリア|キャンベラ
  Brazil|Brasilia|Portuguese|South America|real|브라질|브라질리아|ブラジル|ブラジリア
  Egypt|Cairo|Arabic|Africa|pound|이집트|카이로|エジプト|カイロ
  Kenya|Nairobi|Swahili|Africa|shilling|케냐|나이로비|ケニア|ナイロビ
  India|New Delhi|Hindi|Asia|rupee|인도|뉴델리|インド|ニューデリー
  China|Beijing|Chinese|Asia|yuan|중국|베이징|中国|北京
  South Korea;Korea|Seoul|Korean|Asia|won|한국;대한민국|서울|韓国;大韓民国|ソウル
  Russia|Moscow|Russian|Europe|ruble|러시아|모스크바|ロシア|モスクワ
  Greece|Athens|Greek|Europe|euro|그리스|아테네|ギリシャ|アテネ
  Turkey|Ankara|Turkish|Asia|lira|터키;튀르키예|앙카라|トルコ|アンカラ
  Norway|Oslo|Norwegian|Europe|krone|노르웨이|오슬로|ノルウェー|オスロ
  Sweden|Stockholm|Swedish|Europe|krona|스웨덴|스톡홀름|スウェーデン|ストックホルム
  Finland|Helsinki|Finnish|Europe|euro|핀란드|헬싱키|フィンランド|ヘルシンキ
  Denmark|Copenhagen|Danish|Europe|krone|덴마크|코펜하겐|デンマーク|コペンハーゲン
  Poland|Warsaw|Polish|Europe|zloty|폴란드|바르샤바|ポーランド|ワルシャワ
  Austria|Vienna|German|Europe|euro|오스트리아|빈|オーストリア|ウィーン
  Ireland|Dublin|English|Europe|euro|아일랜드|더블린|アイルランド|ダブリン
  Mexico|Mexico City|Spanish|North America|peso|멕시코|멕시코시티|メキシコ|メキシコシティ
  Peru|Lima|Spanish|South America|sol|페루|리마|ペルー|リマ
  Chile|Santiago|Spanish|South America|peso|칠레|산티아고|チリ|サンティアゴ
  Argentina|Buenos Aires|Spanish|South America|peso|아르헨티나|부에노스아이레스|アルゼンチン|ブエノスアイレス
  Colombia|Bogota|Spanish|South America|peso|콜롬비아|보고타|コロンビア|ボゴタ
  Cuba|Havana|Spanish|North America|peso|쿠바|아바나|キューバ|ハバナ
  Vietnam|Hanoi|Vietnamese|Asia|dong|베트남|하노이|ベトナム|ハノイ
  Thailand|Bangkok|Thai|Asia|baht|태국|방콕|タイ|バンコク
  Indonesia|Jakarta|Indonesian|Asia|rupiah|인도네시아|자카르타|インドネシア|ジャカルタ
  the Philippines|Manila|Filipino|Asia|peso|필리핀|마닐라|フィリピン|マニラ
  Mongolia|Ulaanbaatar|Mongolian|Asia|tugrik|몽골|울란바토르|モンゴル|ウランバートル
  Hungary|Budapest|Hungarian|Europe|forint|헝가리|부다페스트|ハンガリー|ブダペスト
  the United Kingdom;the UK;England|London|English|Europe|pound|영국|런던|イギリス;英国|ロンドン
  the United States;the USA|Washington, D.C.|English|North America|dollar|\
  미국;미합중국|워싱턴|アメリカ;アメリカ合衆国;米国|ワシントン
  the Netherlands|Amsterdam|Dutch|Europe|euro|네덜란드|암스테르담|オランダ|アムステルダム
  Belgium|Brussels|Dutch|Europe|euro|벨기에|브뤼셀|ベルギー|ブリュッセル
  Switzerland|Bern|German|Europe|franc|스위스|베른|スイス|ベルン
  Morocco|Rabat|Arabic|Africa|dirham|모로코|라바트|モロッコ|ラバト
  Iceland|Reykjavik|Icelandic|Europe|krona|아이슬란드|레이캬비크|アイスランド|レイキャビク
  Ukraine|Kyiv|Ukrainian|Europe|hryvnia|우크라이나|키이우|ウクライナ|キーウ
  Saudi Arabia|Riyadh|Arabic|Asia|riyal|사우디아라비아|리야드|サウジアラビア|リヤド
  Iran|Tehran|Persian|Asia|rial|이란|테헤란|イラン|テヘラン
  Israel|Jerusalem|Hebrew|Asia|shekel|이스라엘|예루살렘|イスラエル|エルサレム
  Nigeria|Abuja|English|Africa|naira|나이지리아|아부자|ナイジェリア|アブジャ
  New Zealand|Wellington|English|Oceania|dollar|뉴질랜드|웰링턴|ニュージーランド|ウェリントン
  Singapore|Singapore|English|Asia|dollar|싱가포르|싱가포르|シンガポール|シンガポール
  """
