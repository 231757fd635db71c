/// A work and who made it, in three languages.
struct Work {
  let title: String
  let author: String
  let koreanTitle: String
  let koreanAuthor: String
  let japaneseTitle: String
  let japaneseAuthor: String

  static let books = rows(bookTable)
  static let paintings = rows(paintingTable)
  static let inventions = rows(inventionTable)

  private static func rows(_ text: String) -> [Work] {
    table(text).map { row in
      Work(
        title: row[0], author: row[1], koreanTitle: row[2], koreanAuthor: row[3],
        japaneseTitle: row[4], japaneseAuthor: row[5])
    }
  }
}

private let bookTable = """
  Romeo and Juliet|William Shakespeare|로미오와 줄리엣|윌리엄 셰익스피어|ロミオとジュリエット|シェイクスピア
  Hamlet|William Shakespeare|햄릿|윌리엄 셰익스피어|ハムレット|シェイクスピア
  Macbeth|William Shakespeare|맥베스|윌리엄 셰익스피어|マクベス|シェイクスピア
  1984|George Orwell|1984|조지 오웰|1984年|ジョージ・オーウェル
  Animal Farm|George Orwell|동물농장|조지 오웰|動物農場|ジョージ・オーウェル
  Don Quixote|Miguel de Cervantes|돈키호테|세르반테스|ドン・キホーテ|セルバンテス
  War and Peace|Leo Tolstoy|전쟁과 평화|레프 톨스토이|戦争と平和|トルストイ
  Anna Karenina|Leo Tolstoy|안나 카레니나|레프 톨스토이|アンナ・カレーニナ|トルストイ
  Crime and Punishment|Fyodor Dostoevsky|죄와 벌|도스토옙스키|罪と罰|ドストエフスキー
  Pride and Prejudice|Jane Austen|오만과 편견|제인 오스틴|高慢と偏見|ジェーン・オースティン
  Emma|Jane Austen|에마|제인 오스틴|エマ|ジェーン・オースティン
  Oliver Twist|Charles Dickens|올리버 트위스트|찰스 디킨스|オリバー・ツイスト|ディケンズ
  A Christmas Carol|Charles Dickens|크리스마스 캐럴|찰스 디킨스|クリスマス・キャロル|ディケンズ
  Moby Dick|Herman Melville|모비 딕|허먼 멜빌|白鯨|メルヴィル
  The Odyssey|Homer|오디세이|호메로스|オデュッセイア|ホメロス
  Frankenstein|Mary Shelley|프랑켄슈타인|메리 셸리|フランケンシュタイン|メアリー・シェリー
  Dracula|Bram Stoker|드라큘라|브램 스토커|ドラキュラ|ブラム・ストーカー
  Faust|Johann Wolfgang von Goethe|파우스트|괴테|ファウスト|ゲーテ
  The Hobbit|J. R. R. Tolkien|호빗|톨킨|ホビットの冒険|トールキン
  The Lord of the Rings|J. R. R. Tolkien|반지의 제왕|톨킨|指輪物語|トールキン
  The Little Prince|Antoine de Saint-Exupery|어린 왕자|생텍쥐페리|星の王子さま|サン=テグジュペリ
  The Great Gatsby|F. Scott Fitzgerald|위대한 개츠비|피츠제럴드|グレート・ギャツビー|フィッツジェラルド
  Harry Potter|J. K. Rowling|해리 포터|J. K. 롤링|ハリー・ポッター|J・K・ローリング
  Alice in Wonderland|Lewis Carroll|이상한 나라의 앨리스|루이스 캐럴|不思議の国のアリス|ルイス・キャロル
  To Kill a Mockingbird|Harper Lee|앵무새 죽이기|하퍼 리|アラバマ物語|ハーパー・リー
  Sherlock Holmes|Arthur Conan Doyle|셜록 홈스|아서 코넌 도일|シャーロック・ホームズ|コナン・ドイル
  Les Miserables|Victor Hugo|레 미제라블|빅토르 위고|レ・ミゼラブル|ユーゴー
  The Old Man and the Sea|Ernest Hemingway|노인과 바다|헤밍웨이|老人と海|ヘミングウェイ
  The Metamorphosis|Franz Kafka|변신|카프카|変身|カフカ
  The Divine Comedy|Dante|신곡|단테|神曲|ダンテ
  The Tale of Genji|Murasaki Shikibu|겐지 이야기|무라사키 시키부|源氏物語|紫式部
  Kokoro|Natsume Soseki|마음|나쓰메 소세키|こころ|夏目漱石
  """

private let paintingTable = """
  the Mona Lisa|Leonardo da Vinci|모나리자|레오나르도 다빈치|モナ・リザ|レオナルド・ダ・ヴィンチ
  The Last Supper|Leonardo da Vinci|최후의 만찬|레오나르도 다빈치|最後の晩餐|レオナルド・ダ・ヴィンチ
  The Starry Night|Vincent van Gogh|별이 빛나는 밤|빈센트 반 고흐|星月夜|ゴッホ
  Sunflowers|Vincent van Gogh|해바라기|빈센트 반 고흐|ひまわり|ゴッホ
  Guernica|Pablo Picasso|게르니카|파블로 피카소|ゲルニカ|ピカソ
  The Scream|Edvard Munch|절규|에드바르 뭉크|叫び|ムンク
  Water Lilies|Claude Monet|수련|클로드 모네|睡蓮|モネ
  the Sistine Chapel ceiling|Michelangelo|천지 창조|미켈란젤로|天地創造|ミケランジェロ
  Girl with a Pearl Earring|Johannes Vermeer|진주 귀걸이를 한 소녀|페르메이르|真珠の耳飾りの少女|フェルメール
  """

private let inventionTable = """
  the telephone|Alexander Graham Bell|전화기|알렉산더 그레이엄 벨|電話|グラハム・ベル
  the light bulb|Thomas Edison|전구|토머스 에디슨|電球|エジソン
  the airplane|the Wright brothers|비행기|라이트 형제|飛行機|ライト兄弟
  the printing press|Johannes Gutenberg|인쇄기|구텐베르크|印刷機|グーテンベルク
  dynamite|Alfred Nobel|다이너마이트|알프레드 노벨|ダイナマイト|ノーベル
  the steam engine|James Watt|증기 기관|제임스 와트|蒸気機関|ワット
  the radio|Guglielmo Marconi|라디오|마르코니|ラジオ|マルコーニ
  the World Wide Web|Tim Berners-Lee|월드 와이드 웹|팀 버너스리|ワールドワイドウェブ|ティム・バーナーズ=リー
  Hangul|King Sejong|한글|세종대왕|ハングル|世宗大王
  """
