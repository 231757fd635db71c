extension BenchText {
  /// Prose: clauses without spaces, of words, compounds of two characters, and borrowed words.
  static let japanese = BenchText(name: "japanese") { source, text in
    for _ in 0..<(2 + source.below(4)) {
      for _ in 0..<(1 + source.below(3)) {
        clause(&source, &text)
        text += source.pick(["、", "、", "、", "「", "」", "・", "(", ")"])
        for _ in 0..<source.below(3) { text += short(&source) }
      }
      clause(&source, &text)
      text += source.pick(japaneseEndings) + source.pick(["。", "。", "。", "?", "!"])
      if source.chance(40) { text += short(&source) }
      if source.chance(25) { text += "\n" }
      if source.chance(12) { text += "\(source.below(2_030))年\(1 + source.below(12))月" }
    }
    text += source.chance(50) ? "\n" : "\n\n"
  }

  /// What stands between clauses: numbers, dates, Latin letters, brackets.
  private static func short(_ source: inout WordSource) -> String {
    switch source.below(6) {
    case 0: "\(source.below(13))月\(source.below(32))日、"
    case 1: "(\(source.below(2_030)))、"
    case 2: source.pick(["A", "B", "OK", "JR", "NHK", "Web"]) + "・" + source.common(kanji) + "、"
    case 3: "「" + source.common(japaneseWords) + "」、"
    case 4: "\(source.below(100)).\(source.below(10))%、"
    default: source.common(japaneseWords) + " / " + source.common(kanji) + " "
    }
  }

  private static func clause(_ source: inout WordSource, _ text: inout String) {
    for _ in 0..<(1 + source.below(2)) {
      switch source.below(100) {
      case 0...54: text += source.common(japaneseWords)
      case 55...84: text += source.common(kanji) + source.common(kanji)
      case 85...93: for _ in 0..<(2 + source.below(4)) { text += source.pick(katakana) }
      case 94...96: text += "\(source.below(500))" + source.pick(["人", "円", "回", "%", "km"])
      default: text += source.pick(["AI", "GPT", "API", "Web", "PC"])
      }
      text += source.pick(japaneseParticles)
    }
  }

  private static let japaneseParticles = [
    "は", "が", "を", "に", "の", "の", "の", "で", "と", "も", "から", "まで", "へ", "より", "という", "について", "として",
    "による", "",
    "な", "した", "する", "された", "している",
  ]
  private static let japaneseEndings = [
    "です", "ます", "でした", "しました", "している", "である", "ではありません", "と思います", "してください", "でしょうか", "だった", "した",
    "となる",
    "と考えられる", "ことができる", "必要がある", "ようになった", "と言われている",
  ]
  private static let kanji = Array(
    "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会社者事自部地方場合員田体力同理手定新通当主内作用目成発物全現明度動表立業意家戦性経法最回政関実代連不取所点信相続心強公初平正安世交議民海調化無開問教界持数特重結保区加情受指期集別運機品機計面変世料術済形進支応験流説求義員制置期勝必認認様感局計管改統優設治任果態単増確認約資条件決基断観示案験件際専門的研究技術開発情報処理状況対応提供利用可能環境問題経済社会文化教育歴史科学医療健康写真映画音楽旅行料理野菜季節春夏秋冬朝昼夜昨夜翌週末曜祝祭寺神宮城橋駅港島湖森林空港道路鉄船飛窓店館院庁署局室階段庭園芸術美術絵画彫刻詩歌曲劇"
  ).map(String.init)
  private static let katakana = Array(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポーッャュョ"
  ).map(String.init)
  private static let japaneseWords = """
    これ それ こと もの ため よう ところ とき 私 彼 彼女 今日 明日 昨日 日本 東京 会社 学生 先生 時間 場所 問題 世界 社会 経済 政府 大学 学校 研究 技術 \
    開発 情報 データ モデル システム ユーザー メッセージ ファイル サーバー プログラム コンピュータ インターネット サービス テスト エラー トークン 学習 質問 回答 \
    文章 言葉 意味 方法 結果 理由 必要 重要 可能 自分 人々 子供 家族 友達 仕事 生活 食べ物 料理 野菜 水 空 海 山 川 町 村 駅 道 電車 飛行機 旅行 写真 映画 音楽 本 新聞 \
    歴史 文化 教育 科学 医療 健康 病院 医者 心 気持ち 考え 話 声 目 手 頭 体 大きい 小さい 新しい 古い 高い 安い 早い 遅い 美しい 楽しい 難しい 簡単 とても もっと \
    少し たくさん すべて しかし そして また ただし つまり 例えば もちろん 特に 実際 現在 最近 将来 以前 使う 作る 見る 聞く 読む 書く 行く 来る 食べる 飲む 話す 考える 思う \
    知る 分かる 始まる 終わる 変わる 続ける ありがとう こんにちは お願い 申し訳
    """.split(separator: " ").map(String.init)
}
