/// A language, or a group of them, with the characters that are frequent in its texts.
package enum WrittenLanguage: String, Sendable, Hashable, CaseIterable {
  case korean
  case japanese
  case chinese
  case western

  /// The frequent characters in two ranks, the more frequent ones first.
  var frequent: (first: Set<Unicode.Scalar>, second: Set<Unicode.Scalar>) {
    switch self {
    case .korean: Self.koreanCharacters
    case .japanese: Self.japaneseCharacters
    case .chinese: Self.chineseCharacters
    case .western: Self.westernCharacters
    }
  }

  private static let koreanCharacters = ranks(
    """
    이다는에의가을고하를지은한로도기사자인리시대어서나정보해일제수아과부그주게들것라여면요있니
    습까세전원장상안동생있없만으스거
    """,
    """
    스성유비구마신공중문조우오관무방학모경전화후소국물번내음건실선개계적연차단식성위운분당때더
    미민발회히려용할된되될였였했합입업점저재말간같각감강객걸검결계곳과교금급길김까꼭날남녀년노높
    누느능달답데돈두드등떻또래러련렇렵료루르름릴마많맞매며명못바반받밖배법변별본불빌빠쓰씨알았야약
    양언얼없였예올와왔외월위작잘잠접족좀좋준증직진집찾책처천청체초추출치카코크타태터토통트특티파
    편포표품프피필학함항행향험현형호확환활황회효휴희힘줄줘싶싫및분술
    """)

  private static let japaneseCharacters = ranks(
    "のにはをたがでてとしれさいあるすまきなかこもらくりせんっうよけ、。ーそえわだみおつ",
    """
    ひろめべやどじちょばぬむへほふゆごぎざぐげずぜぞづびぶぼぱぴぷぺぽゃゅァアィイウエオカガキギク
    グコゴサザシジスズタダチッツテデトドナニネノハバパヒビピフブプベペホボポマミムメモャュョラリルレ
    ロワンヴ「」・？！
    日一人年大国本中出時行見月分後前生上間東四今金九入学高円子外八六下来気小七山話女北午百書先名川
    千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代
    明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計
    死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味
    写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟
    牛魚兄犬妹姉漢所部定内実全最初可能必要利客様対連絡予約返品店舗料金説明方法次番号確認変更追加申込
    """)

  private static let chineseCharacters = ranks(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发",
    """
    ，。？！、：；“”《》（）
    后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开
    但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并
    物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先
    海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才
    结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书
    非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领
    共确传师观清今切院让识候带导争运笔请您吗呢吧怎找店客服货款退换订单网站号码可咨询谢需买卖钱块元
    """)

  private static let westernCharacters = ranks(
    "éèàêçñóáíúöäüß’",
    "âîôûëïøåæœìòùãõÉÈÀÖÄÜÑÅØ“”‘–—…«»¿¡°€£©®·ºª§²½\u{A0}")

  private static func ranks(
    _ first: String, _ second: String
  ) -> (first: Set<Unicode.Scalar>, second: Set<Unicode.Scalar>) {
    let first = Set(first.unicodeScalars.filter { $0 != "\n" })
    return (first, Set(second.unicodeScalars.filter { $0 != "\n" }).subtracting(first))
  }

  /// The language that a text of the encoding is in, where the encoding is for one.
  init?(of encoding: TextEncoding) {
    switch encoding {
    case .cp949: self = .korean
    case .shiftJIS, .eucJP: self = .japanese
    case .gb18030: self = .chinese
    case .windows1252: self = .western
    case .utf8, .utf16LittleEndian, .utf16BigEndian: return nil
    }
  }
}
